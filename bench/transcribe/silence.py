"""What is heard where nobody speaks: `python -m bench.transcribe.silence [--minutes N]`. Wanted: nothing.

Each sound is made by arithmetic, 16 kHz: digital silence, white noise, mains hum with its overtones, a
hold tone (440 Hz, half a second in two), and music (chords of decaying overtones, a melody, a beat).
"""

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

from bench.report import write_section
from bench.transcribe.errors import normalised
from bench.transcribe.sides import sides
from bench.transcribe.voices import Sound, write_wav
from services.transcribe.audio.pcm import RATE

LEVEL = 0.2
MAINS_HERTZ = 60
HOLD_HERTZ = 440
BEAT_SECONDS = 0.5
CHORDS = ((0, 4, 7), (9, 12, 16), (5, 9, 12), (7, 11, 14))
"""Semitones above C4: C, Am, F, G, one bar of four beats each."""
MELODY = (12, 16, 19, 16, 21, 19, 16, 12, 17, 21, 24, 21, 19, 14, 11, 14)
C4_HERTZ = 261.63


def silence(seconds: int) -> Sound:
    return np.zeros(seconds * RATE, np.float32)


def white_noise(seconds: int) -> Sound:
    return np.asarray(LEVEL * np.random.default_rng(1).standard_normal(seconds * RATE), np.float32)


def hum(seconds: int) -> Sound:
    parts = [np.sin(2 * np.pi * MAINS_HERTZ * n * _time(seconds)) / n for n in (1, 2, 3, 5)]
    return np.asarray(LEVEL * np.sum(parts, axis=0), np.float32)


def hold_tone(seconds: int) -> Sound:
    sounding = _time(seconds) % 2 < BEAT_SECONDS
    return np.asarray(LEVEL * sounding * np.sin(2 * np.pi * HOLD_HERTZ * _time(seconds)), np.float32)


def music(seconds: int) -> Sound:
    beats = [_beat(number) for number in range(int(seconds / BEAT_SECONDS))]
    return np.concatenate(beats)[: seconds * RATE].astype(np.float32)


def _beat(number: int) -> Sound:
    chord = CHORDS[number // 4 % len(CHORDS)]
    notes = [*(_note(tone - 12) for tone in chord), _note(MELODY[number % len(MELODY)])]
    drum = np.random.default_rng(number).standard_normal(len(notes[0])) * np.exp(-40 * _time(BEAT_SECONDS))
    return np.asarray(LEVEL * (sum(notes) / len(notes) + 0.3 * drum), np.float32)


def _note(semitones: int) -> Sound:
    """Overtones that die away, the higher the sooner, as a struck string's do."""
    hertz, at = C4_HERTZ * 2 ** (semitones / 12), _time(BEAT_SECONDS)
    parts = [np.sin(2 * np.pi * hertz * n * at) * np.exp(-3 * n * at) / n for n in range(1, 7)]
    return np.asarray(np.sum(parts, axis=0), np.float32)


def _time(seconds: float) -> Sound:
    return np.arange(int(seconds * RATE), dtype=np.float32) / np.float32(RATE)


SOUNDS: dict[str, Callable[[int], Sound]] = {
    "silence": silence,
    "white noise": white_noise,
    "mains hum": hum,
    "hold tone": hold_tone,
    "music": music,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=int, default=10)
    minutes: int = parser.parse_args().minutes
    rows = [f"| {minutes} minutes of | faster-whisper | Yakuba |", "|---|---:|---:|"]
    with sides() as both, tempfile.TemporaryDirectory() as folder:
        for name, make in SOUNDS.items():
            path = write_wav(Path(folder) / "sound.wav", make(minutes * 60), RATE)
            plain, ours = (len(normalised(way(path))) for way in (both.plain, both.ours))
            rows.append(f"| {name} | {plain} characters | {ours} characters |")
            print(rows[-1], flush=True)
    write_section("transcribe-silence", "\n".join(rows))


if __name__ == "__main__":
    main()
