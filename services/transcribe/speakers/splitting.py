"""Split a segment between words where the speaker changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from services.transcribe.schemas import HeardSegment, Word
from services.transcribe.speakers.timetable import Timetable

SHORTEST_SECONDS = 0.4
FEWEST_CHARACTERS = 2
NEAR_WORDS, NEAR_SECONDS = 3, 0.6
"""How far a split may move to fall after a sentence, a comma or a pause."""
PAUSE_SECONDS = 0.2
STOPS, COMMAS = "。！？!?", "、，,"

Piece = tuple[HeardSegment, int | None]


@dataclass(frozen=True)
class Run:
    """Words from `first` to before `last`, said by one voice."""

    first: int
    last: int
    voice: int | None


def split(segment: HeardSegment, table: Timetable) -> list[Piece]:
    """The segment's pieces with their voices: one piece when nobody else takes over, or times are missing.

    The pieces' texts joined are the segment's text but for spaces at the splits.
    """
    whole = table.voice(segment.start, segment.end)
    words = segment.words or []
    edges = _text_edges(segment.text, words)
    if len(words) < 2 or edges is None:
        return [(segment, whole)]
    runs = _long_enough(_runs(words, table, whole), words)
    runs = _long_enough(_moved(runs, words), words)
    if len(runs) == 1:
        return [(segment, runs[0].voice)]
    return [(_piece(segment, words, edges, run), run.voice) for run in runs]


def _text_edges(text: str, words: Sequence[Word]) -> list[int] | None:
    """Where each word begins in the text, and the text's end; None when the words are not the text's."""
    edges, at = [], 0
    for word in words:
        while at < len(text) and text[at].isspace():
            at += 1
        edges.append(at)
        for character in "".join(word.text.split()):
            while at < len(text) and text[at].isspace():
                at += 1
            if at == len(text) or text[at] != character:
                return None
            at += 1
    return None if text[at:].strip() else [*edges, len(text)]


def _runs(words: Sequence[Word], table: Timetable, whole: int | None) -> list[Run]:
    voices: list[int | None] = []
    for word in words:
        voice = table.voice(word.start, word.end, preferred=voices[-1] if voices else whole)
        voices.append(whole if voice is None else voice)
    return _joined([Run(n, n + 1, voice) for n, voice in enumerate(voices)])


def _joined(runs: Sequence[Run]) -> list[Run]:
    """Neighbours of the same voice made one."""
    grouped = (list(group) for _, group in groupby(runs, key=lambda run: run.voice))
    return [Run(group[0].first, group[-1].last, group[0].voice) for group in grouped]


def _long_enough(runs: list[Run], words: Sequence[Word]) -> list[Run]:
    """The shortest fragment is given to its longer neighbour until none is too short."""
    while len(runs) > 1:
        shortest = min(range(len(runs)), key=lambda n: _size(runs[n], words))
        if not _is_fragment(runs[shortest], words):
            break
        beside = [n for n in (shortest - 1, shortest + 1) if 0 <= n < len(runs)]
        heir = max(beside, key=lambda n: _size(runs[n], words))
        given = Run(runs[shortest].first, runs[shortest].last, runs[heir].voice)
        runs = _joined([*runs[:shortest], given, *runs[shortest + 1 :]])
    return runs


def _is_fragment(run: Run, words: Sequence[Word]) -> bool:
    seconds, characters = _size(run, words)
    return seconds < SHORTEST_SECONDS or characters < FEWEST_CHARACTERS


def _size(run: Run, words: Sequence[Word]) -> tuple[float, int]:
    """Seconds and letters."""
    own = words[run.first : run.last]
    return own[-1].end - own[0].start, sum(c.isalnum() for word in own for c in word.text)


def _moved(runs: list[Run], words: Sequence[Word]) -> list[Run]:
    """The same voices, changing at the best place near."""
    cuts = [0]
    for before, after in pairwise(runs):
        low = max(cuts[-1] + 1, after.first - NEAR_WORDS)
        high = min(after.last - 1, before.last + NEAR_WORDS)
        near = [n for n in range(low, high + 1) if _distance(n, after.first, words) <= NEAR_SECONDS]
        cuts.append(max(near, key=lambda n: (_fitness(n, words), -abs(n - after.first)), default=after.first))
    ends = [*cuts[1:], len(words)]
    return _joined([Run(a, b, run.voice) for a, b, run in zip(cuts, ends, runs, strict=True)])


def _distance(cut: int, wanted: int, words: Sequence[Word]) -> float:
    return abs(words[cut].start - words[wanted].start)


def _fitness(cut: int, words: Sequence[Word]) -> int:
    before = words[cut - 1].text.rstrip()[-1:]
    if before and before in STOPS:
        return 3
    if before and before in COMMAS:
        return 2
    return int(words[cut].start - words[cut - 1].end >= PAUSE_SECONDS)


def _piece(segment: HeardSegment, words: Sequence[Word], edges: Sequence[int], run: Run) -> HeardSegment:
    own = list(words[run.first : run.last])
    start = segment.start if run.first == 0 else own[0].start
    end = segment.end if run.last == len(words) else words[run.last].start
    start = min(max(start, segment.start), segment.end)
    return segment.model_copy(
        update={
            "start": start,
            "end": max(start, min(end, own[-1].end if run.last < len(words) else end, segment.end)),
            "text": segment.text[edges[run.first] : edges[run.last]].strip(),
            "words": own,
        }
    )
