"""Who spoke when, on made discussions of 1, 2, 3 and 5 voices: diarization error, voices found, CPU time.

    python -m bench.transcribe.diarization [--first-seed N] [--meetings N]

Three turns of ten are under two seconds and one in eight begins before the one before has ended. "Hall" is the
same sound with reverberation and noise 15 dB below the speech. The error is missed, false and confused
speech over speech, in hundredths of a second, voices matched as well as possible, overlaps counted; with a
collar, what lies so near to a turn's start or end is left out. All meetings of a row are taken together.
"""

import argparse
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from bench.report import write_section
from bench.transcribe.discussions import Discussion, discussion
from bench.transcribe.voices import RATE as SPOKEN_RATE
from bench.transcribe.voices import VOICES, Sound
from common.models import ModelStore
from common.settings import Settings
from services.transcribe.audio.pcm import RATE, Samples
from services.transcribe.speakers.diarization import diarized
from services.transcribe.speakers.voices import VoiceModel, Voices, load_voices, voices_in

PER_SECOND = 100
TURNS = 60
CHUNK_SECONDS = 300
COLLARS = (0.25, 0.0)
REVERBERATION_SECONDS, NOISE_DB = 0.5, -15.0
Said = tuple[float, float, int]
"""From, to, voice."""
Timeline = npt.NDArray[np.bool_]


@dataclass
class Score:
    errors: dict[float, float] = field(default_factory=lambda: dict.fromkeys(COLLARS, 0.0))
    speech: dict[float, float] = field(default_factory=lambda: dict.fromkeys(COLLARS, 0.0))
    voices: list[int] = field(default_factory=list)

    def add(self, truth: Sequence[Said], answer: Sequence[Said]) -> None:
        for collar in COLLARS:
            wrong, spoken = frames_wrong(truth, answer, collar)
            self.errors[collar] += wrong
            self.speech[collar] += spoken
        self.voices.append(len({voice for _, _, voice in answer}))

    def row(self, *names: str) -> str:
        rates = [f"{self.errors[c] / max(1, self.speech[c]):.1%}" for c in COLLARS]
        return f"| {' | '.join([*names, *rates, ' '.join(map(str, self.voices))])} |"


@dataclass
class Work:
    sound_seconds: float = 0.0
    cpu_seconds: float = 0.0


def frames_wrong(truth: Sequence[Said], answer: Sequence[Said], collar: float) -> tuple[int, int]:
    """Frames missed, false or confused, and frames of speech; a moment of two voices counts twice."""
    from scipy.optimize import linear_sum_assignment

    length = round(PER_SECOND * max(end for _, end, _ in (*truth, *answer))) + 1
    wanted, given = _timeline(truth, length), _timeline(answer, length)
    scored = _away_from_borders(truth, collar, length)
    wanted, given = wanted[scored], given[scored]
    together = wanted.T.astype(np.int64) @ given.astype(np.int64)
    right = int(together[linear_sum_assignment(together, maximize=True)].sum())
    return int(np.maximum(wanted.sum(1), given.sum(1)).sum()) - right, int(wanted.sum())


def _timeline(said: Sequence[Said], length: int) -> Timeline:
    """[frames, voices]"""
    line = np.zeros((length, 1 + max((voice for _, _, voice in said), default=0)), np.bool_)
    for start, end, voice in said:
        line[round(start * PER_SECOND) : round(end * PER_SECOND), voice] = True
    return line


def _away_from_borders(said: Sequence[Said], collar: float, length: int) -> Timeline:
    scored = np.ones(length, np.bool_)
    for border in {border for start, end, _ in said for border in (start, end)} if collar else ():
        scored[max(0, round((border - collar) * PER_SECOND)) : round((border + collar) * PER_SECOND)] = False
    return scored


def in_a_hall(sound: Sound, seed: int) -> Sound:
    chance = np.random.default_rng(seed)
    times = np.arange(int(REVERBERATION_SECONDS * SPOKEN_RATE)) / SPOKEN_RATE
    tail = chance.standard_normal(len(times)) * np.exp(-6.9 * times / REVERBERATION_SECONDS)
    tail *= 0.7 / np.sqrt(np.square(tail).sum())
    tail[0] = 1.0
    size = len(sound) + len(tail)
    wet = np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(tail, size), size)[: len(sound)]
    loud = wet[np.abs(wet) > 0.1 * np.abs(wet).max()]
    noise = chance.standard_normal(len(wet)) * np.sqrt(np.mean(np.square(loud))) * 10 ** (NOISE_DB / 20)
    return np.asarray(0.5 * (wet + noise), np.float32)


def heard(model: VoiceModel, sound: Sound, work: Work) -> list[Voices]:
    """As the job does it, a chunk at a time."""
    audio, size = _at_16_khz(sound), CHUNK_SECONDS * RATE
    began = time.process_time()
    chunks = [
        voices_in(model, audio[start : start + size], start / RATE, check=lambda: None)
        for start in range(0, len(audio), size)
    ]
    work.cpu_seconds += time.process_time() - began
    work.sound_seconds += len(audio) / RATE
    return chunks


def _at_16_khz(sound: Sound) -> Samples:
    from scipy.signal import resample_poly

    return np.asarray(resample_poly(sound, RATE, SPOKEN_RATE), np.float32)


def answered(chunks: Sequence[Voices], voices: int | None, work: Work) -> list[Said]:
    began = time.process_time()
    turns = diarized(chunks, voices)
    work.cpu_seconds += time.process_time() - began
    return [(turn.start, turn.end, turn.speaker) for turn in turns]


def said(meeting: Discussion) -> list[Said]:
    return [(line.start, line.end, VOICES.index(line.line.voice)) for line in meeting.spoken]


def rows(model: VoiceModel, voices: int, seeds: Sequence[int], *, hall: bool, work: Work) -> list[str]:
    given, found = Score(), Score()
    for seed in seeds:
        chosen = [VOICES[(seed + n) % len(VOICES)] for n in range(voices)]
        meeting = discussion(chosen, TURNS, seed)
        sound = in_a_hall(meeting.sound, seed) if hall else meeting.sound
        chunks = heard(model, sound, work)
        given.add(said(meeting), answered(chunks, voices, work))
        found.add(said(meeting), answered(chunks, None, work))
    names = str(voices), "hall" if hall else "studio"
    return [given.row(*names, "given"), found.row(*names, "found")]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--first-seed", type=int, default=200)
    parser.add_argument("--meetings", type=int, default=2, help="of each kind")
    asked = parser.parse_args()
    settings = Settings()
    model = load_voices(ModelStore(settings.models).folder(settings.transcribe.speaker_model))
    work = Work()
    table = [
        "| voices | sound | count | error, collar 0.25 s | collar 0 | voices found |",
        "|--:|---|---|--:|--:|---|",
    ]
    for voices in (1, 2, 3, 5):
        for hall in (False, True):
            seeds = range(asked.first_seed, asked.first_seed + asked.meetings)
            table += rows(model, voices, seeds, hall=hall, work=work)
            print("\n".join(table[-2:]), flush=True)
    table.append(f"\nCPU time: {work.cpu_seconds / work.sound_seconds:.3f} of the sound's length.")
    write_section("transcribe-speakers", "`python -m bench.transcribe.diarization`\n\n" + "\n".join(table))
    print(table[-1])


if __name__ == "__main__":
    main()
