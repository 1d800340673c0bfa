"""Speech to text, one recording at a time: windows in batches, the suspect ones heard again."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from pydantic import BaseModel

from common.resident import Resident
from services.transcribe.audio.pcm import RATE, Samples
from services.transcribe.hearing.speech import speech_spans
from services.transcribe.hearing.suspects import Candidate, better, faults
from services.transcribe.hearing.whisper import Ear, Encoded, Way
from services.transcribe.hearing.windows import Span, Window, windows
from services.transcribe.hearing.writing import Found, segments_of
from services.transcribe.schemas import Asked, HeardSegment
from services.transcribe.vocabulary.hotwords import hotwords

BATCH = 4
"""Windows decoded together. More is hardly faster on two cores, and a cancel waits for a batch."""
TURN_SECONDS = 0.5


class Heard(BaseModel, frozen=True):
    language: str
    segments: list[HeardSegment]


class Recognizer:
    """Owns the model. Whisper models must not be called concurrently, so callers take turns."""

    def __init__(self, model: Resident[Any]) -> None:
        self._model = model
        self._turn = threading.Lock()

    def hear(
        self,
        audio: Samples,
        asked: Asked,
        *,
        check: Callable[[], None],
        done: Callable[[float], None],
        spans: Sequence[Span] | None = None,
    ) -> Heard:
        """The segments of `audio` (16 kHz, -1 to 1), times in seconds from its start, each with its words.

        `spans` are the stretches of speech where they are known already. `check` is called every few
        seconds and may raise; `done` is told how many seconds are heard.
        """
        stretches = windows(speech_spans(audio) if spans is None else spans, len(audio))
        if not stretches:
            return Heard(language=asked.language, segments=[])
        with self._taking_turns(check), self._model.use() as model:
            ear = Ear.set_to(model, asked, audio)
            found: list[Found] = []
            for batch in _batched(stretches):
                found += _heard(ear, asked, audio, batch, check)
                done(batch[-1].end / RATE)
        segments = segments_of(found, ear.text_language, ear.tokens)
        return Heard(language=ear.language, segments=segments)

    @contextmanager
    def _taking_turns(self, check: Callable[[], None]) -> Iterator[None]:
        while not self._turn.acquire(timeout=TURN_SECONDS):
            check()
        try:
            yield
        finally:
            self._turn.release()


def _ways(asked: Asked) -> list[Way]:
    """How to decode at first, and then, one after another, what is still suspect."""
    first = Way(
        hotwords=hotwords(asked.vocabulary, asked.hints),
        prompt=asked.prompt,
        temperature=asked.temperature or 0,
    )
    return [first, Way(timestamps=True), Way(timestamps=True, no_repeat=4)]


def _heard(
    ear: Ear, asked: Asked, audio: Samples, batch: Sequence[Window], check: Callable[[], None]
) -> Iterator[Found]:
    """What each window of the batch says, after second thoughts."""
    first, *others = _ways(asked)
    check()
    encoded = ear.encode([audio[w.start : w.end] for w in batch])
    check()
    hypotheses = encoded.hypotheses(first)
    for window, hypothesis, words in zip(batch, hypotheses, encoded.words(hypotheses), strict=True):
        candidate = Candidate(hypothesis, words)
        if faults(candidate, window, ear.text_language):
            check()
            sound = ear.encode([audio[window.start : window.end]])
            candidate = _heard_again(ear, sound, window, candidate, others)
        yield window, candidate


def _heard_again(
    ear: Ear, sound: Encoded, window: Window, candidate: Candidate, ways: Sequence[Way]
) -> Candidate:
    for way in ways:
        hypotheses = sound.hypotheses(way)
        again = Candidate(hypotheses[0], sound.words(hypotheses)[0])
        candidate = better(candidate, again, window, ear.text_language)
        if not faults(candidate, window, ear.text_language):
            break
    return candidate


def _batched(stretches: Sequence[Window]) -> Iterator[Sequence[Window]]:
    return (stretches[at : at + BATCH] for at in range(0, len(stretches), BATCH))
