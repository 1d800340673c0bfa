"""Decode an untrusted recording to PCM. Runs in the sandbox's child; see `extraction` for the parent."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from common.errors import BrokenFile, EmptyFile, TooLarge, UnsupportedFormat
from services.transcribe.audio.media import (
    ACCEPTED,
    DEMUXERS,
    is_cut_wav,
    starts_like_media,
    states_its_length,
)
from services.transcribe.audio.pcm import RATE, SAMPLE_BYTES
from services.transcribe.clock import clock

GAP_SECONDS = 0.5
SHORTFALL_SECONDS = 1.0
SHORTFALL_SHARE = 0.02
MAX_FAULTS_IN_A_ROW = 50
STOP_EVERY_PACKETS = 500

BROKEN = "録音を読み取れませんでした。ファイルが壊れています。録音機器から取り込み直してください。"
NOT_MEDIA = f"音声・動画ファイルではありません。{ACCEPTED} のいずれかを送ってください。"
CUT = "録音が途中で切れています。読み取れたところまでを文字にしました。"
NO_SOUND = "音声が入っていません。音声のある録音を送ってください。"


class Decoded(BaseModel, frozen=True):
    samples: int
    """Number of 16 kHz samples written."""
    warnings: list[str]

    @property
    def seconds(self) -> float:
        return self.samples / RATE


class Stopped(Exception):
    """The parent no longer wants the result."""


def decode_here(source: Path, target: Path, stop: Path, max_seconds: int) -> Decoded:
    """Write the first audio stream of `source` to `target` as PCM, at constant memory.

    Damaged packets are passed over and gaps in time are filled with silence, so that times stay those
    of the recording. Ends early once `stop` exists. Raises UnsupportedFormat, BrokenFile, EmptyFile
    or TooLarge.
    """
    part = target.with_suffix(".part")
    with _open(source) as container:
        stream = _first_audio(container)
        declared = _declared_seconds(container, stream)
        with part.open("wb") as out:
            writer = _Writer(out, max_seconds)
            faults = _copy(container, stream, writer, stop)
        warnings = _track_warnings(container)
        trusted = states_its_length(source, container.format.name)
    if writer.samples == 0:
        raise BrokenFile(BROKEN) if faults or declared else EmptyFile(NO_SOUND)
    os.replace(part, target)
    missing = declared - writer.samples / RATE if trusted else 0.0
    warnings += _damage(faults, writer.filled_seconds, missing, declared)
    if is_cut_wav(source) and not warnings:
        warnings = [CUT]
    return Decoded(samples=writer.samples, warnings=warnings)


def _open(source: Path) -> Any:
    import av

    # A playlist could name other files or hosts: only these demuxers, only this one file.
    options = {"protocol_whitelist": "file", "format_whitelist": ",".join(DEMUXERS)}
    try:
        return av.open(f"file:{source}", mode="r", container_options=options, metadata_errors="replace")
    except (av.FFmpegError, ValueError) as error:
        raise (BrokenFile(BROKEN) if starts_like_media(source) else UnsupportedFormat(NOT_MEDIA)) from error


def _first_audio(container: Any) -> Any:
    if not container.streams.audio:
        raise UnsupportedFormat(NO_SOUND)
    return container.streams.audio[0]


def _declared_seconds(container: Any, stream: Any) -> float:
    if stream.duration is not None and stream.time_base is not None:
        return float(stream.duration * stream.time_base)
    return float(container.duration or 0) / 1_000_000


def _copy(container: Any, stream: Any, writer: "_Writer", stop: Path) -> int:
    """Decode everything that can be decoded; returns how many packets could not."""
    faults = in_a_row = 0
    for number, packet in enumerate(_packets(container, stream)):
        if number % STOP_EVERY_PACKETS == 0 and (stop.exists() or not stop.parent.exists()):
            raise Stopped
        if packet is not None and _decoded(packet, writer):
            in_a_row = 0
        else:
            faults, in_a_row = faults + 1, in_a_row + 1
        if in_a_row > MAX_FAULTS_IN_A_ROW:
            break
    writer.flush()
    return faults


def _decoded(packet: Any, writer: "_Writer") -> bool:
    import av

    try:
        for frame in packet.decode():
            writer.write(frame)
    except av.FFmpegError:
        return False
    return True


def _packets(container: Any, stream: Any) -> Iterator[Any]:
    """The packets of `stream`; None where one could not be read, and on from there."""
    import av

    while True:
        try:
            yield from container.demux(stream)
            return
        except av.FFmpegError:
            yield None


class _Writer:
    """Resamples frames to 16 kHz mono and writes them where their time stamps say."""

    def __init__(self, out: Any, max_seconds: int) -> None:
        self._out = out
        self._limit = max_seconds * RATE
        self._resampler: Any = None
        self._origin: float | None = None
        self.samples = 0
        self.filled_seconds = 0.0

    def write(self, frame: Any) -> None:
        self._fill_gap(frame)
        try:
            self._write(self._resampled(frame))
        except ValueError:  # the stream changed its rate or layout on the way
            self.flush()
            self._write(self._resampled(frame))

    def flush(self) -> None:
        if self._resampler is not None:
            self._write(self._resampler.resample(None))
            self._resampler = None

    def _resampled(self, frame: Any) -> Any:
        import av

        if self._resampler is None:
            self._resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
        frame.pts = None
        return self._resampler.resample(frame)

    def _fill_gap(self, frame: Any) -> None:
        if frame.time is None:
            return
        if self._origin is None:
            self._origin = float(frame.time)
        late = float(frame.time) - self._origin - self.samples / RATE
        if late > GAP_SECONDS:
            self._check_length(int(late * RATE))
            self.filled_seconds += late
            silence = bytes(RATE * SAMPLE_BYTES)
            for _ in range(int(late)):
                self._put(silence)
            self._put(bytes(int(late % 1 * RATE) * SAMPLE_BYTES))

    def _write(self, frames: Any) -> None:
        for frame in frames:
            self._put(memoryview(frame.planes[0])[: frame.samples * SAMPLE_BYTES])

    def _put(self, content: bytes | memoryview) -> None:
        self._check_length(len(content) // SAMPLE_BYTES)
        self._out.write(content)
        self.samples += len(content) // SAMPLE_BYTES

    def _check_length(self, more: int) -> None:
        if self.samples + more > self._limit:
            hours = self._limit / RATE / 3600
            raise TooLarge(f"録音が{hours:.0f}時間を超えています。分割して送ってください。")


def _track_warnings(container: Any) -> list[str]:
    tracks = len(container.streams.audio)
    if tracks < 2:
        return []
    return [f"音声トラックが{tracks}本あります。1本目だけを文字にしました。"]


def _damage(faults: int, filled_seconds: float, missing_seconds: float, declared_seconds: float) -> list[str]:
    warnings = []
    if faults:
        warnings.append(f"読み取れない部分が{faults}か所ありました。その部分の発言は抜けています。")
    if filled_seconds:
        warnings.append(f"録音が抜けている部分（合わせて{filled_seconds:.0f}秒）は、無音として扱いました。")
    if missing_seconds > max(SHORTFALL_SECONDS, declared_seconds * SHORTFALL_SHARE):
        warnings.append(
            f"録音の{clock(declared_seconds)}のうち、{clock(declared_seconds - missing_seconds)}だけを"
            "読み取れました。途中で切れているか、壊れています。"
        )
    return warnings
