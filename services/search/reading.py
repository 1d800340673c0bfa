"""Read the next files of a source into the catalog; what cannot be read is recorded with its reason."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from common import documents
from common.documents import Recognizer
from common.errors import NotFound, Problem, TooLarge
from common.settings import SandboxSettings
from services.search.catalog import Catalog
from services.search.passages import cut
from services.search.scanning import refuse_unmounted, sha256_of


class Unreadable(Problem):
    """The file system refuses the file. Recorded for one file, never an answer to a request."""

    status, code, title = 422, "unreadable", "ファイルを開けません"


class FileReader:
    """`recognizer` reads the text in pictures and scans; without one they are said to be unread."""

    def __init__(
        self,
        catalog: Catalog,
        limits: SandboxSettings,
        max_bytes: int,
        recognizer: Recognizer | None = None,
    ) -> None:
        self._catalog = catalog
        self._limits = limits
        self._max_bytes = max_bytes
        self._recognizer = recognizer

    def read_next(self, source: int, root: Path, limit: int, check: Callable[[], None]) -> list[int]:
        """Read up to `limit` pending documents; returns their numbers.

        Raises Unavailable when the whole folder is gone, which says nothing about its files.
        """
        rows = self._catalog.pending(source, limit)
        for row in rows:
            check()
            self._read(row, root, check)
        return [row.number for row in rows]

    def _read(self, row: Any, root: Path, check: Callable[[], None]) -> None:
        digest: str | None = None
        try:
            path = inside(root, row.raw_path)
            self._refuse_large(row.size)
            digest = sha256_of(root, row.raw_path, check)
            if digest is None:
                raise Unreadable("ファイルを開けませんでした。アクセス権を確かめてください。")
            if digest == row.sha256 and row.failure is None:
                self._catalog.keep_unchanged(row.number)
                return
            document = documents.read(path, name=row.path, limits=self._limits, recognizer=self._recognizer)
        except NotFound:
            refuse_unmounted(root)
            self._catalog.delete([row.number])
        except Unreadable as problem:
            refuse_unmounted(root)
            self._catalog.keep_failure(row.number, digest, problem)
        except Problem as problem:
            self._catalog.keep_failure(row.number, digest, problem)
        else:
            self._catalog.keep(row.number, digest, document, cut(document.segments))

    def _refuse_large(self, size: int) -> None:
        if size > self._max_bytes:
            mib = self._max_bytes / 1024**2
            raise TooLarge(f"検索の対象にするファイルの上限（{mib:,.0f} MiB）を超えています。")


def inside(root: Path, raw_path: bytes) -> Path:
    """The file, which must still be a plain file below `root`; NotFound otherwise.

    Between the walk and now a folder may have become a link to somewhere else.
    """
    path = root / os.fsdecode(raw_path)
    try:
        if path.resolve(strict=True) == path and path.is_file():
            return path
    except (OSError, RuntimeError):
        pass
    raise NotFound("ファイルが見つかりません。移動または削除された可能性があります。")
