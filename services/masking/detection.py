"""A detected stretch of text, and how detections that overlap become one."""

from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Detection:
    """`text[start:end]` (code points) is `kind`, says `why`, with a `score` from 0 to 1."""

    kind: str
    start: int
    end: int
    score: float
    why: str
    doubtful: bool = False
    """Whether it may be none after all: part of a longer word, such as the name of a place."""

    def overlaps(self, other: "Detection") -> bool:
        return self.start < other.end and other.start < self.end

    def shifted(self, by: int) -> "Detection":
        return replace(self, start=self.start + by, end=self.end + by)


def settle(detections: Iterable[Detection]) -> list[Detection]:
    """Detections that do not overlap, in the order of the text.

    Where several overlap, the longest gives the kind (the surer one among equals), and the span is all
    that any of them covered: settling never uncovers a character.
    """
    groups: list[list[Detection]] = []
    reach = -1
    for detection in sorted(detections, key=lambda d: (d.start, -d.end)):
        if detection.start < reach:
            groups[-1].append(detection)
        else:
            groups.append([detection])
        reach = max(reach, detection.end)
    return [_one_of(group) for group in groups]


def _one_of(group: list[Detection]) -> Detection:
    best = max(group, key=lambda d: (d.end - d.start, d.score))
    same = [d for d in group if d.kind == best.kind]
    return replace(
        best,
        start=min(d.start for d in group),
        end=max(d.end for d in group),
        score=max(d.score for d in same),
        why="、".join(dict.fromkeys(d.why for d in same)),
        doubtful=all(d.doubtful for d in same),
    )
