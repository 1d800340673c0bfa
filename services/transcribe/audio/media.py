"""Which recordings are accepted, by FFmpeg's demuxer, and how a browser is told what they are."""

from pathlib import Path

DEMUXERS = (
    "wav", "w64", "mp3", "mov", "mp4", "m4a", "3gp", "aac", "ogg", "flac", "asf", "matroska", "webm",
    "amr", "aiff", "caf", "avi", "mpeg", "mpegts",
)  # fmt: skip
"""Self-contained formats only: playlists and concat files, which name other files, are not among them."""

# The container is opened by content; these names only choose the Content-Type of the original.
MIME_TYPES = {
    ".wav": "audio/wav",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".mp4": "video/mp4",
    ".mov": "video/quicktime",
    ".aac": "audio/aac",
    ".ogg": "audio/ogg",
    ".oga": "audio/ogg",
    ".opus": "audio/ogg",
    ".flac": "audio/flac",
    ".wma": "audio/x-ms-wma",
    ".asf": "video/x-ms-asf",
    ".mkv": "video/x-matroska",
    ".webm": "video/webm",
    ".3gp": "video/3gpp",
    ".amr": "audio/amr",
    ".aif": "audio/aiff",
    ".aiff": "audio/aiff",
    ".caf": "audio/x-caf",
    ".avi": "video/x-msvideo",
    ".mpg": "video/mpeg",
    ".mts": "video/mp2t",
    ".m2ts": "video/mp2t",
}
ACCEPTED = "wav・mp3・m4a・aac・ogg・opus・flac・wma・mp4・mov・mkv・webm"

SIGNATURES = (
    b"RIFF", b"RF64", b"riff", b"FORM", b"caff", b"#!AMR", b"ID3", b"OggS", b"fLaC",
    b"\x30\x26\xb2\x75", b"\x1a\x45\xdf\xa3", b"\x00\x00\x01\xba",
)  # fmt: skip
HEAD_BYTES = 64 * 1024


def mime_type(suffix: str) -> str:
    return MIME_TYPES.get(suffix, "application/octet-stream")


def starts_like_media(path: Path) -> bool:
    """Whether the first bytes are those of a format in the list, however broken the rest may be."""
    with path.open("rb") as file:
        head = file.read(12)
    is_mpeg_frame = len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0
    return head.startswith(SIGNATURES) or head[4:8] == b"ftyp" or is_mpeg_frame


def states_its_length(path: Path, demuxer: str) -> bool:
    """Whether the container's duration was written by its maker.

    For ADTS, and for an mp3 without a Xing or VBRI header, FFmpeg only guesses it from the bit rate.
    """
    if demuxer == "aac":
        return False
    if demuxer != "mp3":
        return True
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    return any(mark in head for mark in (b"Xing", b"Info", b"VBRI"))
