"""From windows of sound to what they say: several at a time, the suspect ones heard again."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from services.transcribe.audio.pcm import Samples
from services.transcribe.hearing.suspects import Candidate, better, faults
from services.transcribe.hearing.whisper import Ear, Encoded, Way
from services.transcribe.hearing.windows import Window
from services.transcribe.hearing.writing import Found
from services.transcribe.schemas import Asked
from services.transcribe.vocabulary.hotwords import hotwords

MOST_TOGETHER = 8
"""More is hardly faster on two cores."""


@dataclass(frozen=True)
class Decoder:
    """Of one sound. `check` is called every second or so, and may raise."""

    ear: Ear
    asked: Asked
    audio: Samples
    check: Callable[[], None]

    def decoded(self, windows: Sequence[Window]) -> Iterator[list[Found]]:
        """What each window says, after second thoughts; several windows at a time."""
        rows = -(-len(windows) // MOST_TOGETHER)
        for row in range(rows):
            start, end = row * len(windows) // rows, (row + 1) * len(windows) // rows
            yield self._together(windows[start:end])

    def _together(self, windows: Sequence[Window]) -> list[Found]:
        encoded = self.ear.encode([self.audio[window.start : window.end] for window in windows], self.check)
        hypotheses = encoded.hypotheses(self._first_way, self.check)
        candidates = map(Candidate, hypotheses, encoded.words(hypotheses))
        return [
            (window, self._on_second_thoughts(encoded[number], window, candidate))
            for number, (window, candidate) in enumerate(zip(windows, candidates, strict=True))
        ]

    @cached_property
    def _first_way(self) -> Way:
        return Way(
            prompt=self.asked.prompt,
            temperature=self.asked.temperature or 0,
        )

    @cached_property
    def _second_ways(self) -> tuple[Way, ...]:
        """The meeting's words are told only here: where all is well they take more than they give (ADR 0006)."""
        words = hotwords(self.asked.vocabulary, self.asked.hints)
        return Way(timestamps=True, hotwords=words), Way(timestamps=True, no_repeat=4)

    def _on_second_thoughts(self, encoded: Encoded, window: Window, candidate: Candidate) -> Candidate:
        for way in self._second_ways:
            if not self._faults(candidate, window):
                break
            hypotheses = encoded.hypotheses(way, self.check)
            again = Candidate(hypotheses[0], encoded.words(hypotheses)[0])
            candidate = better(candidate, again, window, self.ear.text_language)
        return candidate

    def _faults(self, candidate: Candidate, window: Window) -> list[str]:
        return faults(candidate, window, self.ear.text_language)
