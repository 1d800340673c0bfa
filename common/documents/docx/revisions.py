"""Accepting tracked changes, as Word's "accept all" does (ECMA-376 part 1, 17.13.5)."""

from common.documents.ooxml.markup import Element, child, find_all, inside, name, remove, unwrap

INSERTED = ("w:ins", "w:moveTo")
DELETED = ("w:del", "w:moveFrom")
FORMER = (
    "w:rPrChange",
    "w:pPrChange",
    "w:sectPrChange",
    "w:tblPrChange",
    "w:tblPrExChange",
    "w:tcPrChange",
    "w:trPrChange",
    "w:tblGridChange",
    "w:numberingChange",
    "w:cellIns",
    "w:cellMerge",
)
RANGES = (
    "w:moveFromRangeStart",
    "w:moveFromRangeEnd",
    "w:moveToRangeStart",
    "w:moveToRangeEnd",
    "w:customXmlInsRangeStart",
    "w:customXmlInsRangeEnd",
    "w:customXmlDelRangeStart",
    "w:customXmlDelRangeEnd",
    "w:customXmlMoveFromRangeStart",
    "w:customXmlMoveFromRangeEnd",
    "w:customXmlMoveToRangeStart",
    "w:customXmlMoveToRangeEnd",
)


def accept_revisions(root: Element) -> int:
    """Keep what was inserted, take out what was deleted; the number of changes that were there."""
    count = 0
    for element in find_all(root, *FORMER, *RANGES):
        remove(element)
        count += 1
    for element in find_all(root, "w:cellDel"):
        _remove_holder(element, "w:tc")
        count += 1
    for element in find_all(root, *DELETED, *INSERTED):
        if element.getparent() is not None:
            _accept(element)
            count += 1
    return count


def _accept(element: Element) -> None:
    """One w:ins, w:del, w:moveTo or w:moveFrom, by what it stands in."""
    parent = element.getparent()
    deleted = name(element) in DELETED
    kind = name(parent) if parent is not None else ""
    if kind == "w:trPr" and deleted:
        _remove_holder(element, "w:tr")
    elif kind == "w:rPr" and deleted and inside(element, "w:pPr") is not None:
        paragraph = inside(element, "w:p")
        remove(element)
        if paragraph is not None:
            _join_with_next(paragraph)
    elif deleted or kind in ("w:trPr", "w:rPr", "w:numPr", "w:ctrlPr"):
        remove(element)
    else:
        unwrap(element)


def _remove_holder(element: Element, kind: str) -> None:
    """Remove the row or cell that a mark stands in, and the table when that was its last row."""
    holder = inside(element, kind)
    if holder is None:
        return
    parent = holder.getparent()
    remove(holder)
    if parent is not None and child(parent, kind) is None:
        remove(parent)


def _join_with_next(paragraph: Element) -> None:
    """A deleted paragraph mark: the content runs on into the next paragraph, which keeps its own style."""
    following = paragraph.getnext()
    if following is None or name(following) != "w:p":
        return
    properties = child(following, "w:pPr")
    at = 0 if properties is None else 1
    for element in [element for element in paragraph if name(element) != "w:pPr"]:
        following.insert(at, element)
        at += 1
    remove(paragraph)
