"""One file masked by our writers and judged before and after."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.masking_leaks.judges import leaks
from common.documents import Edit, Segment, read_here, rewrite_here


@dataclass(frozen=True)
class Judged:
    """A file before and after masking: what could be read in it."""

    out: Path
    secrets: tuple[str, ...]
    exposed: bool
    left: list[str]


def judge(path: Path, secrets: tuple[str, ...], folder: Path) -> Judged:
    out = folder / path.name
    rewrite_here(path, list(masking(read_here(path).segments, secrets)), out, scrub=True)
    return Judged(out, secrets, bool(leaks(path, secrets)), leaks(out, secrets))


def masking(segments: list[Segment], secrets: tuple[str, ...]) -> Iterator[Edit]:
    for segment in segments:
        taken = 0
        spots = sorted((m, secret) for secret in secrets for m in _places(segment.text, secret))
        for start, secret in spots:
            if start >= taken:
                taken = start + len(secret)
                yield Edit(segment_id=segment.id, start=start, end=taken, text="■" * len(secret))


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))
