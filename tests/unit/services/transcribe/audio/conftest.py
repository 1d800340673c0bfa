"""Decoding as the job does it, in the sandbox's child, and what came of it."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from common.settings import SandboxSettings
from services.transcribe.audio.decoding import Decoded
from services.transcribe.audio.extraction import extract
from services.transcribe.audio.pcm import RATE, length, read_samples

LIMITS = SandboxSettings()


def nothing(*_: object) -> None:
    return None


@pytest.fixture
def pcm(tmp_path: Path) -> Path:
    return tmp_path / "job" / "sound.pcm"


@pytest.fixture
def extracted(pcm: Path) -> Callable[[Path], Decoded]:
    def run(source: Path) -> Decoded:
        pcm.parent.mkdir(exist_ok=True)
        return extract(source, pcm, LIMITS, check=nothing, report=nothing)

    return run


@pytest.fixture
def sound(pcm: Path) -> Callable[..., np.ndarray]:
    """The decoded samples from one second to another."""

    def read(start: float = 0, end: float | None = None) -> np.ndarray:
        first = int(start * RATE)
        last = length(pcm) if end is None else int(end * RATE)
        return read_samples(pcm, first, last - first)

    return read
