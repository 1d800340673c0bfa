"""What a file holds, as a hash."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

CHUNK_BYTES = 1 << 20


def fingerprint(
    root: Path,
    raw_path: bytes,
    limit: int,
    check: Callable[[], None],
    spent: Callable[[int], None] = lambda _: None,
) -> str | None:
    """The SHA-256 of a file's content, in hex; None when it cannot be read now.

    Of a file larger than `limit` bytes it is that of its first `limit` bytes: what is not read of a huge log
    does not count as a change either. `spent` is told every block.
    """
    digest = hashlib.sha256()
    try:
        with (root / os.fsdecode(raw_path)).open("rb") as file:
            left = limit
            while left > 0 and (block := file.read(min(left, CHUNK_BYTES))):
                check()
                spent(len(block))
                digest.update(block)
                left -= len(block)
    except OSError:
        return None
    return digest.hexdigest()
