"""The text of one OpenDocument paragraph."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from common.documents.ooxml.markup import Element, attribute, name

WHITE = str.maketrans("\t\r\n", "   ")
MARKS = {"text:tab": "\t", "text:line-break": "\n"}
SPACES = "text:s"
SKIPPED = {
    "text:ruby-text",
    "text:note",
    "office:annotation",
    "office:annotation-end",
    "text:tracked-changes",
    "draw:frame",
    "draw:custom-shape",
    "draw:text-box",
    "svg:title",
    "svg:desc",
}
"""Readings, and what holds paragraphs of its own."""
MOST_SPACES = 200


class Piece(NamedTuple):
    """A part of a paragraph's text: the text or the tail of an element, or an element that is a mark."""

    element: Element
    kind: Literal["text", "tail", "mark"]
    text: str


def text_of(paragraph: Element) -> str:
    """White space collapses as the standard says (part 3, 6.1.2); readings stay out."""
    return "".join(piece.text for piece in pieces(paragraph)).strip(" ")


def pieces(element: Element) -> Iterator[Piece]:
    """Empty ones too: words can be put there."""
    yield Piece(element, "text", _collapsed(element.text))
    for inner in element:
        kind = name(inner) if isinstance(inner.tag, str) else ""
        if kind in MARKS:
            yield Piece(inner, "mark", MARKS[kind])
        elif kind == SPACES:
            count = attribute(inner, "text:c") or "1"
            yield Piece(inner, "mark", " " * min(int(count) if count.isdigit() else 1, MOST_SPACES))
        elif kind and kind not in SKIPPED:
            yield from pieces(inner)
        yield Piece(inner, "tail", _collapsed(inner.tail))


def _collapsed(text: str | None) -> str:
    if not text:
        return ""
    words = " ".join(word for word in text.translate(WHITE).split(" ") if word)
    return (" " if text[0] in " \t\r\n" else "") + words + (" " if text[-1] in " \t\r\n" and words else "")
