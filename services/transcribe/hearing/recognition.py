"""Speech to text, one recording at a time."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from pydantic import BaseModel

from common.resident import Resident
from services.transcribe.audio.pcm import RATE, Samples
from services.transcribe.hearing.decoding import Decoder
from services.transcribe.hearing.speech import speech_spans
from services.transcribe.hearing.spelling import spelt
from services.transcribe.hearing.whisper import Ear
from services.transcribe.hearing.windows import Span, windows
from services.transcribe.hearing.writing import Found, segments_of
from services.transcribe.schemas import Asked, HeardSegment

JAPANESE = "ja"
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
            for row in Decoder(ear, asked, audio, check).decoded(stretches):
                found += row
                done(stretches[len(found) - 1].end / RATE)
            segments = segments_of(found, ear.text_language, ear.tokens)
            if asked.vocabulary and ear.text_language == JAPANESE:
                segments = spelt(segments, audio, ear, check)
        return Heard(language=ear.language, segments=segments)

    @contextmanager
    def _taking_turns(self, check: Callable[[], None]) -> Iterator[None]:
        while not self._turn.acquire(timeout=TURN_SECONDS):
            check()
        try:
            yield
        finally:
            self._turn.release()
