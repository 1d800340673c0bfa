"""Both languages in one document: the original stays, and its translation follows below it, set as the original is."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from common.documents import SUPPORTED, TRANSLATABLE, Edit

BILINGUAL = TRANSLATABLE - {"po"}
"""po files hold both anyway."""
UNCHANGED = frozenset({"sheet"})
"""Names that others refer to, and that must be short."""
ONE_LINE = frozenset({"title", "alt", "bookmark"})
BELOW, AFTER = "\n", " / "
MARKED = tuple("|#>-*+=`~") + tuple("0123456789")
HARD_BREAK = "  \n"
"""A line end that Markdown shows."""


def beside(source: str, edits: Sequence[Edit], part: str, name: str) -> list[Edit]:
    """`edits` of one segment as insertions at its end; `part` is where it stands, `name` the file's."""
    if not edits or part in UNCHANGED:
        return []
    pieces = [(text, like) for text, like in _pieces(source, edits) if text]
    between = _between(source, part, name)
    if part in ONE_LINE:
        pieces = [("".join(text for text, _ in pieces), None)]
    end = len(source)
    return [
        Edit(
            segment_id=edits[0].segment_id,
            start=end,
            end=end,
            text=text if number else between + text,
            like=like,
        )
        for number, (text, like) in enumerate(pieces)
    ]


def _pieces(source: str, edits: Sequence[Edit]) -> Iterator[tuple[str, int | None]]:
    """The translation, piece by piece, each with a character of the original that is set like it."""
    position = 0
    for edit in edits:
        if position < edit.start:
            yield source[position : edit.start], position
        yield edit.text, edit.start if edit.start < edit.end else edit.like
        position = edit.end
    if source[position:]:
        yield source[position:], position


def _between(source: str, part: str, name: str) -> str:
    if part in ONE_LINE:
        return AFTER
    is_markdown = SUPPORTED.get(Path(name).suffix.lower()) == "md"
    return HARD_BREAK if is_markdown and not source.lstrip().startswith(MARKED) else BELOW
