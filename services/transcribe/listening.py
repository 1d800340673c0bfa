"""One chunk of a recording: what is said in it, and by which voices. Its result is one checkpoint."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from common.resident import Resident
from services.transcribe.audio.pcm import RATE, Samples, read_samples
from services.transcribe.hearing.recognition import Heard, Recognizer
from services.transcribe.hearing.speech import Chunk, next_chunk
from services.transcribe.hearing.timeline import shifted
from services.transcribe.progress import Progress
from services.transcribe.schemas import Asked
from services.transcribe.speakers.voices import VoiceModel, Voices, voices_in

Check = Callable[[], None]


class Listened(BaseModel, frozen=True):
    end: int
    """The sample at which the next chunk begins."""
    heard: Heard
    voices: Voices | None = None
    """None where nobody speaks, and where voices need not be told apart."""


@dataclass(frozen=True)
class Listener:
    recognizer: Recognizer
    voices: Resident[VoiceModel]
    chunk_seconds: float

    def listen(
        self, pcm: Path, start: int, asked: Asked, *, with_voices: bool, check: Check, report: Progress
    ) -> Listened:
        """Hear the chunk that begins at the sample `start`. `check` raises to cancel."""
        report.begin(start / RATE)
        chunk = next_chunk(pcm, start, int(self.chunk_seconds * RATE))
        check()
        if not chunk.speech:
            report.heard(chunk.end / RATE)
            return Listened(end=chunk.end, heard=Heard(language=asked.language, segments=[]))
        sound = read_samples(pcm, start, chunk.end - start)
        heard = self._heard(sound, chunk, asked, check, report)
        voices = self._voices(sound, start / RATE, check) if with_voices else None
        return Listened(end=chunk.end, heard=heard, voices=voices)

    def _heard(self, sound: Samples, chunk: Chunk, asked: Asked, check: Check, report: Progress) -> Heard:
        offset = chunk.start / RATE
        heard = self.recognizer.hear(
            sound, asked, check=check, done=lambda at: report.heard(offset + at), spans=chunk.speech
        )
        return shifted(heard, offset, chunk.end / RATE)

    def _voices(self, sound: Samples, start_seconds: float, check: Check) -> Voices:
        with self.voices.use() as model:
            return voices_in(model, sound, start_seconds, check=check)
