"""Bold words stay bold: which words of a translation are those that the original sets otherwise, and the edits for it.

A phrase is looked for as it is, as it is translated alone, as the same date or time, then as most of its words.
One that is not found takes the style of the rest.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pydantic import BaseModel

from common.documents import Edit, Segment
from common.documents.readings import READING
from services.translate.moments import same_moment
from services.translate.survival import half_width

WORD = re.compile(r"[^\W_]+(?:['’.,:/-][^\W_]+)*")
AROUND = "。．.、,，!！?？:： 　"
MARK = re.compile(r"[\t\n]")
ENOUGH = 0.6
"""The share of a phrase's words that a stretch must hold to be taken for it."""
Span = tuple[int, int]


class Phrase(BaseModel, frozen=True):
    """Words of the original that are set otherwise, and what they are when translated alone."""

    start: int
    end: int
    alone: str


def phrases(segment: Segment, alone: dict[str, str]) -> tuple[Phrase, ...]:
    found = ((start, end, segment.text[start:end]) for start, end in segment.emphasis)
    return tuple(Phrase(start=start, end=end, alone=alone.get(text, text)) for start, end, text in found)


def edits_of(segment_id: str, source: str, target: str, emphasised: Sequence[Phrase]) -> list[Edit]:
    """Edits that turn `source` into `target`; tabs and line ends that both have are not touched."""
    if MARK.findall(source) != MARK.findall(target):
        return list(_cell(segment_id, source, target, 0, emphasised))
    starts = [0, *(match.end() for match in MARK.finditer(source))]
    cells = zip(starts, MARK.split(source), MARK.split(target), strict=True)
    return [edit for at, old, new in cells for edit in _cell(segment_id, old, new, at, emphasised)]


def _cell(segment_id: str, source: str, target: str, at: int, emphasised: Sequence[Phrase]) -> Iterator[Edit]:
    if source == target:
        return
    inside = [phrase for phrase in emphasised if at <= phrase.start and phrase.end <= at + len(source)]
    found = _ordered(
        [
            (phrase, place(source[phrase.start - at : phrase.end - at], phrase.alone, target))
            for phrase in inside
        ]
    )
    bounds = [(0, 0), *((p.start - at, p.end - at) for p, _ in found), (len(source), len(source))]
    shown = [(0, 0), *(span for _, span in found), (len(target), len(target))]
    usual = _usual(source, at, inside)
    for number, (before, after) in enumerate(pairwise(bounds)):
        text = target[shown[number][1] : shown[number + 1][0]]
        yield from _between(
            segment_id, at, (before[1], after[0]), text, [(p.start - at, p.end - at) for p in inside], usual
        )
        if number < len(found):
            start, end = after
            phrase_text = target[slice(*shown[number + 1])]
            yield Edit(segment_id=segment_id, start=at + start, end=at + end, text=phrase_text)


def _between(
    segment_id: str, at: int, gap: Span, text: str, emphasised: Sequence[Span], usual: int | None
) -> Iterator[Edit]:
    """`text` in the first stretch of the gap that is set as usual; what else the gap held is taken out."""
    pieces, position = [], gap[0]
    for start, end in (span for span in emphasised if gap[0] <= span[0] and span[1] <= gap[1]):
        pieces += [(position, start, True), (start, end, False)]
        position = end
    pieces.append((position, gap[1], True))
    home = next((piece for piece in pieces if piece[2] and piece[0] < piece[1]), None)
    if home is None and text:
        yield Edit(segment_id=segment_id, start=at + gap[0], end=at + gap[0], text=text, like=usual)
    for piece in pieces:
        if piece[0] < piece[1]:
            yield Edit(
                segment_id=segment_id,
                start=at + piece[0],
                end=at + piece[1],
                text=text if piece is home else "",
            )


def _usual(source: str, at: int, emphasised: Sequence[Phrase]) -> int | None:
    """The place of a character that is set as most are."""
    taken = {i for phrase in emphasised for i in range(phrase.start, phrase.end)}
    return next((i for i in range(at, at + len(source)) if i not in taken), None)


def _ordered(found: Sequence[tuple[Phrase, Span | None]]) -> list[tuple[Phrase, Span]]:
    """Those that stand in the order of the original; runs do not change places."""
    kept: list[tuple[Phrase, Span]] = []
    for phrase, span in found:
        if span is not None and (not kept or span[0] >= kept[-1][1][1]):
            kept.append((phrase, span))
    return kept


def place(phrase: str, alone: str, target: str) -> Span | None:
    """Where in `target` the words of `phrase` are; `alone` is its own translation."""
    for wanted in (phrase, half_width(phrase), alone):
        words = wanted.strip(AROUND)
        whole = rf"(?<![A-Za-z0-9]){re.escape(words)}(?![A-Za-z0-9])"
        found = words and (re.search(whole, target) or re.search(whole, target, re.IGNORECASE))
        if found:
            return found.span()
    return same_moment(phrase, target) or _window(alone, target)


def _window(alone: str, target: str) -> Span | None:
    """The shortest stretch of words with most of those of `alone`."""
    wanted = {word.casefold() for word in WORD.findall(READING.sub(r"\1", alone))}
    words = [(match.start(), match.end(), match[0].casefold()) for match in WORD.finditer(target)]
    hits = [i for i, (_, _, word) in enumerate(words) if word in wanted]
    best: tuple[float, int, Span] | None = None
    for first in hits:
        for last in (i for i in hits if first <= i < first + len(wanted) + 2):
            held = {words[i][2] for i in hits if first <= i <= last}
            share = len(held) / len(wanted)
            score = (share, first - last, (words[first][0], words[last][1]))
            if share >= ENOUGH and (best is None or score[:2] > best[:2]):
                best = score
    return best[2] if best else None
