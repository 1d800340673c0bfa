"""A database of the first version opens, keeps its documents, and is filled in by the next sync."""

import sqlite3
from pathlib import Path

from services.search.catalog import State

FIRST_VERSION = """
CREATE TABLE search_sources (
    number INTEGER PRIMARY KEY AUTOINCREMENT, name VARCHAR(64) NOT NULL UNIQUE, path TEXT NOT NULL,
    readers JSON NOT NULL, sync_job VARCHAR(64), synced_at DATETIME);
CREATE TABLE search_documents (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id VARCHAR(32) NOT NULL UNIQUE,
    source BIGINT NOT NULL REFERENCES search_sources (number) ON DELETE CASCADE, raw_path BLOB NOT NULL,
    path TEXT NOT NULL, size BIGINT NOT NULL, modified_ns BIGINT NOT NULL, state VARCHAR(16) NOT NULL,
    sha256 VARCHAR(64), title TEXT NOT NULL, type VARCHAR(16) NOT NULL, notes JSON NOT NULL, failure JSON,
    indexed_at DATETIME, UNIQUE (source, raw_path));
CREATE INDEX search_documents_by_state ON search_documents (source, state);
"""


def make_first_version(file: Path, drive: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.executescript(FIRST_VERSION)
        connection.execute(
            "INSERT INTO search_sources (name, path, readers) VALUES ('共有', ?, '[\"staff\"]')", [str(drive)]
        )
        for path in sorted(drive.rglob("*.*")):
            status = path.stat()
            raw = str(path.relative_to(drive)).encode()
            connection.execute(
                "INSERT INTO search_documents (id, source, raw_path, path, size, modified_ns, state, sha256, title,"
                " type, notes) VALUES (?, 1, ?, ?, ?, ?, 'indexed', 'x', 't', 'txt', '[]')",
                [raw.hex()[:32], raw, raw.decode(), status.st_size, status.st_mtime_ns],
            )
    connection.close()


def test_an_old_database_opens_and_the_next_sync_reads_each_file_once_more(
    tmp_path, drive, make_room, engine
) -> None:
    engine.dispose()
    make_first_version(tmp_path / "search.sqlite", drive)
    room = make_room()
    assert room.source.options.sync_minutes == 15
    known = room.catalog.known(room.source.number)
    assert {row.folder for row in known.values()} == {b"", "水道".encode()}
    assert (known["庁議.md".encode()].inode, known["庁議.md".encode()].access) == (None, 0)
    counts = room.synchronizer.scan(room.source.number, lambda: None)
    assert (counts["added"], counts["changed"], counts["pending"]) == (0, 0, 3)
    again = room.catalog.known(room.source.number)["庁議.md".encode()]
    assert (again.inode, again.state) == ((drive / "庁議.md").stat().st_ino, State.PENDING)
    assert room.sync()["indexed"] == 3
    assert room.sync()["pending"] == 0


def test_a_later_version_tries_files_again_that_it_did_not_know_or_reads_better(
    make_room, drive, monkeypatch
) -> None:
    (drive / "図面.xyz").write_bytes(b"\x00\x01")
    room = make_room()
    counts = {"indexed": 3, "failed": 1}
    assert room.sync().items() >= counts.items()
    assert make_room().catalog.counts(room.source.number)[State.PENDING] == 0
    monkeypatch.setattr("services.search.catalog.FORMATS", 1)
    assert make_room().catalog.counts(room.source.number)[State.PENDING] == 1
    monkeypatch.setattr("services.search.catalog.READER", 99)
    again = make_room()
    assert again.catalog.counts(room.source.number)[State.PENDING] == 4
    assert again.sync().items() >= counts.items()


def test_opening_twice_changes_nothing(make_room, room) -> None:
    room.sync()
    before = room.catalog.known(room.source.number)
    assert make_room().catalog.known(room.source.number) == before
