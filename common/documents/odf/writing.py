"""Edits brought into an OpenDocument paragraph: only the words they touch change, in the style they have."""

import re
from collections.abc import Iterator, Sequence

from common.documents.edits import apply
from common.documents.model import Edit
from common.documents.odf.inline import Piece, pieces
from common.documents.odf.styles import holder
from common.documents.ooxml.markup import PREFIXES, Element, inside, name, remove
from common.documents.ooxml.runs import ILLEGAL

TEXT = next(uri for uri, prefix in PREFIXES.items() if prefix == "text")
MARKUP = re.compile(r"(\t|\n|(?<= ) +)")
"""What is an element in a paragraph, where white space as such collapses."""
ALTERNATIVE = ("svg:title", "svg:desc")
RUBY, READING = "text:ruby", "text:ruby-text"


class Slot:
    """A piece of a paragraph's text; `start` and `length` are those of the original."""

    def __init__(self, piece: Piece, start: int) -> None:
        self.piece = piece
        self.start = start
        self.length = len(piece.text)
        self.text = piece.text
        self.changed = False

    @property
    def end(self) -> int:
        return self.start + self.length

    def replace(self, start: int, end: int, text: str) -> None:
        """Replace a span of the paragraph, as far as it lies here. Later spans must have been replaced before."""
        first, last = max(0, start - self.start), min(self.length, end - self.start)
        self.text = self.text[:first] + text + self.text[last:]
        self.changed = True

    def settle(self) -> None:
        element = self.piece.element
        _drop_reading(holder(self.piece))
        if self.piece.kind == "mark":
            tail, element.tag = element.tail, f"{{{TEXT}}}span"
            element.attrib.clear()
            _fill(element, "text", self.text)
            element.tail = tail
        else:
            _fill(element, self.piece.kind, self.text)


def change(element: Element, edits: Sequence[Edit]) -> None:
    """Apply sorted edits that do not overlap to a paragraph, or to the alternative text of a picture."""
    if name(element) in ALTERNATIVE:
        element.text = ILLEGAL.sub("", apply((element.text or "").strip(), edits))
        return
    slots = list(_slots(element))
    for edit in reversed(edits):
        text = ILLEGAL.sub("", edit.text)
        touched = [slot for slot in slots if slot.start < edit.end and edit.start < slot.end]
        home = touched[0] if touched else _beside(slots, edit)
        for slot in touched:
            slot.replace(edit.start, edit.end, text if slot is home else "")
        if home not in touched:
            home.replace(edit.start, edit.start, text)
    for slot in slots:
        if slot.changed:
            slot.settle()


def _slots(paragraph: Element) -> Iterator[Slot]:
    """White space at the start of a paragraph is not shown and lies before 0."""
    found = list(pieces(paragraph))
    whole = "".join(piece.text for piece in found)
    position = len(whole.lstrip(" ")) - len(whole)
    for piece in found:
        yield Slot(piece, position)
        position += len(piece.text)


def _beside(slots: Sequence[Slot], edit: Edit) -> Slot:
    """Where an insertion goes: into a slot that touches it, one that is set as the character at `edit.like` if there is one."""
    near = [s for s in slots if s.piece.kind != "mark" and s.start <= edit.start <= s.end]
    like = edit.like
    model = next((s for s in slots if like is not None and s.start <= like < s.end), None)
    if model is not None:
        near = [s for s in near if holder(s.piece) is holder(model.piece)] or near[-1:]
    return near[0]


def _fill(element: Element, where: str, text: str) -> None:
    """`text` as the text or the tail of `element`, its tabs, line ends and runs of blanks as elements behind it."""
    plain, *rest = MARKUP.split(text)
    setattr(element, where, plain)
    parent, at = (element, 0) if where == "text" else (element.getparent(), _index(element) + 1)
    for mark, after in zip(rest[::2], rest[1::2], strict=True):
        tag = {"\t": "tab", "\n": "line-break"}.get(mark, "s")
        added = element.makeelement(f"{{{TEXT}}}{tag}", {}, None)
        if tag == "s":
            added.set(f"{{{TEXT}}}c", str(len(mark)))
        added.tail = after
        if parent is not None:
            parent.insert(at, added)
        at += 1


def _index(element: Element) -> int:
    parent = element.getparent()
    return 0 if parent is None else parent.index(element)


def _drop_reading(element: Element) -> None:
    """A reading must not outlive its base text: both become spans."""
    ruby = element if name(element) == RUBY else inside(element, RUBY)
    for inner in list(ruby) if ruby is not None else ():
        if name(inner) == READING:
            remove(inner)
        else:
            inner.tag = f"{{{TEXT}}}span"
            inner.attrib.clear()
    if ruby is not None:
        ruby.tag = f"{{{TEXT}}}span"
        ruby.attrib.clear()
