"""Open an untrusted recording and choose its sound track. Runs in the sandbox's child."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from common.errors import BrokenFile, UnsupportedFormat
from services.transcribe.audio.media import ACCEPTED, DEMUXERS, starts_like_media

BROKEN = "録音を読み取れませんでした。ファイルが壊れています。録音機器から取り込み直してください。"
NOT_MEDIA = f"音声・動画ファイルではありません。{ACCEPTED} のいずれかを送ってください。"
NO_SOUND = "音声が入っていません。音声のある録音を送ってください。"
NO_DECODER = f"この音声の圧縮方式には対応していません。{ACCEPTED} のいずれかに変換してから送ってください。"

LOWEST_RATE, HIGHEST_RATE = 4_000, 768_000
MOST_CHANNELS = 64
"""FFmpeg's filters have no layouts beyond this."""
JAPANESE = ("jpn", "ja")
MICROSECONDS = 1_000_000

# A playlist could name other files or hosts, and a QuickTime track may lie in another file:
# only these demuxers, only this one file.
OPTIONS = {
    "protocol_whitelist": "file",
    "format_whitelist": ",".join(DEMUXERS),
    "enable_drefs": "0",
    "use_absolute_path": "0",
}


@dataclass(frozen=True)
class Track:
    """What a container says of one of its sound tracks."""

    number: int
    """From 1, among the sound tracks."""
    language: str = ""
    is_default: bool = False
    is_extra: bool = False
    """A commentary, or a description for the blind."""
    seconds: float = 0.0


def open_container(source: Path) -> Any:
    """Raises UnsupportedFormat for what is no recording, BrokenFile for what once was one."""
    import av

    try:
        return av.open(f"file:{source}", mode="r", container_options=OPTIONS, metadata_errors="replace")
    except (av.FFmpegError, ValueError) as error:
        raise (BrokenFile(BROKEN) if starts_like_media(source) else UnsupportedFormat(NOT_MEDIA)) from error


def ranked_tracks(container: Any) -> list[Track]:
    """The tracks that can be decoded, the likeliest to hold the meeting first.

    Raises UnsupportedFormat when there is none, BrokenFile when none is plausible.
    """
    streams = container.streams.audio
    if not streams:
        raise UnsupportedFormat(NO_SOUND)
    problems = [_problem(stream) for stream in streams]
    tracks = [
        _track(number, stream, container)
        for number, (stream, problem) in enumerate(zip(streams, problems, strict=True), 1)
        if problem is None
    ]
    if not tracks:
        raise next(problem for problem in problems if problem)
    return sorted(tracks, key=likelihood, reverse=True)


def likelihood(track: Track) -> tuple[bool, bool, bool, float, int]:
    """Sorts tracks: the meeting's own sound, in Japanese, the maker's default, the longest, the first."""
    return (
        not track.is_extra,
        track.language in JAPANESE,
        track.is_default,
        round(track.seconds),
        -track.number,
    )


def declared_seconds(container: Any, stream: Any) -> float:
    if stream.duration is not None and stream.time_base is not None:
        return float(stream.duration * stream.time_base)
    return float(container.duration or 0) / MICROSECONDS


def start_seconds(container: Any) -> float | None:
    """Where players begin: the earliest time stamp of all tracks, pictures included."""
    return None if container.start_time is None else float(container.start_time) / MICROSECONDS


def is_plausible_rate(rate: int) -> bool:
    return LOWEST_RATE <= rate <= HIGHEST_RATE


def _problem(stream: Any) -> BrokenFile | UnsupportedFormat | None:
    context = stream.codec_context
    if context is None:
        return UnsupportedFormat(NO_DECODER)
    if not is_plausible_rate(context.sample_rate):
        return BrokenFile(
            f"録音の情報（1秒あたり{context.sample_rate}サンプル）が正しくありません。"
            "録音機器から取り込み直すか、mp3 などに変換してから送ってください。"
        )
    if not 0 < context.channels <= MOST_CHANNELS:
        return UnsupportedFormat(
            f"チャンネルが{context.channels}あると書かれています。"
            f"{MOST_CHANNELS}チャンネルまでの録音にしてから送ってください。"
        )
    return None


def _track(number: int, stream: Any, container: Any) -> Track:
    from av.stream import Disposition

    extra = Disposition.comment | Disposition.visual_impaired
    return Track(
        number=number,
        language=(stream.language or "").lower(),
        is_default=bool(stream.disposition & Disposition.default),
        is_extra=bool(stream.disposition & extra),
        seconds=declared_seconds(container, stream),
    )
