"""The stretches of sound that the model hears at once: whole utterances, up to `LONGEST_SECONDS`."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.transcribe.audio.pcm import RATE

Span = tuple[int, int]
"""(start, end) in samples."""

LONGEST_SECONDS = 28
"""With the padding, what the model can hear. A longer window knows more of what it is about: windows of 20 s take
a tenth less time and make one error in fifteen more."""
PAD_SECONDS = 0.8
"""Sound kept around speech, as far as the neighbouring windows leave it: half of the pause at most."""


@dataclass(frozen=True)
class Window:
    start: int
    """In samples, as `end`."""
    end: int
    spans: tuple[Span, ...]
    """The stretches of speech in it."""

    @property
    def seconds(self) -> float:
        return (self.end - self.start) / RATE

    @property
    def speech(self) -> float:
        """Seconds of speech."""
        return sum(end - start for start, end in self.spans) / RATE


def windows(spans: Sequence[Span], length: int) -> list[Window]:
    """Windows over the speech in `length` samples, in order, not overlapping."""
    if not spans:
        return []
    groups = _grouped(spans)
    ends_before = [0, *(group[-1][1] for group in groups[:-1])]
    starts_after = [*(group[0][0] for group in groups[1:]), length]
    return [
        _padded(group, before, after, first=number == 1, last=number == len(groups))
        for number, (group, before, after) in enumerate(
            zip(groups, ends_before, starts_after, strict=True), start=1
        )
    ]


def _grouped(spans: Sequence[Span]) -> list[list[Span]]:
    groups: list[list[Span]] = []
    for span in spans:
        if groups and span[1] - groups[-1][0][0] <= LONGEST_SECONDS * RATE:
            groups[-1].append(span)
        else:
            groups.append([span])
    return groups


def _padded(group: list[Span], before: int, after: int, *, first: bool, last: bool) -> Window:
    start, end, pad = group[0][0], group[-1][1], int(PAD_SECONDS * RATE)
    earliest = before if first else (before + start) // 2
    latest = after if last else (end + after) // 2
    return Window(
        start=max(start - pad, earliest),
        end=min(end + pad, latest),
        spans=tuple(group),
    )
