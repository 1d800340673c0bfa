"""Speed and errors on a long recording: `python -m bench.transcribe.speed [--rounds N]`.

The recording is the first of the meetings written for `bench.transcribe.minutes`, spoken one after another
by five voices: over 30 minutes. Both sides hear all of it, by turns, `--rounds` times; the median counts.
"""

import argparse
import statistics
import tempfile
import time
from itertools import cycle
from pathlib import Path

from bench.report import write_section
from bench.transcribe.errors import edit_distance, normalised
from bench.transcribe.minutes import FOLDER, load
from bench.transcribe.sides import Transcribe, sides
from bench.transcribe.voices import RATE, VOICES, Line, meeting, write_wav

GAPS = (0.4, 0.9, 0.6, 1.4, 0.3)
LEAST_SECONDS = 1800
ENOUGH_CHARACTERS = 13_000


def spoken(folder: Path) -> tuple[Path, str, float]:
    """The recording, what is said in it, and its seconds."""
    lines: list[Line] = []
    for path in sorted(FOLDER.glob("*.txt")):
        if sum(len(line.text) for line in lines) > ENOUGH_CHARACTERS:
            break
        voices = dict[str, str]()
        for said in load(path).lines:
            voice = voices.setdefault(said.speaker, VOICES[len(voices) % len(VOICES)])
            lines.append(Line(voice, said.text))
    sound, _ = meeting(lines, [gap for gap, _ in zip(cycle(GAPS), lines, strict=False)])
    path = write_wav(folder / "long.wav", sound)
    return path, "".join(line.text for line in lines), len(sound) / RATE


def timed(way: Transcribe, path: Path) -> tuple[float, str]:
    began = time.perf_counter()
    text = way(path)
    return time.perf_counter() - began, text


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path, said, seconds = spoken(Path(folder))
        if seconds < LEAST_SECONDS:
            raise SystemExit(f"the recording has only {seconds:.0f} s")
        table = compared(path, said, seconds, options.rounds)
    write_section("transcribe-speed", "\n".join(table))
    print("\n".join(table))


def compared(path: Path, said: str, seconds: float, rounds: int) -> list[str]:
    with sides() as both:
        runs = [(timed(both.plain, path), timed(both.ours, path)) for _ in range(rounds)]
    ratio = statistics.median(plain[0] / ours[0] for plain, ours in runs)
    rows = [
        f"A recording of {seconds / 60:.0f} minutes, {rounds} round(s) by turns.",
        "",
        "| | seconds | real-time factor | character error rate | speed |",
        "|---|---:|---:|---:|---:|",
    ]
    for label, turn in (("faster-whisper", 0), ("Yakuba", 1)):
        took = statistics.median(run[turn][0] for run in runs)
        rate = edit_distance(normalised(runs[0][turn][1]), normalised(said)) / len(normalised(said))
        times = "1" if turn == 0 else f"{ratio:.2f}"
        rows.append(f"| {label} | {took:.0f} | {took / seconds:.3f} | {rate:.2%} | {times} |")
    return rows


if __name__ == "__main__":
    main()
