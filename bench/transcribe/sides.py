"""The two sides of every measurement of hearing: plain faster-whisper and ours, with the same weights."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from common.models import ModelStore
from common.resident import Resident
from common.settings import Settings
from services.transcribe.app import CHUNK_SECONDS
from services.transcribe.audio.decoding import decode_here
from services.transcribe.audio.extraction import MAX_SECONDS
from services.transcribe.audio.pcm import RATE, read_samples
from services.transcribe.hearing.recognition import Recognizer
from services.transcribe.hearing.speech import next_chunk
from services.transcribe.hearing.whisper import BEAMS, load_whisper
from services.transcribe.schemas import Asked
from services.transcribe.vocabulary.correcting import Corrector
from services.transcribe.vocabulary.municipal import municipal_terms
from services.transcribe.vocabulary.readings import load_dictionary

Transcribe = Callable[[Path], str]


@dataclass(frozen=True)
class Sides:
    model: str
    plain: Transcribe
    """faster-whisper as its README shows it: language given, beam 5, VAD on, int8, all processors."""
    ours: Transcribe
    """What the job does with the sound, without the job."""

    @property
    def named(self) -> dict[str, Transcribe]:
        return {f"faster-whisper, {self.model}": self.plain, f"Yakuba, {self.model}": self.ours}


@contextmanager
def sides() -> Iterator[Sides]:
    settings = Settings()
    name, store = settings.transcribe.model, ModelStore(settings.models)
    model = Resident(name, lambda: load_whisper(store.folder(name)), idle_seconds=60)
    with tempfile.TemporaryDirectory() as folder, model.use():
        yield Sides(name, _plain(store.folder(name)), _ours(model, Path(folder)))
    model.unload()


def _plain(model: Path) -> Transcribe:
    from faster_whisper import WhisperModel

    processors = os.cpu_count() or 1
    whisper = WhisperModel(str(model), device="cpu", compute_type="int8", cpu_threads=processors)

    def transcribe(path: Path) -> str:
        segments, _ = whisper.transcribe(str(path), language="ja", beam_size=BEAMS, vad_filter=True)
        return "".join(segment.text for segment in segments)

    return transcribe


def _ours(model: Resident[Any], folder: Path) -> Transcribe:
    recognizer, pcm = Recognizer(model), folder / "sound.pcm"
    corrector = Corrector(Resident("sudachidict", load_dictionary, idle_seconds=60), municipal_terms())

    def transcribe(path: Path) -> str:
        decoded = decode_here(path, pcm, folder / "stop", MAX_SECONDS)
        texts, start = list[str](), 0
        while start < decoded.samples:
            chunk = next_chunk(pcm, start, int(CHUNK_SECONDS * RATE))
            audio = read_samples(pcm, start, chunk.end - start)
            heard = recognizer.hear(
                audio, Asked(), check=lambda: None, done=lambda _: None, spans=chunk.speech
            )
            texts += [segment.text for segment in heard.segments]
            start = chunk.end
        return "".join(text for text, _ in corrector.corrected(texts))

    return transcribe
