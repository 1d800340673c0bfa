"""The paragraphs of every part of a Word document that holds text."""

from collections.abc import Iterator, Sequence

from common.documents.edits import apply
from common.documents.model import Edit, Place, Segment
from common.documents.ooxml.emphasis import emphasis
from common.documents.ooxml.markup import Element, child, elements, find_all, inside, name, remove
from common.documents.ooxml.package import Package
from common.documents.ooxml.runs import AttributeSlot, Slot, change, slots_of, text_of

TEXT_PARTS = {
    "header": "header",
    "footer": "footer",
    "footnotes": "footnote",
    "endnotes": "endnote",
    "comments": "comment",
    "diagramData": "textbox",
    "chart": "textbox",
}
"""Relationship kinds that lead to text, and what their text is called."""
ALTERNATIVE_TEXT = ("descr", "title")
DELETED = ("w:del", "w:moveFrom")


class Paragraph:
    """A segment and the markup that holds it.

    `mirrors` are other renderings of the same text for older programs (mc:Fallback), changed in step.
    """

    def __init__(self, segment: Segment, slots: Sequence[Slot], element: Element) -> None:
        self.segment = segment
        self.slots = slots
        self.element = element
        self.mirrors: list[Element] = []
        self.alternate: Element | None = None

    def change(self, edits: Sequence[Edit]) -> None:
        """Apply sorted edits here and in every mirror."""
        for mirror in self.mirrors:
            slots = slots_of(mirror)
            if text_of(slots) == self.segment.text:
                change(slots, edits)
            elif slots:
                _overwrite(slots, apply(self.segment.text, edits))
        if self.alternate is not None and not self.mirrors:
            _drop_fallback(self.alternate)
        change(self.slots, edits)


def paragraphs(package: Package) -> list[Paragraph]:
    """Every paragraph that has text: body first, then headers, footers, notes, comments, drawings."""
    main = package.main()
    found = _paragraphs_of(package, main, "body")
    pending, seen = [main], {main}
    while pending:
        part = pending.pop(0)
        for kind, place in TEXT_PARTS.items():
            for target in package.related(part, kind):
                if target not in seen:
                    seen.add(target)
                    pending.append(target)
                    found += _paragraphs_of(package, target, place)
    return found


def has_deletions(package: Package) -> bool:
    """Whether tracked changes still hold deleted text."""
    root = package.tree(package.main())
    return any(find_all(element, "w:delText", "w:t") for element in find_all(root, *DELETED))


def _paragraphs_of(package: Package, part: str, place: str) -> list[Paragraph]:
    root = package.tree(part)
    found = list(_text_paragraphs(root, part, place))
    _pair_mirrors(root, found)
    return found + list(_alternative_texts(root, part))


def _text_paragraphs(root: Element, part: str, place: str) -> Iterator[Paragraph]:
    numbered = [element for element in elements(root) if _holds_text(element)]
    for number, element in enumerate(numbered, start=1):
        slots = slots_of(element)
        if not text_of(slots) or _is_mirror(element) or inside(element, *DELETED) is not None:
            continue
        kind = "textbox" if inside(element, "w:txbxContent") is not None else place
        where = Place(part=kind, paragraph=number if kind == "body" else None)
        id_ = f"{part}#{number}"
        segment = Segment(id=id_, text=text_of(slots), place=where, emphasis=emphasis(slots))
        yield Paragraph(segment, slots, element)


def _holds_text(element: Element) -> bool:
    kind = name(element)
    return kind in ("w:p", "a:p") or (kind == "c:v" and inside(element, "c:strCache", "c:tx") is not None)


def _is_mirror(element: Element) -> bool:
    """In an mc:Fallback whose Choice has the same text boxes."""
    fallback = inside(element, "mc:Fallback")
    if fallback is None:
        return False
    alternate = fallback.getparent()
    return alternate is not None and bool(_boxed(child(alternate, "mc:Choice")))


def _boxed(branch: Element | None) -> list[Element]:
    """The paragraphs with text of one branch, without those of alternates inside it."""
    if branch is None:
        return []
    return [p for p in find_all(branch, "w:p", "a:p") if text_of(slots_of(p)) and _branch(p) is branch]


def _branch(element: Element) -> Element | None:
    return inside(element, "mc:Choice", "mc:Fallback")


def _pair_mirrors(root: Element, found: Sequence[Paragraph]) -> None:
    by_element = {paragraph.element: paragraph for paragraph in found}
    for alternate in find_all(root, "mc:AlternateContent"):
        branches = [_boxed(branch) for branch in alternate if name(branch) in ("mc:Choice", "mc:Fallback")]
        first, others = (branches[0], branches[1:]) if branches else ([], [])
        for position, element in enumerate(first):
            if (paragraph := by_element.get(element)) is None:
                continue
            paragraph.alternate = alternate
            paragraph.mirrors = [other[position] for other in others if len(other) == len(first)]


def _drop_fallback(alternate: Element) -> None:
    for branch in list(alternate)[1:]:
        remove(branch)


def _overwrite(slots: Sequence[Slot], text: str) -> None:
    whole = Edit(segment_id="", start=0, end=slots[-1].end, text=text)
    change(slots, [whole])


def _alternative_texts(root: Element, part: str) -> Iterator[Paragraph]:
    """Descriptions of pictures and shapes, which screen readers speak."""
    number = 0
    for element in elements(root):
        if name(element) not in ("wp:docPr", "v:shape") and not str(element.tag).endswith("}cNvPr"):
            continue
        for key in ("alt", *ALTERNATIVE_TEXT):
            number += 1
            slot = AttributeSlot(element, key)
            if slot.text:
                segment = Segment(id=f"{part}@{number}", text=slot.text, place=Place(part="alt"))
                yield Paragraph(segment, [slot], element)
