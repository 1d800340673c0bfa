"""Paragraphs of text documents and slides, with headers, notes, comments and boxes."""

from collections.abc import Iterator

from common.documents.model import Place, Segment
from common.documents.odf.inline import text_of
from common.documents.odf.styles import Styles, emphasis
from common.documents.ooxml.markup import Element, attribute, elements, find_all, inside, name

HOLDERS = {
    "text:note-body": "footnote",
    "office:annotation": "comment",
    "style:header": "header",
    "style:header-left": "header",
    "style:header-first": "header",
    "style:footer": "footer",
    "style:footer-left": "footer",
    "style:footer-first": "footer",
    "draw:text-box": "textbox",
    "draw:custom-shape": "textbox",
}
ALTERNATIVE = ("svg:title", "svg:desc")


def paragraph_segments(stem: str, root: Element, styles: Styles) -> Iterator[Segment]:
    """A segment a paragraph outside of spreadsheet cells; `stem` names the part in their ids."""
    return (segment for segment, _ in located(stem, root, styles))


def located(stem: str, root: Element, styles: Styles) -> Iterator[tuple[Segment, Element]]:
    """Each segment with the element that holds it."""
    slides = {page: number for number, page in enumerate(find_all(root, "draw:page"), start=1)}
    hidden = _hidden_pages(root)
    kinds = ("text:p", "text:h", *ALTERNATIVE)
    found = [element for element in elements(root) if name(element) in kinds]
    for number, element in enumerate(found, start=1):
        is_alternative = name(element) in ALTERNATIVE
        text = (element.text or "").strip() if is_alternative else text_of(element)
        if not text or _is_elsewhere(element, stem):
            continue
        page = inside(element, "draw:page")
        where = Place(
            part=_part(element, page is not None),
            slide=slides[page] if page is not None else None,
            paragraph=number if page is None and _part(element, False) == "body" else None,
            hidden=page is not None and page.get(_qualified(page, "style-name")) in hidden,
        )
        stretches = () if is_alternative else emphasis(element, styles)
        yield Segment(id=f"{stem}#{number}", text=text, place=where, emphasis=stretches), element


def has_deletions(root: Element) -> bool:
    return any(text_of(p) for d in find_all(root, "text:deletion") for p in find_all(d, "text:p", "text:h"))


def _part(element: Element, on_slide: bool) -> str:
    if name(element) in ALTERNATIVE:
        return "alt"
    if inside(element, "presentation:notes") is not None:
        return "note"
    holder = inside(element, *HOLDERS)
    kind = HOLDERS[name(holder)] if holder is not None else "body"
    if kind == "footnote":
        note = inside(element, "text:note")
        return "endnote" if note is not None and attribute(note, "text:note-class") == "endnote" else kind
    if on_slide and kind == "textbox":  # all text of a slide is in boxes
        frame = inside(element, "draw:frame")
        return "title" if frame is not None and attribute(frame, "presentation:class") == "title" else "body"
    return kind


def _is_elsewhere(element: Element, stem: str) -> bool:
    """Deleted text, cells of a spreadsheet, and in styles.xml all but headers and footers."""
    if inside(element, "text:tracked-changes") is not None:
        return True
    if inside(element, "office:spreadsheet") is not None:
        cell = inside(element, "table:table-cell", "table:covered-table-cell", "table:shapes")
        return cell is not None and name(cell) != "table:shapes" and inside(element, "draw:text-box") is None
    return stem == "styles" and _part(element, False) not in ("header", "footer")


def _hidden_pages(root: Element) -> set[str]:
    """The styles of slides that are not shown."""
    return {
        style
        for found in find_all(root, "style:drawing-page-properties")
        if attribute(found, "presentation:visibility") == "hidden"
        and (parent := found.getparent()) is not None
        and (style := attribute(parent, "style:name"))
    }


def _qualified(element: Element, wanted: str) -> str:
    return str(element.tag).rpartition("}")[0] + "}" + wanted
