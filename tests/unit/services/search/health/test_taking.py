import hashlib
import sqlite3
import threading
from collections import namedtuple

import pytest

from common.errors import Conflict, Unavailable
from services.search.catalog import State
from services.search.health.snapshots import NAME


def test_a_snapshot_holds_all_and_its_manifest_the_hashes(infirmary, room) -> None:
    taken = infirmary.taker.take()
    assert NAME.fullmatch(taken["name"])
    manifest = infirmary.store.manifest(taken["name"])
    folder = infirmary.store.folder / taken["name"]
    assert (manifest.documents, manifest.passages, manifest.vectors, manifest.sources) == (3, 3, 3, ["共有"])
    on_disk = {str(path.relative_to(folder)): path for path in folder.rglob("*") if path.is_file()}
    assert on_disk.keys() == {"manifest.json", *(file.path for file in manifest.files)}
    for file in manifest.files:
        content = on_disk[file.path].read_bytes()
        assert (hashlib.sha256(content).hexdigest(), len(content)) == (file.sha256, file.size)
    assert taken["bytes"] == manifest.bytes == sum(file.size for file in manifest.files)
    inodes = {path.stat().st_ino for path in on_disk.values()}
    assert not inodes & {path.stat().st_ino for path in (infirmary.store.folder.parent / "lexical").iterdir()}


def test_writing_goes_on_meanwhile_and_is_not_in_it(infirmary, room, drive) -> None:
    written = []

    def write() -> None:
        if not written:
            (drive / "後から.md").write_text("後から来た文書です。", encoding="utf-8")
            thread = threading.Thread(target=room.sync)
            thread.start()
            thread.join(timeout=30)
            written.append(room.catalog.counts(room.source.number)[State.INDEXED])

    name = infirmary.taker.take(write)["name"]
    assert written == [4]
    assert room.find("後から来た") == ["後から.md"]
    manifest = infirmary.store.manifest(name)
    assert manifest.documents == 3
    with sqlite3.connect(infirmary.store.folder / name / "search.sqlite") as copy:
        assert copy.execute("SELECT count(*) FROM search_documents").fetchone() == (3,)
    copy.close()


def test_the_oldest_goes_for_one_too_many(infirmary_of, room) -> None:
    room.sync()
    infirmary = infirmary_of(room, most=2)
    names = [infirmary.taker.take()["name"] for _ in range(2)]
    third = infirmary.taker.take()
    assert third["removed"] == names[:1]
    assert infirmary.store.names() == [third["name"], names[1]]


def test_a_full_disk_is_told_before_anything_is_written(infirmary, monkeypatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage(10**9, 10**9, 5))
    with pytest.raises(Unavailable, match="空きが足りません"):
        infirmary.taker.take()
    assert infirmary.store.names() == []


def test_a_cancelled_one_leaves_nothing(infirmary) -> None:
    def cancel() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        infirmary.taker.take(cancel)
    assert list(infirmary.store.folder.iterdir()) == []


def test_an_index_that_lost_files_is_not_copied(infirmary, tmp_path) -> None:
    next((tmp_path / "lexical").glob("*.term")).unlink()
    with pytest.raises(Conflict, match="repair"):
        infirmary.taker.take()


def test_a_damaged_database_is_not_copied(infirmary, tmp_path, engine) -> None:
    engine.dispose()
    database = tmp_path / "search.sqlite"
    content = bytearray(database.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    database.write_bytes(content)
    with pytest.raises(Conflict, match="壊れています"):
        infirmary.taker.take()
    assert infirmary.store.names() == []
