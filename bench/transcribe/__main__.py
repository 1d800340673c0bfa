"""Character error rate and speed: plain faster-whisper and ours, same weights, in the same run.

    python -m bench.transcribe --data ../shared/data

The data is `speech/` (8 Common Voice Japanese clips, CC0) and the made meeting in `examples/`. Both sides
decode the file, run int8 with beam 5 and VAD on all processors. Texts are compared after NFKC, without
spaces and punctuation. The rate is edits over reference characters, summed over all clips.
"""

import argparse
import json
import tempfile
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.report import write_section
from common.models import ModelStore
from common.resident import Resident
from common.settings import Settings
from services.transcribe.audio.decoding import decode_here
from services.transcribe.audio.extraction import MAX_SECONDS
from services.transcribe.audio.pcm import RATE, read_samples
from services.transcribe.hearing.recognition import Recognizer
from services.transcribe.hearing.speech import next_chunk
from services.transcribe.hearing.whisper import BEAMS, load_whisper
from services.transcribe.schemas import Asked

CHUNK_SECONDS = 300
EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
Transcribe = Callable[[Path], str]


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


def normalised(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).lower()
    return "".join(c for c in folded if unicodedata.category(c)[0] in "LNM" or c == "ー")


def edit_distance(given: str, wanted: str) -> int:
    """Levenshtein's: insertions, deletions and substitutions."""
    row = list(range(len(wanted) + 1))
    for i, a in enumerate(given, 1):
        diagonal, row[0] = row[0], i
        for j, b in enumerate(wanted, 1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (a != b))
    return row[-1]


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


def plain(model: Resident[Any]) -> Transcribe:
    """faster-whisper as its README shows it, with the language given and VAD on."""

    def transcribe(path: Path) -> str:
        with model.use() as whisper:
            segments, _ = whisper.transcribe(str(path), language="ja", beam_size=BEAMS, vad_filter=True)
            return "".join(segment.text for segment in segments)

    return transcribe


def ours(model: Resident[Any], folder: Path) -> Transcribe:
    """What the job does, without the job."""
    recognizer, pcm = Recognizer(model), folder / "sound.pcm"

    def transcribe(path: Path) -> str:
        decoded = decode_here(path, pcm, folder / "stop", MAX_SECONDS)
        text, start = "", 0
        while start < decoded.samples:
            chunk = next_chunk(pcm, start, CHUNK_SECONDS * RATE)
            if chunk.speech:
                audio = read_samples(pcm, start, chunk.end - start)
                heard = recognizer.hear(
                    audio, Asked(), check=lambda: None, done=lambda _: None, spans=chunk.speech
                )
                text += "".join(segment.text for segment in heard.segments)
            start = chunk.end
        return text

    return transcribe


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
    settings = Settings()
    name, store = settings.transcribe.model, ModelStore(settings.models)
    model = Resident(name, lambda: load_whisper(store.folder(name)), idle_seconds=60)
    sets = {"Common Voice, 8 clips": common_voice(data), "made meeting": made_meeting()}
    rows = ["| recording | | character error rate | real-time factor |", "|---|---|---|---|"]
    with tempfile.TemporaryDirectory() as folder, model.use():
        ways = {f"faster-whisper, {name}": plain(model), f"Yakuba, {name}": ours(model, Path(folder))}
        plain(model)(sets["made meeting"][0].path)  # the first call pays for what all later ones use
        for clips, recordings in sets.items():
            rows += [measure(way, recordings).row(clips, label) for label, way in ways.items()]
    model.unload()
    write_section("transcribe", "\n".join(rows))
    print("\n".join(rows))


if __name__ == "__main__":
    main()
