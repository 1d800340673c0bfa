"""The file store: an upload is on disk, fsynced and hashed before it is acknowledged.

One folder a file, `<root>/<id>/`, holding `content<suffix>` and `meta.json`. Names are made here;
the uploader's name is kept as data and never becomes a path.
"""

import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePosixPath
from typing import BinaryIO, NamedTuple
from uuid import uuid4

from fastapi import UploadFile
from pydantic import BaseModel

from common.errors import EmptyFile, NotFound, TooLarge, Unavailable

CHUNK_BYTES = 1024 * 1024
SPARE_BYTES = 256 * 1024 * 1024
ID = re.compile(r"[a-z]+-[0-9a-f]{32}")


class FileMeta(BaseModel, frozen=True):
    """What `meta.json` says of a stored file."""

    id: str
    name: str
    """What the uploader called it."""
    owner: str
    size: int
    sha256: str
    suffix: str
    """Lower case with its dot, or empty."""
    received_at: datetime


class StoredFile(FileMeta, frozen=True):
    folder: Path

    @property
    def path(self) -> Path:
        return self.folder / f"content{self.suffix}"


class Expired(NamedTuple):
    id: str
    sha256: str | None
    """Of an upload; None for a job's folder."""


class FileStore:
    """Files below `root`, each kept for `retention_days`."""

    def __init__(self, root: Path, *, retention_days: int, max_bytes: int) -> None:
        self.root = root.resolve()
        self._retention = timedelta(days=retention_days)
        self._max_bytes = max_bytes
        self.root.mkdir(parents=True, exist_ok=True)

    def receive(self, upload: UploadFile, *, owner: str) -> StoredFile:
        return self.keep(upload.file, name=upload.filename or "名称未設定", owner=owner)

    @contextmanager
    def receiving(self, upload: UploadFile, *, owner: str) -> Iterator[StoredFile]:
        """`receive`, and delete it again if the block raises: what is refused is not kept."""
        stored = self.receive(upload, owner=owner)
        try:
            yield stored
        except BaseException:
            self.delete(stored.id)
            raise

    def keep(self, stream: BinaryIO, *, name: str, owner: str) -> StoredFile:
        """Copy `stream` to disk; raises EmptyFile, TooLarge, or Unavailable when the disk is full."""
        file_id = f"file-{uuid4().hex}"
        folder = self.root / file_id
        part = self.root / f"{file_id}.part"
        suffix = safe_suffix(name)
        try:
            size, digest = self._copy(stream, part)
            folder.mkdir()
            os.replace(part, folder / f"content{suffix}")
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        stored = StoredFile(
            id=file_id, name=plain_name(name), owner=owner, size=size, sha256=digest, suffix=suffix,
            received_at=datetime.now(UTC), folder=folder,
        )  # fmt: skip
        write_durably(folder / "meta.json", stored.model_dump_json(exclude={"folder"}).encode())
        sync_folder(self.root)
        return stored

    def _copy(self, stream: BinaryIO, part: Path) -> tuple[int, str]:
        digest, size = hashlib.sha256(), 0
        with part.open("wb") as out:
            while chunk := stream.read(CHUNK_BYTES):
                size += len(chunk)
                if size > self._max_bytes:
                    raise too_large(self._max_bytes)
                if shutil.disk_usage(self.root).free < SPARE_BYTES:
                    raise Unavailable("サーバーのディスクの空きが足りません。管理者に連絡してください。")
                digest.update(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        if size == 0:
            raise EmptyFile("ファイルの中身がありません。ファイルを確かめて、もう一度送ってください。")
        return size, digest.hexdigest()

    def get(self, file_id: str) -> StoredFile:
        folder = self.root / file_id
        if not ID.fullmatch(file_id) or not (folder / "meta.json").is_file():
            raise NotFound("ファイルが見つかりません。保存期間が過ぎて削除された可能性があります。")
        meta = FileMeta.model_validate_json((folder / "meta.json").read_bytes())
        return StoredFile(**meta.model_dump(), folder=folder)

    def folder(self, job_id: str) -> Path:
        """The folder for what the job makes; created on first use."""
        if not ID.fullmatch(job_id):
            raise NotFound("指定された番号の処理はありません。")
        folder = self.root / job_id
        folder.mkdir(exist_ok=True)
        return folder

    def delete(self, file_id: str) -> None:
        """Its folder is gone from the disk when this returns. Raises OSError when the disk refuses."""
        folder = self.root / file_id
        if ID.fullmatch(file_id) and folder.exists():
            shutil.rmtree(folder, ignore_errors=True)
            if folder.exists():  # a job that is being stopped wrote into it meanwhile
                shutil.rmtree(folder)
            sync_folder(self.root)

    def expired(self, now: datetime) -> Iterator[Expired]:
        """What is past its retention: files by the day they came, folders of jobs by their last change."""
        for entry in sorted(self.root.iterdir()):
            if not entry.is_dir():
                continue
            meta = _meta(entry)
            since = meta.received_at if meta else _modified(entry)
            if since + self._retention < now:
                yield Expired(entry.name, meta.sha256 if meta else None)

    def sweep_leftovers(self, now: datetime) -> None:
        """Delete what was half received a day ago and never finished."""
        for part in self.root.glob("*.part"):
            if _modified(part) < now - timedelta(days=1):
                part.unlink(missing_ok=True)


class AtomicFile:
    """`with AtomicFile(path) as part:` write to `part`; on success it is fsynced and renamed to `path`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._part = path.with_name(f".{path.name}.{uuid4().hex}.part")

    def __enter__(self) -> Path:
        return self._part

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            self._part.unlink(missing_ok=True)
            return
        with self._part.open("rb") as written:
            os.fsync(written.fileno())
        os.replace(self._part, self._path)
        sync_folder(self._path.parent)


def write_durably(path: Path, content: bytes) -> None:
    """Write beside, fsync, rename: after a crash the file is the old one or the new one, whole."""
    with AtomicFile(path) as part:
        part.write_bytes(content)


def sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def plain_name(name: str) -> str:
    """The last part of a client's file name without control characters, at most 255 characters."""
    last = PurePosixPath(name.replace("\\", "/")).name
    return "".join(c for c in last if c.isprintable())[:255] or "名称未設定"


def safe_suffix(name: str) -> str:
    """The lower-case suffix when it is short and plain, else nothing."""
    suffix = PurePosixPath(plain_name(name)).suffix.lower()
    return suffix if re.fullmatch(r"\.[a-z0-9]{1,8}", suffix) else ""


def too_large(limit: int) -> TooLarge:
    mib = limit / 1024**2
    return TooLarge(
        f"送られたデータが上限（{mib:,.0f} MiB）を超えています。分割するか、管理者に相談してください。",
        limit_bytes=limit,
    )


def _meta(folder: Path) -> FileMeta | None:
    meta = folder / "meta.json"
    return FileMeta.model_validate_json(meta.read_bytes()) if meta.is_file() else None


def _modified(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)
