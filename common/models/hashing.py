"""SHA-256 of files, in bounded memory."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

CHUNK = 4 * 1024**2


def sha256_of(path: Path, tick: Callable[[int], None] | None = None) -> str:
    """Hexadecimal SHA-256 of `path`; `tick` is told the bytes read so far."""
    digest = hashlib.sha256()
    done = 0
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
            done += len(chunk)
            if tick:
                tick(done)
    return digest.hexdigest()


class HashingWriter:
    """Writes on to `stream`, counts and hashes; refuses to pass `limit` bytes."""

    def __init__(self, stream: BinaryIO, limit: int | None) -> None:
        self.stream, self.limit, self.size = stream, limit, 0
        self._digest = hashlib.sha256()

    def write(self, chunk: bytes) -> None:
        self.size += len(chunk)
        if self.limit is not None and self.size > self.limit:
            raise OverflowError(f"more than the recorded {self.limit} bytes")
        self._digest.update(chunk)
        self.stream.write(chunk)

    def hexdigest(self) -> str:
        return self._digest.hexdigest()
