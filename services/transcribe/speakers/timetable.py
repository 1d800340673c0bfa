"""Turns, so that one can ask who speaks from one second to another."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence

from services.transcribe.speakers.turns import Turn

NEAR_SECONDS = 2.0
"""Words that fall outside all turns are given to a turn at most this far away."""


class Timetable:
    """Answers in time proportional to the turns near the moment asked for."""

    def __init__(self, turns: Sequence[Turn]) -> None:
        self._turns = sorted(turns, key=lambda turn: (turn.start, turn.end, turn.speaker))
        self._starts = [turn.start for turn in self._turns]
        self._longest = max((turn.end - turn.start for turn in self._turns), default=0.0)

    def shares(self, start: float, end: float) -> dict[int, float]:
        """Seconds that each voice speaks between the two moments."""
        seconds: defaultdict[int, float] = defaultdict(float)
        for turn in self._between(start, end):
            seconds[turn.speaker] += min(end, turn.end) - max(start, turn.start)
        return dict(seconds)

    def voice(self, start: float, end: float, preferred: int | None = None) -> int | None:
        """Who speaks most between the two moments, else next to them; of two alike, the preferred one."""
        shares = self.shares(start, end)
        if not shares:
            return self._nearest(start, end)
        return max(sorted(shares), key=lambda voice: (round(shares[voice], 2), voice == preferred))

    def beside(self, voice: int, start: float, end: float) -> float:
        """Seconds between the two moments in which somebody else speaks while `voice` does."""
        turns = list(self._between(start, end))
        own = [turn for turn in turns if turn.speaker == voice]
        return sum(
            max(0.0, min(end, mine.end, other.end) - max(start, mine.start, other.start))
            for other in turns
            if other.speaker != voice
            for mine in own
        )

    def _between(self, start: float, end: float) -> Iterator[Turn]:
        first = bisect_left(self._starts, start - self._longest)
        for turn in self._turns[first : bisect_left(self._starts, end)]:
            if turn.end > start:
                yield turn

    def _nearest(self, start: float, end: float) -> int | None:
        near = self._between(start - NEAR_SECONDS, end + NEAR_SECONDS)
        distances = [(max(turn.start - end, start - turn.end), turn.speaker) for turn in near]
        return min(distances)[1] if distances else None
