"""Speech to text by a faster-whisper model, one recording at a time."""

import math
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from common.resident import Resident
from services.transcribe.audio.pcm import Samples
from services.transcribe.languages import AUTO
from services.transcribe.schemas import Asked, Decoding, HeardSegment, Word
from services.transcribe.vocabulary.terms import hotwords

BEAMS = 5
# faster-whisper's own defaults, set here because its batched pipeline has others.
VAD = {"threshold": 0.5, "min_silence_duration_ms": 2000, "speech_pad_ms": 400}
TURN_SECONDS = 0.5


class Heard(BaseModel, frozen=True):
    language: str
    segments: list[HeardSegment]


def load_whisper(folder: Path) -> Any:
    """A CTranslate2 Whisper model, int8 on all processors."""
    from faster_whisper import WhisperModel

    return WhisperModel(
        str(folder),
        device="cpu",
        compute_type="int8",
        cpu_threads=os.cpu_count() or 1,
        local_files_only=True,
    )


class Recognizer:
    """Owns the model. Whisper models must not be called concurrently, so callers take turns."""

    def __init__(self, model: Resident[Any]) -> None:
        self._model = model
        self._turn = threading.Lock()

    def hear(
        self, audio: Samples, asked: Asked, *, check: Callable[[], None], done: Callable[[float], None]
    ) -> Heard:
        """The segments of `audio` (16 kHz, -1 to 1), times in seconds from its start.

        `check` is called between segments and may raise; `done` is told how many seconds are heard.
        """
        with self._taking_turns(check), self._model.use() as model:
            stream, info = model.transcribe(audio, **_options(asked))
            segments = []
            for number, raw in enumerate(stream):
                check()
                done(float(raw.end))
                if raw.text.strip():
                    segments.append(_segment(number, raw))
            return Heard(language=info.language, segments=segments)

    @contextmanager
    def _taking_turns(self, check: Callable[[], None]) -> Iterator[None]:
        while not self._turn.acquire(timeout=TURN_SECONDS):
            check()
        try:
            yield
        finally:
            self._turn.release()


def _options(asked: Asked) -> dict[str, Any]:
    options = {
        "language": None if asked.language == AUTO else asked.language,
        "task": asked.task,
        "beam_size": BEAMS,
        "vad_filter": True,
        "vad_parameters": VAD,
        # Carrying text over from window to window is what makes Whisper repeat itself.
        "condition_on_previous_text": False,
        "hotwords": hotwords(asked.vocabulary),
        "initial_prompt": asked.prompt,
        "word_timestamps": asked.words,
    }
    return options if asked.temperature is None else options | {"temperature": asked.temperature}


def _segment(number: int, raw: Any) -> HeardSegment:
    return HeardSegment(
        id=str(number),
        start=round(float(raw.start), 3),
        end=round(float(raw.end), 3),
        text=raw.text.strip(),
        confidence=round(math.exp(min(0.0, float(raw.avg_logprob))), 3),
        words=[_word(word) for word in raw.words] if raw.words else None,
        decoding=Decoding(
            seek=int(raw.seek),
            tokens=[int(token) for token in raw.tokens],
            temperature=float(raw.temperature or 0.0),
            avg_logprob=round(float(raw.avg_logprob), 4),
            compression_ratio=round(float(raw.compression_ratio), 4),
            no_speech_prob=round(float(raw.no_speech_prob), 4),
        ),
    )


def _word(raw: Any) -> Word:
    return Word(
        start=round(float(raw.start), 3),
        end=round(float(raw.end), 3),
        text=raw.word,
        confidence=round(float(raw.probability), 3),
    )
