"""Whether a file is shorter than it was made, where its container tells and FFmpeg passes over it in silence."""

from pathlib import Path

HEAD_BYTES = 64 * 1024
TAIL_BYTES = 128 * 1024
OGG_HEADER, OGG_LACES = 27, 26
ASF_FILE_PROPERTIES = bytes.fromhex("a1dcab8c47a9cf118ee400c00c205365")
ASF_SIZE = 40
ASF_FLAGS = 88
ASF_BROADCAST = 1
UNKNOWN_SIZE = 0xFFFF0000
"""Recorders that cannot seek back leave a RIFF size at its greatest value."""


def is_cut(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
        file.seek(-min(TAIL_BYTES, path.stat().st_size), 2)
        tail = file.read()
    size = path.stat().st_size
    if head.startswith(b"RIFF"):
        return _is_cut_wav(head, size)
    if head.startswith(b"OggS"):
        return _is_cut_ogg(tail)
    return _is_cut_asf(head, size)


def _is_cut_wav(head: bytes, size: int) -> bool:
    promised = int.from_bytes(head[4:8], "little") + 8
    return size + 1 < promised < UNKNOWN_SIZE


def _is_cut_ogg(tail: bytes) -> bool:
    """Whether the last page ends after the file (RFC 3533, section 6)."""
    page = tail[max(tail.rfind(b"OggS"), 0) :]
    if len(page) < OGG_HEADER:
        return True
    laces = page[OGG_HEADER : OGG_HEADER + page[OGG_LACES]]
    return len(page) < OGG_HEADER + page[OGG_LACES] + sum(laces)


def _is_cut_asf(head: bytes, size: int) -> bool:
    """By the size in the File Properties Object, which a live broadcast leaves open (ASF 1.2, section 3.2)."""
    properties = head[head.find(ASF_FILE_PROPERTIES) :]
    if not properties.startswith(ASF_FILE_PROPERTIES) or len(properties) <= ASF_FLAGS:
        return False
    promised = int.from_bytes(properties[ASF_SIZE : ASF_SIZE + 8], "little")
    return size < promised and not properties[ASF_FLAGS] & ASF_BROADCAST
