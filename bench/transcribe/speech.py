"""Character error rate and speed on short recordings: `python -m bench.transcribe.speech --data DIR`.

The data is `speech/` (8 Common Voice Japanese clips, CC0) and the made meeting in `examples/`. The rate is
edits over reference characters, summed over all clips.
"""

import argparse
import json
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bench.report import write_section
from bench.transcribe.errors import edit_distance, normalised
from bench.transcribe.sides import Transcribe, sides
from services.transcribe.audio.decoding import decode_here
from services.transcribe.audio.extraction import MAX_SECONDS

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@dataclass(frozen=True)
class Clip:
    path: Path
    reference: str
    seconds: float


@dataclass
class Tally:
    edits: int = 0
    characters: int = 0
    sound_seconds: float = 0.0
    work_seconds: float = 0.0

    def row(self, clips: str, name: str) -> str:
        rate, factor = self.edits / self.characters, self.work_seconds / self.sound_seconds
        return f"| {clips} | {name} | {rate:.1%} | {factor:.3f} |"


def measure(transcribe: Transcribe, clips: list[Clip]) -> Tally:
    tally = Tally()
    for clip in clips:
        began = time.perf_counter()
        heard = normalised(transcribe(clip.path))
        tally.work_seconds += time.perf_counter() - began
        wanted = normalised(clip.reference)
        tally.edits += edit_distance(heard, wanted)
        tally.characters += len(wanted)
        tally.sound_seconds += clip.seconds
    return tally


def common_voice(data: Path) -> list[Clip]:
    folder = data / "speech"
    references = json.loads((folder / "transcripts.json").read_text(encoding="utf-8"))
    return [_clip(folder / name, text) for name, text in sorted(references.items())]


def made_meeting() -> list[Clip]:
    lines = (EXAMPLES / "meeting.script.txt").read_text(encoding="utf-8").splitlines()
    return [_clip(EXAMPLES / "meeting.m4a", "".join(line.partition(":")[2] for line in lines))]


def _clip(path: Path, reference: str) -> Clip:
    with tempfile.TemporaryDirectory() as folder:
        decoded = decode_here(path, Path(folder) / "sound.pcm", Path(folder) / "stop", MAX_SECONDS)
    return Clip(path, reference, decoded.seconds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    data: Path = parser.parse_args().data
    sets = {"Common Voice, 8 clips": common_voice(data), "made meeting": made_meeting()}
    rows = ["| recording | | character error rate | real-time factor |", "|---|---|---|---|"]
    with sides() as both:
        both.plain(sets["made meeting"][0].path)  # the first call pays for what all later ones use
        for clips, recordings in sets.items():
            rows += [measure(way, recordings).row(clips, label) for label, way in both.named.items()]
    write_section("transcribe", "\n".join(rows))
    print("\n".join(rows))


if __name__ == "__main__":
    main()
