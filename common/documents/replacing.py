"""A file that appears whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4


@contextmanager
def replacing(out: Path) -> Iterator[Path]:
    """A path beside `out` to write to; it takes the name `out` when the block ends without an error.

    The data is on disk (fsync of the file, then of its folder) before the block returns.
    """
    draft = out.with_name(f".{uuid4().hex}.part")
    try:
        yield draft
        _sync(draft, os.O_RDONLY)
        draft.replace(out)
        _sync(out.parent, os.O_RDONLY | os.O_DIRECTORY)
    finally:
        draft.unlink(missing_ok=True)


def _sync(path: Path, flags: int) -> None:
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
