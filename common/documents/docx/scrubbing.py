"""What must go before a Word document is disclosed, besides what goes from every package."""

from collections.abc import Mapping, Sequence

from common.documents.docx.paragraphs import Paragraph
from common.documents.docx.revisions import accept_revisions
from common.documents.ooxml.markup import Element, elements, find_all, inside, local, name, remove, unwrap
from common.documents.ooxml.package import Package
from common.documents.ooxml.runs import slots_of
from common.documents.ooxml.scrubbing import (
    SHARED,
    Words,
    cut_relationships,
    drop_tips,
    drop_unreachable,
    purge,
    strip_pictures,
)

HARMLESS = SHARED | {
    "stylesWithEffects",
    "settings",
    "webSettings",
    "fontTable",
    "font",
    "numbering",
    "header",
    "footer",
    "footnotes",
    "endnotes",
}
REVISIONS = "変更履歴"
HIDDEN_ELEMENTS = {
    "w:commentRangeStart",
    "w:commentRangeEnd",
    "w:commentReference",
    "w:annotationRef",
    "w:rsids",
    "w:docVars",
    "w:mailMerge",
    "w:attachedTemplate",
    "w:trackRevisions",
    "w:dataBinding",
    "w15:dataBinding",
    "w:placeholder",
    "w:fldData",
    "w:altChunk",
    "w:subDoc",
    "w14:docId",
    "w15:docId",
}


def scrub_package(package: Package, paragraphs: Sequence[Paragraph], masked: Mapping[str, str]) -> list[str]:
    """Take out what a reader does not see, and what repeats the `masked` strings outside the text.

    `masked` maps each string that an edit took away to what stands there now. Returns what was removed,
    in Japanese, each kind once.
    """
    words = Words(masked)
    removed = [*_revisions(package), *cut_relationships(package, words, HARMLESS, _cut)]
    reachable = drop_unreachable(package)
    removed += strip_pictures(package)
    # Read anew: a tab or a line break in an edit has cut text elements in two.
    text = {
        slot.element for paragraph in paragraphs for slot in (*paragraph.slots, *slots_of(paragraph.element))
    }
    for part in reachable:
        if package.is_xml(part):
            _clean(package.tree(part))
            drop_tips(package.tree(part))
            purge(package.tree(part), text, words)
    return list(dict.fromkeys(removed))


def _revisions(package: Package) -> list[str]:
    count = sum(
        accept_revisions(package.tree(part)) for part in package.reachable() if _is_word(package, part)
    )
    return [REVISIONS] if count else []


def _is_word(package: Package, part: str) -> bool:
    return package.is_xml(part) and name(package.tree(part)).startswith("w:")


def _cut(element: Element) -> None:
    """Take away what refers to a part that is gone."""
    if name(element) == "w:hyperlink":
        unwrap(element)
    else:
        holder = inside(element, "w:object")
        remove(element if holder is None else holder)


def _clean(root: Element) -> None:
    for element in find_all(root, *HIDDEN_ELEMENTS):
        remove(element)
    for element in find_all(root, "w:smartTag", "w:customXml"):
        for properties in [found for found in element if name(found) in ("w:smartTagPr", "w:customXmlPr")]:
            element.remove(properties)
        unwrap(element)
    for element in elements(root):
        for key in [str(key) for key in element.attrib if local(str(key)).startswith("rsid")]:
            del element.attrib[key]
