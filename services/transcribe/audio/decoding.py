"""Decode an untrusted recording to PCM. Runs in the sandbox's child; see `extraction` for the parent."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from common.errors import BrokenFile, EmptyFile
from services.transcribe.audio import remarks
from services.transcribe.audio.container import (
    BROKEN,
    NO_SOUND,
    Track,
    open_container,
    ranked_tracks,
    start_seconds,
)
from services.transcribe.audio.cuts import is_cut
from services.transcribe.audio.frames import FrameWriter, Implausible
from services.transcribe.audio.levels import MOST_CHANNELS, levels_path
from services.transcribe.audio.loudness import Loudness, amplify
from services.transcribe.audio.media import states_its_length
from services.transcribe.audio.pcm import RATE
from services.transcribe.audio.sink import Sink
from services.transcribe.audio.stamps import Stamps

MOST_TRACKS_TRIED = 3
MAX_READ_FAILURES = 50
STOP_EVERY_PACKETS = 500


class Decoded(BaseModel, frozen=True):
    samples: int
    """Number of 16 kHz samples written."""
    warnings: list[str]
    channels: int = 1
    """Of the `levels` file: those of the recording, at most 8."""
    gain_db: int = 0
    """By how much a faint recording was made louder."""

    @property
    def seconds(self) -> float:
        return self.samples / RATE


class Stopped(Exception):
    """The parent no longer wants the result."""


@dataclass(frozen=True)
class _Outcome:
    """One track, decoded to the end."""

    samples: int
    channels: int
    loudness: Loudness
    stamps: Stamps
    faults: int
    declared: float
    missing: float

    @property
    def is_audible(self) -> bool:
        return self.samples > 0 and not self.loudness.is_silent


def decode_here(source: Path, target: Path, stop: Path, max_seconds: int) -> Decoded:
    """Write a sound track of `source` to `target` as PCM, and its levels beside it, at constant memory.

    Of several tracks the likeliest; the next one where it is silent. Damaged packets are passed over and
    gaps in time are filled with silence, so that times stay those of the recording. Ends early once
    `stop` exists. Raises UnsupportedFormat, BrokenFile, EmptyFile or TooLarge.
    """
    with open_container(source) as container:
        count, tracks = len(container.streams.audio), ranked_tracks(container)
    part, levels = target.with_suffix(".part"), levels_path(target)
    for track in tracks[:MOST_TRACKS_TRIED]:
        outcome = _decode(source, track, part, levels, stop, max_seconds)
        if outcome.is_audible:
            break
    if outcome.samples == 0:
        raise BrokenFile(BROKEN) if outcome.faults or outcome.declared else EmptyFile(NO_SOUND)
    gain = outcome.loudness.gain_db
    if gain:
        amplify(part, gain)
    os.replace(part, target)
    return Decoded(
        samples=outcome.samples,
        channels=min(outcome.channels, MOST_CHANNELS),
        gain_db=gain,
        warnings=[
            *remarks.on_tracks(track, count),
            *remarks.on_damage(outcome.faults, outcome.stamps),
            *remarks.on_shortfall(outcome.missing, outcome.declared, is_cut=is_cut(source)),
            *remarks.on_loudness(gain),
        ],
    )


def _decode(source: Path, track: Track, part: Path, levels: Path, stop: Path, max_seconds: int) -> _Outcome:
    with open_container(source) as container, part.open("wb") as pcm, levels.open("wb") as beside:
        stream = container.streams.audio[track.number - 1]
        sink, stamps = Sink(pcm, beside, max_seconds), Stamps(start_seconds(container))
        faults = _copy(container, stream, FrameWriter(sink, stamps), stop)
        sink.finish()
        trusted = states_its_length(source, container.format.name)
    return _Outcome(
        samples=sink.samples,
        channels=sink.channels,
        loudness=sink.loudness,
        stamps=stamps,
        faults=faults,
        declared=track.seconds,
        missing=track.seconds - sink.samples / RATE if trusted else 0.0,
    )


def _copy(container: Any, stream: Any, writer: FrameWriter, stop: Path) -> int:
    """Decode everything that can be decoded; returns how many packets could not."""
    faults = 0
    for number, packet in enumerate(_packets(container, stream)):
        if number % STOP_EVERY_PACKETS == 0 and (stop.exists() or not stop.parent.exists()):
            raise Stopped
        if packet is None or not _written(packet, writer):
            faults += 1
    writer.flush()
    return faults


def _written(packet: Any, writer: FrameWriter) -> bool:
    import av

    try:
        for frame in packet.decode():
            writer.write(frame)
    except (av.FFmpegError, Implausible):
        return False
    return True


def _packets(container: Any, stream: Any) -> Iterator[Any]:
    """The packets of `stream`; None where one could not be read, and on from there."""
    import av

    failures = 0
    while failures <= MAX_READ_FAILURES:
        try:
            for packet in container.demux(stream):
                failures = 0
                yield packet
            return
        except av.FFmpegError:
            failures += 1
            yield None
