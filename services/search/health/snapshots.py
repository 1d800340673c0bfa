"""The snapshots: copies of the catalogue and the lexical index, each in a folder with its manifest.

A folder is made beside (`NAME.part`) and renamed when all of it is on the disk, so that one without `.part` is
whole. Its name is made here and is the time at which it shows the index.
"""

import logging
import re
import secrets
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, Field, ValidationError

from common.errors import BrokenFile, Conflict, NotFound
from common.files import sync_folder, write_durably

log = logging.getLogger(__name__)
FORMAT = 1
"""Raised when a snapshot of today could not be restored by the version before."""
DATABASE = "search.sqlite"
LEXICAL = "lexical"
MANIFEST = "manifest.json"
NAME = re.compile(r"\d{8}T\d{9}Z-[0-9a-f]{4}")
NO_SNAPSHOT = "指定された控えはありません。一覧から選び直してください。"
NO_MANIFEST = "この控えは壊れています（目録を読めません）。別の控えを選び、この控えは削除してください。"
OTHER_FORMAT = (
    "この控えは別の版のソフトウェアで作られました（形式 {found}。この版で戻せるのは形式 {known} です）。"
    "同じ版に更新してから戻すか、別の控えを選んでください。"
)


class CopiedFile(BaseModel, frozen=True):
    path: Annotated[str, Field(pattern=rf"^({re.escape(DATABASE)}|{LEXICAL}/[\w.-]+)$")]
    size: int
    """In bytes."""
    sha256: str


class Manifest(BaseModel, frozen=True):
    format: int
    name: str
    made_at: datetime
    lexical: str
    """The format of the lexical index in it."""
    sources: list[str]
    documents: int
    passages: int
    vectors: int
    files: list[CopiedFile]

    @property
    def bytes(self) -> int:
        return sum(file.size for file in self.files)

    @property
    def database(self) -> CopiedFile:
        return next(file for file in self.files if file.path == DATABASE)


class SnapshotStore:
    """At most `most` snapshots below `folder`: another one takes the place of the oldest."""

    def __init__(self, folder: Path, most: int) -> None:
        self.folder = folder
        self._most = most
        for part in folder.glob("*.part"):
            shutil.rmtree(part)

    def names(self) -> list[str]:
        """The newest first."""
        found = [entry.name for entry in self.folder.glob("*") if NAME.fullmatch(entry.name)]
        return sorted(found, reverse=True)

    def manifests(self) -> dict[str, Manifest | None]:
        """Of every snapshot, the newest first; None where it cannot be read."""
        return {name: self._read(name) for name in self.names()}

    def manifest(self, name: str) -> Manifest:
        """NotFound; BrokenFile when it cannot be read; Conflict when it is of another format."""
        self._require(name)
        manifest = self._read(name)
        if manifest is None:
            raise BrokenFile(NO_MANIFEST)
        if manifest.format != FORMAT:
            raise Conflict(OTHER_FORMAT.format(found=manifest.format, known=FORMAT))
        return manifest

    def begin(self) -> Path:
        """An empty folder for the next one."""
        now = datetime.now(UTC)
        name = f"{now:%Y%m%dT%H%M%S}{now.microsecond // 1000:03}Z-{secrets.token_hex(2)}"
        part = self.folder / f"{name}.part"
        part.mkdir(parents=True)
        return part

    def finish(self, part: Path, manifest: Manifest) -> list[str]:
        """Let the folder count, whose files are on the disk; returns the names of the old ones that went."""
        write_durably(part / MANIFEST, manifest.model_dump_json(indent=1).encode())
        part.rename(self.folder / manifest.name)
        sync_folder(self.folder)
        old = self.names()[self._most :]
        for name in old:
            self.delete(name)
        return old

    def delete(self, name: str) -> None:
        self._require(name)
        part = self.folder / f"{name}.part"
        (self.folder / name).rename(part)
        shutil.rmtree(part)

    def _require(self, name: str) -> None:
        if not NAME.fullmatch(name) or not (self.folder / name).is_dir():
            raise NotFound(NO_SNAPSHOT)

    def _read(self, name: str) -> Manifest | None:
        try:
            return Manifest.model_validate_json((self.folder / name / MANIFEST).read_bytes())
        except (OSError, ValidationError):
            log.warning("the manifest of a snapshot cannot be read", extra={"snapshot": name})
            return None
