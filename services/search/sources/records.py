"""The registered folders, and who may see what is in them."""

from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import sqlalchemy as sa

from common.errors import BadRequest, NotFound
from common.identity import Principal
from services.search.sources.mounting import Mount
from services.search.sources.options import SourceOptions
from services.search.tables import DOCUMENTS, SOURCES, STALE, in_utc
from services.search.upgrading import open_tables


class Source(NamedTuple):
    number: int
    name: str
    path: Path
    readers: frozenset[str]
    sync_job: str | None
    synced_at: datetime | None
    options: SourceOptions
    mount: Mount | None
    """Where it lay at the last sync; None until the first."""
    mounts_below: frozenset[bytes]
    """Folders in it where other file systems were mounted then."""
    trouble: str | None
    """Why it could not be read, since the last sync that could."""
    tried_at: datetime | None
    report: dict[str, Any]

    def is_visible_to(self, caller: Principal) -> bool:
        return caller.is_admin or bool(self.readers & caller.roles)


class Sources:
    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        open_tables(engine)

    def add(
        self, name: str, path: Path, readers: Collection[str], options: SourceOptions | None = None
    ) -> Source:
        with self._engine.begin() as connection:
            values = {
                "name": name,
                "path": str(path),
                "readers": sorted(readers),
                "options": (options or SourceOptions()).model_dump(mode="json"),
            }
            connection.execute(sa.insert(SOURCES).values(**values))
        return self.get(name)

    def change(self, number: int, readers: Collection[str], options: SourceOptions) -> Source:
        self._set(number, readers=sorted(readers), options=options.model_dump(mode="json"))
        return self.numbered(number)

    def find(self, name: str) -> Source | None:
        return next(iter(self._select(SOURCES.c.name == name)), None)

    def get(self, name: str) -> Source:
        found = self.find(name)
        if found is None:
            raise no_source()
        return found

    def numbered(self, number: int) -> Source:
        """The source a job works for; NotFound when it was deleted meanwhile."""
        found = self._select(SOURCES.c.number == number)
        if not found:
            raise no_source()
        return found[0]

    def all(self) -> list[Source]:
        return self._select(sa.true())

    def visible(self, caller: Principal) -> list[Source]:
        return [source for source in self._select(sa.true()) if source.is_visible_to(caller)]

    def visible_named(self, name: str, caller: Principal) -> Source:
        """The source, if `caller` may see it; another's source is simply not there."""
        source = self.get(name)
        if not source.is_visible_to(caller):
            raise no_source()
        return source

    def note_job(self, number: int, job: str) -> None:
        self._set(number, sync_job=job, tried_at=datetime.now(UTC))

    def note_synced(self, number: int) -> None:
        self._set(number, synced_at=datetime.now(UTC))

    def note_tried(self, number: int, trouble: str | None) -> None:
        """Whether the folder could be looked through just now."""
        self._set(number, tried_at=datetime.now(UTC), trouble=trouble)

    def note_mount(self, number: int, mount: Mount | None, below: Collection[bytes] = ()) -> None:
        """Remember where the source lies; None to take it as it lies at the next sync."""
        names = [folder.hex() for folder in sorted(below)]
        self._set(number, mount=None if mount is None else {**mount._asdict(), "below": names})

    def note_report(self, number: int, report: dict[str, Any]) -> None:
        self._set(number, report=report)

    def delete(self, number: int) -> None:
        """Forget the source with its documents; the files themselves are not touched."""
        documents = sa.select(DOCUMENTS.c.number).where(DOCUMENTS.c.source == number)
        with self._engine.begin() as connection:
            connection.execute(sa.insert(STALE).from_select(["document"], documents))
            connection.execute(sa.delete(SOURCES).where(SOURCES.c.number == number))

    def _set(self, number: int, **values: Any) -> None:
        with self._engine.begin() as connection:
            connection.execute(sa.update(SOURCES).where(SOURCES.c.number == number).values(**values))

    def _select(self, where: sa.ColumnElement[bool]) -> list[Source]:
        query = sa.select(SOURCES).where(where).order_by(SOURCES.c.name)
        with self._engine.connect() as connection:
            return [_source(row) for row in connection.execute(query)]


def checked_folder(path: Path, roots: Iterable[Path], data: Path) -> Path:
    """The folder as it is registered; BadRequest when it is not there, not allowed or our own."""
    if not path.is_absolute():
        raise BadRequest("フォルダーは「/」で始まる絶対パスで指定してください。", field="path")
    try:
        folder = path.resolve(strict=True)
    except (OSError, RuntimeError, ValueError):
        raise no_folder() from None
    if not folder.is_dir():
        raise no_folder()
    allowed = [root.resolve() for root in roots]
    if allowed and not any(folder.is_relative_to(root) for root in allowed):
        raise BadRequest("このフォルダーは検索対象にできる範囲の外にあります。", field="path")
    if folder.is_relative_to(data) or data.is_relative_to(folder):
        raise BadRequest("システム自身のデータを含むフォルダーは検索対象にできません。", field="path")
    return folder


def no_folder() -> BadRequest:
    return BadRequest(
        "指定されたフォルダーがありません。パスと、共有フォルダーの接続を確かめてください。", field="path"
    )


def no_source() -> NotFound:
    return NotFound("指定された検索対象はありません。一覧から選び直してください。")


def _source(row: sa.Row[Any]) -> Source:
    mount = row.mount or {}
    return Source(
        row.number,
        row.name,
        Path(row.path),
        frozenset(row.readers),
        row.sync_job,
        in_utc(row.synced_at),
        SourceOptions.model_validate(row.options or {}),
        Mount(mount["point"], mount["kind"], mount["origin"]) if mount else None,
        frozenset(bytes.fromhex(name) for name in mount.get("below", ())),
        row.trouble,
        in_utc(row.tried_at),
        row.report or {},
    )
