"""Long text cut for the model: whole sentences and lines, as many as fit."""

import re
from collections.abc import Iterator

WINDOW = 240
"""Characters; none takes more than two of the model's 512 pieces."""
SENTENCE = re.compile(r"[^\n。]*[\n。]?")


def windows(text: str, longest: int = WINDOW) -> Iterator[tuple[int, str]]:
    """`text` in windows with their offsets, cut after a line end or full stop where there is one."""
    start = end = 0
    for sentence in SENTENCE.finditer(text):
        if sentence.end() - start > longest and end > start:
            yield start, text[start:end]
            start = end
        while sentence.end() - start > longest:
            yield start, text[start : start + longest]
            start += longest
        end = sentence.end()
    if end > start:
        yield start, text[start:end]
