"""Bytes as a file that has a path but no name on any disk: it is gone with the process."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def in_memory(content: bytes) -> Iterator[Path]:
    """A path at which this process can open `content` as often as it likes (memfd_create(2))."""
    handle = os.memfd_create("member")
    try:
        with open(handle, "wb", closefd=False) as file:
            file.write(content)
        yield Path(f"/proc/self/fd/{handle}")
    finally:
        os.close(handle)
