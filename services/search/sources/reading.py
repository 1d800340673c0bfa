"""Read the next files of a source into the catalog; what cannot be read is recorded with its reason."""

import os
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from itertools import accumulate
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from common import documents
from common.documents import Document, Place, Recognizer
from common.errors import NotFound, Problem, TooLarge
from common.settings import SandboxSettings
from services.search.catalog import FORMATS, Catalog, Read
from services.search.passages import Passage, cut
from services.search.sources.fingerprints import fingerprint
from services.search.sources.mounting import Mount, refuse_unmounted
from services.search.sources.pacing import Pace

TEXT_BYTES = 16 * 1024**2
"""Of a larger plain text, which is a log as a rule, only so much is read."""
TEXT_SUFFIXES = frozenset({".txt", ".text", ".log", ".md", ".csv", ".tsv"})
SHORT_BYTES = 256 * 1024
"""A plain text up to this is read together with others,"""
TOGETHER_BYTES = 8 * 1024**2
"""as many of them as have so many bytes."""
LONG_SECONDS = 10.0
"""Reading goes on for so long before what was read is indexed."""
Check = Callable[[], None]


class Unreadable(Problem):
    """The file system refuses the file. Recorded for one file, never an answer to a request."""

    status, code, title = 422, "unreadable", "ファイルを開けません"


class Reading(NamedTuple):
    """How one source is read."""

    source: int
    root: Path
    mount: Mount | None
    max_bytes: int
    pace: Pace


class FileReader:
    """`recognizer` reads the text in pictures and scans; without one they are said to be unread."""

    def __init__(
        self, catalog: Catalog, limits: SandboxSettings, recognizer: Recognizer | None = None
    ) -> None:
        self._catalog = catalog
        self._limits = limits
        self._recognizer = recognizer

    def read_next(self, reading: Reading, limit: int, check: Check) -> tuple[list[int], int]:
        """Read up to `limit` pending documents, fewer when that takes long; returns their numbers, and the
        bytes that were read.

        Raises Unreachable when the whole folder is gone, which says nothing about its files.
        """
        rows = self._catalog.pending(reading.source, limit)
        until = time.monotonic() + LONG_SECONDS
        short = [row for row in rows if is_short_text(row, reading.max_bytes)]
        together = first_of(short, TOGETHER_BYTES)
        done = self._read_together(together, reading, check, until)
        later = {row.number for row in short[len(together) :]}
        for row in rows:
            if done and time.monotonic() > until:
                break
            if row.number not in done and row.number not in later:
                check()
                reading.pace.spend(check, files=1)
                self._read(row, reading, check)
                done.add(row.number)
        size = sum(min(row.size, limit_of(row.path, reading.max_bytes)) for row in rows if row.number in done)
        return sorted(done), size

    def _read_together(self, rows: Iterable[Any], reading: Reading, check: Check, until: float) -> set[int]:
        """Read plain texts in one child, for a child each costs far more than the reading; returns the numbers.

        Only what is new and sound, and what a slow source gives until then: the rest is left to `_read`.
        """
        new: list[tuple[Any, Path, str]] = []
        for row in rows:
            if new and time.monotonic() > until:
                break
            check()
            reading.pace.spend(check, files=1)
            with suppress(Problem):
                path, digest = inside(reading.root, row.raw_path), self._digest(row, reading, check)
                if digest != row.sha256:
                    new.append((row, path, digest))
        if not new:
            return set()
        texts = documents.read_texts([(path, row.path) for row, path, _ in new], limits=self._limits)
        found = [
            Read(row.number, digest, document, passages_of(document, row))
            for (row, _, digest), document in zip(new, texts, strict=True)
            if document is not None
        ]
        self._catalog.keep_all(found)
        return {read.number for read in found}

    def _read(self, row: Any, reading: Reading, check: Check) -> None:
        digest: str | None = None
        try:
            path = inside(reading.root, row.raw_path)
            digest = self._digest(row, reading, check)
            if digest == row.sha256 and row.failure is None:
                self._catalog.keep_unchanged(row.number)
                return
            document = self._document(path, row, reading.max_bytes)
        except NotFound:
            refuse_unmounted(reading.root, reading.mount)
            self._catalog.delete([row.number])
        except Unreadable as problem:
            refuse_unmounted(reading.root, reading.mount)
            self._fail(row, digest, problem)
        except Problem as problem:
            self._fail(row, digest, problem)
        else:
            self._catalog.keep(row.number, digest, document, passages_of(document, row))

    def _digest(self, row: Any, reading: Reading, check: Check) -> str:
        limit = limit_of(row.path, reading.max_bytes)
        digest = fingerprint(
            reading.root, row.raw_path, limit, check, lambda size: reading.pace.spend(check, size=size)
        )
        if digest is None:
            raise Unreadable("ファイルを開けませんでした。アクセス権を確かめてください。")
        return digest

    def _document(self, path: Path, row: Any, max_bytes: int) -> Document:
        limit = limit_of(row.path, max_bytes)
        if row.size <= limit:
            return self._parsed(path, row.path)
        if PurePosixPath(row.path).suffix.lower() not in TEXT_SUFFIXES:
            raise TooLarge(f"検索の対象にするファイルの上限（{limit / 1024**2:,.0f} MiB）を超えています。")
        with beginning(path, limit) as part:
            document = self._parsed(part, row.path)
        note = f"大きなファイルなので、先頭の {limit / 1024**2:,.0f} MiB だけを検索できます。"
        return document.model_copy(update={"unread": [*document.unread, note]})

    def _parsed(self, path: Path, name: str) -> Document:
        return documents.read(path, name=name, limits=self._limits, recognizer=self._recognizer)

    def _fail(self, row: Any, digest: str | None, problem: Problem) -> None:
        is_same = digest is not None and digest == row.sha256 and row.failure is not None
        tries = int(row.failure.get("tries", 1)) + 1 if is_same else 1
        failure = {
            "code": problem.code,
            "detail": problem.detail,
            "at": datetime.now(UTC).isoformat(),
            "tries": tries,
            "formats": FORMATS,
        }
        self._catalog.keep_failure(row.number, digest, failure, name_passage(row.path))


def limit_of(path: str, max_bytes: int) -> int:
    """How much of a file is read at most, in bytes."""
    is_text = PurePosixPath(path).suffix.lower() in TEXT_SUFFIXES
    return min(max_bytes, TEXT_BYTES) if is_text else max_bytes


def is_short_text(row: Any, max_bytes: int) -> bool:
    """By its name: what it holds is found out in the sandbox."""
    return row.size <= min(SHORT_BYTES, max_bytes) and PurePosixPath(row.path).suffix.lower() in TEXT_SUFFIXES


def first_of(rows: Sequence[Any], most_bytes: int) -> Sequence[Any]:
    """The first files that are not larger than this together; one at least."""
    sizes = accumulate(row.size for row in rows)
    return rows[: max(1, sum(size <= most_bytes for size in sizes))]


def passages_of(document: Document, row: Any) -> list[Passage]:
    return cut(document.segments) or [name_passage(row.path)]


def name_passage(path: str) -> Passage:
    """What is found of a file without text."""
    name = PurePosixPath(path).name
    return Passage(name, Place(part="name"), 0, len(name))


@contextmanager
def beginning(path: Path, size: int) -> Iterator[Path]:
    """A copy of the first `size` bytes up to the last line end, for as long as it is used."""
    try:
        with path.open("rb") as file:
            block = file.read(size)
    except OSError:
        raise Unreadable("ファイルを開けませんでした。アクセス権を確かめてください。") from None
    end = block.rfind(b"\n") + 1
    with tempfile.NamedTemporaryFile(prefix="yakuba-", suffix=path.suffix) as part:
        part.write(block[: end or size])
        part.flush()
        yield Path(part.name)


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
