"""The networks, and voices made by arithmetic: vectors strewn around one direction each."""

from collections.abc import Callable

import numpy as np
import pytest

from common.models import ModelStore
from common.settings import Settings
from services.transcribe.schemas import Decoding, HeardSegment, Word
from services.transcribe.speakers.campplus import SIZE
from services.transcribe.speakers.phrases import unit
from services.transcribe.speakers.stretches import Stretch
from services.transcribe.speakers.voices import VoiceModel, Voices, _packed, load_voices

DECODING = Decoding(seek=0, tokens=[], temperature=0, avg_logprob=-0.1, compression_ratio=1, no_speech_prob=0)


@pytest.fixture(scope="session")
def model() -> VoiceModel:
    settings = Settings()
    return load_voices(ModelStore(settings.models).folder(settings.transcribe.speaker_model))


@pytest.fixture(scope="session")
def strewn() -> Callable[..., np.ndarray]:
    def vectors(voices: list[int], *, spread: float = 0.04, seed: int = 1) -> np.ndarray:
        """[n, 192] unit vectors, one for each number in `voices`, near that voice's own direction."""
        centres = unit(np.random.default_rng(7).standard_normal((30, SIZE)))
        noise = np.random.default_rng(seed).standard_normal((len(voices), SIZE))
        return unit(centres[voices] + spread * noise)

    return vectors


@pytest.fixture(scope="session")
def chunk(strewn: Callable[..., np.ndarray]) -> Callable[..., Voices]:
    def make(voices: list[int], *, start: float = 0.0, seed: int = 1) -> Voices:
        """A second and a half by each of the voices in turn, half a second between them."""
        found = [
            Stretch(2.0 * n + 0.5 * k, 2.0 * n + 0.5 * (k + 1), n, n, n, 1.0)
            for n in range(len(voices))
            for k in range(3)
        ]
        vectors = np.repeat(strewn(voices, seed=seed), 3, axis=0)
        return Voices(start=start, stretches=found, vectors=_packed(vectors))

    return make


@pytest.fixture(scope="session")
def heard() -> Callable[..., HeardSegment]:
    def make(*words: tuple[str, float, float], text: str | None = None) -> HeardSegment:
        """A segment of the words, each with its start and end."""
        own = [Word(start=start, end=end, text=word, confidence=0.9) for word, start, end in words]
        return HeardSegment(
            id="s9", start=words[0][1], end=words[-1][2], text=text or "".join(word for word, *_ in words),
            confidence=0.9, words=own, decoding=DECODING,
        )  # fmt: skip

    return make
