"""The end of a file of lines, read backwards: an audit of years is not loaded to show its last page."""

import os
from collections.abc import Iterator
from pathlib import Path

BLOCK_BYTES = 64 * 1024


def last_lines(path: Path, limit: int) -> Iterator[bytes]:
    """Up to `limit` whole lines, the last first, without their newlines; a last line without one is left out."""
    if limit <= 0 or not path.exists():
        return
    given = 0
    with path.open("rb") as file:
        position = file.seek(0, os.SEEK_END)
        rest = b""
        is_whole = False
        while position > 0:
            step = min(BLOCK_BYTES, position)
            position -= step
            file.seek(position)
            pieces = (file.read(step) + rest).split(b"\n")
            rest = pieces[0]
            for piece in reversed(pieces[1:]):
                if is_whole:
                    yield piece
                    given += 1
                    if given == limit:
                        return
                is_whole = True
        if is_whole:
            yield rest
