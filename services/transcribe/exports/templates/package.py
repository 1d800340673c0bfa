"""A template as markup: the parts that hold text, their paragraphs and rows, and the placeholders in them."""

from collections.abc import Iterator

from common.documents.ooxml.markup import Element, find_all, inside
from common.documents.ooxml.package import Package
from common.documents.ooxml.runs import slots_of, text_of
from services.transcribe.exports.templates.placeholders import PLACEHOLDER, canonical

TEXT_PARTS = ("header", "footer", "footnotes", "endnotes")


def text_roots(package: Package) -> Iterator[Element]:
    """The body, then headers, footers and notes."""
    main = package.main()
    for part in (main, *package.related(main, *TEXT_PARTS)):
        yield package.tree(part)


def paragraphs(root: Element) -> list[Element]:
    """Every paragraph with a placeholder, though Word may have split it over runs."""
    return [each for each in find_all(root, "w:p") if placeholders(each)]


def placeholders(paragraph: Element) -> list[str]:
    """The placeholders of one paragraph by their Japanese names, in order."""
    return [canonical(match[1]) for match in PLACEHOLDER.finditer(text_of(slots_of(paragraph)))]


def row_groups(root: Element) -> list[tuple[Element, list[str]]]:
    """Each table row that is to be repeated, with the groups it names: 宿題 for `{{宿題.担当}}`."""
    found: dict[Element, list[str]] = {}
    for paragraph in paragraphs(root):
        row = inside(paragraph, "w:tr")
        groups = [name.partition(".")[0] for name in placeholders(paragraph) if "." in name]
        if row is not None and groups:
            found.setdefault(row, []).extend(groups)
    return [(row, list(dict.fromkeys(groups))) for row, groups in found.items()]
