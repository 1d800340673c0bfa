"""Cut the words of a window into segments: sentences, or what lies between two pauses."""

import math
from collections.abc import Iterator, Sequence

from services.transcribe.schemas import Word

STOPS = "。．！？!?"
PAUSE_SECONDS = 1.0
LONGEST_SECONDS = 15.0
LONGEST_CHARACTERS = 80
SOFT = "、，, "


def cut(words: Sequence[Word]) -> Iterator[list[Word]]:
    """The words of each segment, in order; none is empty."""
    begun: list[Word] = []
    for word in words:
        if begun and word.start - begun[-1].end > PAUSE_SECONDS:
            yield begun
            begun = []
        begun.append(word)
        if (word.text.rstrip()[-1:] in STOPS and word.text.strip()) or (
            _is_long(begun) and word.text[-1:] in SOFT
        ):
            yield begun
            begun = []
    if begun:
        yield begun


def confidence(words: Sequence[Word]) -> float:
    """The geometric mean of the words' probabilities."""
    logs = [math.log(max(word.confidence, 1e-4)) for word in words]
    return round(math.exp(sum(logs) / len(logs)), 3)


def _is_long(words: Sequence[Word]) -> bool:
    characters = sum(len(word.text) for word in words)
    return characters > LONGEST_CHARACTERS or words[-1].end - words[0].start > LONGEST_SECONDS
