"""Where there is speech (Silero VAD, as faster-whisper carries it), and where a recording may be cut."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from services.transcribe.audio.pcm import RATE, Samples, length, read_samples
from services.transcribe.hearing.windows import LONGEST_SECONDS, Span

PAUSE_MS = 300
LATEST_SHARE = 0.8
"""A cut is looked for in the last fifth of a chunk."""
QUIET_SEARCH_SECONDS = 10
QUIET_FRAME = RATE // 10


@dataclass(frozen=True)
class Chunk:
    """Samples from `start` to `end` of the recording."""

    start: int
    end: int
    speech: tuple[Span, ...]
    """Where somebody speaks, in samples from `start`."""


def next_chunk(pcm: Path, start: int, longest: int) -> Chunk:
    """The chunk that begins at `start`, at most `longest` samples, ending in the longest late pause."""
    window = read_samples(pcm, start, longest)
    spans = speech_spans(window)
    if start + len(window) >= length(pcm):
        return Chunk(start, start + len(window), tuple(spans))
    cut = _longest_pause(spans, len(window)) or _quietest(window)
    before = ((begin, min(end, cut)) for begin, end in spans if begin < cut)
    return Chunk(start, start + cut, tuple(before))


def speech_spans(audio: Samples) -> list[Span]:
    """Each stretch of speech, in samples; one that goes on for longer than a window is cut where it is
    quietest."""
    from faster_whisper.vad import VadOptions, get_speech_timestamps

    options = VadOptions(
        min_silence_duration_ms=PAUSE_MS, speech_pad_ms=0, max_speech_duration_s=LONGEST_SECONDS
    )
    return [(span["start"], span["end"]) for span in get_speech_timestamps(audio, options)]


def _longest_pause(spans: Sequence[Span], length: int) -> int | None:
    """The middle of the longest pause in the last part of the window; None when speech fills it."""
    starts = [begin for begin, _ in spans] + [length]
    ends = [0] + [end for _, end in spans]
    earliest = int(length * LATEST_SHARE)
    pauses = [
        (after - max(before, earliest), (after + max(before, earliest)) // 2)
        for before, after in zip(ends, starts, strict=True)
        if after > max(before, earliest)
    ]
    return max(pauses)[1] if pauses else None


def _quietest(window: Samples) -> int:
    """The middle of the quietest tenth of a second near the end."""
    tail = window[-QUIET_SEARCH_SECONDS * RATE :]
    frames = tail[: len(tail) // QUIET_FRAME * QUIET_FRAME].reshape(-1, QUIET_FRAME)
    loudness = np.square(frames).mean(axis=1)
    return len(window) - len(tail) + int(loudness.argmin()) * QUIET_FRAME + QUIET_FRAME // 2
