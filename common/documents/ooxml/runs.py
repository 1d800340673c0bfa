"""Text that is split over runs, and edits that change only the runs they touch.

A paragraph's text is the concatenation of its slots. Each slot is a text element, an attribute, or a
fixed mark such as a tab, and knows where in the paragraph it starts.
"""

import re
from collections.abc import Iterator, Sequence
from copy import copy, deepcopy

from lxml import etree

from common.documents.model import Edit
from common.documents.ooxml.markup import XML_SPACE, Element, inside, name, remove, sibling
from common.documents.ooxml.ruby import write_ruby
from common.documents.readings import in_brackets

WHITE = str.maketrans("\t\r\n", "   ")
ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 (section 2.2) cannot hold."""
MARKS = {"w:tab": "\t", "w:ptab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "‑", "a:br": "\n"}
TEXTS = {"w:t", "m:t", "a:t", "c:v", "s:t", "p:text", "tc:text"}
LITERAL = {"s:t", "p:text", "tc:text"}
"""Texts whose tabs and line ends are kept as they are; in the others they are white space."""
SKIPPED = {
    "w:pPr",
    "w:rPr",
    "w:del",
    "w:moveFrom",
    "w:rt",
    "w:rubyPr",
    "w:instrText",
    "w:txbxContent",
    "w:sdtPr",
    "w:sdtEndPr",
    "mc:Fallback",
    "a:pPr",
    "a:rPr",
    "a:endParaRPr",
    "s:rPr",
    "s:rPh",
    "s:phoneticPr",
}
RUNS = ("w:r", "a:r", "a:fld", "s:r")


class Slot:
    """A piece of a paragraph's text that lives in one text element.

    `start` and `length` are those of the original text; `text` changes with each edit and reaches the
    markup when the slot settles.
    """

    editable = True

    def __init__(self, element: Element, start: int, text: str) -> None:
        self.element = element
        self.start = start
        self.length = len(text)
        self.text = text
        self.changed = False

    @property
    def end(self) -> int:
        return self.start + self.length

    def replace(self, start: int, end: int, text: str) -> None:
        """Replace a span, counted within the slot. Later spans must have been replaced before."""
        self.text = self.text[:start] + text + self.text[end:]
        self.changed = True

    def settle(self) -> None:
        """Write the text, and make the markup around it valid again."""
        self.element.text = self.text
        _drop_ruby(self.element)
        arrange(self.element)


class AttributeSlot(Slot):
    """The value of an attribute, such as the alternative text of a picture."""

    def __init__(self, element: Element, key: str) -> None:
        super().__init__(element, 0, str(element.get(key) or "").translate(WHITE))
        self.key = key

    def settle(self) -> None:
        self.element.set(self.key, in_brackets(self.text))


class MarkSlot(Slot):
    """A tab, a line break or a symbol: one character that an edit can only take away."""

    editable = False

    def __init__(self, element: Element, start: int, mark: str) -> None:
        super().__init__(element, start, mark)
        self.mark = mark

    def settle(self) -> None:
        """Put a text element in the mark's place (behind it, when the mark itself is kept)."""
        kept = self.text.startswith(self.mark)
        if written := self.text.removeprefix(self.mark) if kept else self.text:
            added = etree.Element(sibling(self.element, "t"))
            added.text = written
            self.element.addnext(_wrapped(added) if name(self.element) == "a:br" else added)
            arrange(added)
        if not kept:
            remove(self.element)


def _wrapped(text: Element) -> Element:
    """DrawingML keeps text in runs beside its line breaks."""
    run = etree.Element(sibling(text, "r"))
    run.append(text)
    return run


def slots_of(paragraph: Element) -> list[Slot]:
    """The slots of a w:p or a:p (or of a lone text element), in reading order."""
    slots: list[Slot] = []
    position = 0
    for element, mark in _pieces(paragraph):
        if mark is None:
            slots.append(Slot(element, position, _shown(element)))
        else:
            slots.append(MarkSlot(element, position, mark))
        position = slots[-1].end
    return slots


def _shown(element: Element) -> str:
    text = element.text or ""
    return text if name(element) in LITERAL else text.translate(WHITE)


def _pieces(element: Element) -> Iterator[tuple[Element, str | None]]:
    """Text elements (with None) and marks (with their character)."""
    kind = name(element)
    if kind in TEXTS:
        yield element, None
    elif kind in MARKS:
        yield element, MARKS[kind]
    elif kind == "w:sym":
        yield element, "□"
    else:
        for inner in element:
            if isinstance(inner.tag, str) and name(inner) not in SKIPPED:
                yield from _pieces(inner)


def text_of(slots: Sequence[Slot]) -> str:
    return "".join(slot.text for slot in slots)


def change(slots: Sequence[Slot], edits: Sequence[Edit]) -> None:
    """Apply sorted edits that do not overlap. New text takes the style of the first run it replaces."""
    added: list[Element] = []
    for edit in reversed(edits):
        text = ILLEGAL.sub("", edit.text)
        if edit.start == edit.end and edit.like is not None:
            run = _added_run(slots, edit.start, edit.like)
            if run is not None:
                run.text = text
                added.append(run)
                continue
        touched = [slot for slot in slots if slot.start < edit.end and edit.start < slot.end]
        home = _home(slots, touched, edit)
        for slot in touched:
            start, end = max(0, edit.start - slot.start), min(slot.length, edit.end - slot.start)
            slot.replace(start, end, text if slot is home else "")
        if home not in touched:
            home.replace(edit.start - home.start, edit.start - home.start, text)
    for slot in slots:
        if slot.changed:
            slot.settle()
    for element in added:
        arrange(element)


def _added_run(slots: Sequence[Slot], at: int, like: int) -> Element | None:
    """The text element of a new run before the slot at `at`, set as the text at `like`; None outside runs."""
    model = next((slot for slot in slots if slot.start <= like < slot.end), None)
    follower = next((slot for slot in slots if slot.start >= at), slots[-1])
    run, place = (inside(slot.element, *RUNS) if slot else None for slot in (model, follower))
    if run is None or place is None:
        return None
    while (above := place.getparent()) is not None and name(above) in (
        "w:hyperlink",
        "w:ruby",
        "w:rubyBase",
        "w:r",
    ):
        place = above
    new = etree.Element(run.tag)
    new.extend(deepcopy(found) for found in run if name(found).endswith(":rPr"))
    text = etree.SubElement(new, sibling(run, "t"))
    if follower.start >= at:
        place.addprevious(new)
    else:
        place.addnext(new)
    return text


def _home(slots: Sequence[Slot], touched: Sequence[Slot], edit: Edit) -> Slot:
    """The slot that takes the new text: one that is replaced, else one that the insertion touches."""
    near = touched or [slot for slot in slots if slot.start <= edit.start <= slot.end]
    return next((slot for slot in near if slot.editable), near[0])


def _drop_ruby(element: Element) -> None:
    """A reading must not outlive its base text: the base runs take the place of the w:ruby."""
    base = inside(element, "w:rubyBase")
    ruby = inside(element, "w:ruby")
    if base is None or ruby is None:
        return
    run = ruby.getparent()
    if run is None or name(run) != "w:r":
        return
    _split_before(run, ruby)
    for inner in list(base):
        run.addprevious(inner)
    run.remove(ruby)
    if all(name(rest) == "w:rPr" for rest in run):
        remove(run)


def _split_before(run: Element, element: Element) -> None:
    """Move what stands before `element` in its run to a run of its own."""
    before = [found for found in element.itersiblings(preceding=True) if name(found) != "w:rPr"]
    if not before:
        return
    head = etree.Element(run.tag, attrib=dict(run.attrib))
    head.extend(copy(found) for found in run if name(found) == "w:rPr")
    head.extend(reversed(before))
    run.addprevious(head)


def arrange(element: Element) -> None:
    """Keep the white space of a text element, and turn tabs and line breaks into their elements."""
    kind, text = name(element), element.text or ""
    if kind in LITERAL:
        _fill(element, text)
        return
    if kind == "a:t" and (run := inside(element, "a:r")) is not None:
        _break(run, element, in_brackets(text).split("\n"))
        return
    if kind != "w:t":
        element.text = in_brackets(text).replace("\n", " ")
        return
    pieces = re.split(r"(\t|\r\n|\r|\n)", text)
    _fill(element, pieces[0])
    texts = [element]
    for piece in reversed(pieces[1:]):
        mark = {"\t": "tab"}.get(piece, "br" if piece in ("\r\n", "\r", "\n") else "t")
        added = etree.Element(sibling(element, mark))
        if mark == "t":
            _fill(added, piece)
            texts.append(added)
        element.addnext(added)
    for text_element in texts:
        write_ruby(text_element)


def _break(run: Element, element: Element, lines: Sequence[str]) -> None:
    """Each line in a run of its own: DrawingML has its line breaks between runs."""
    element.text = lines[0]
    for line in reversed(lines[1:]):
        more = deepcopy(run)
        next(found for found in more if name(found) == "a:t").text = line
        broken = etree.Element(sibling(run, "br"))
        broken.extend(deepcopy(found) for found in run if name(found) == "a:rPr")
        run.addnext(more)
        run.addnext(broken)


def _fill(element: Element, text: str) -> None:
    element.text = text
    if text != text.strip() and name(element) in ("w:t", "s:t"):
        element.set(XML_SPACE, "preserve")
