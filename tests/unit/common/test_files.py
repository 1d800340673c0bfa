import io
import os
import shutil
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from fastapi import UploadFile
from hypothesis import given
from hypothesis import strategies as st

from common.errors import EmptyFile, NotFound, TooLarge, Unavailable
from common.files import AtomicFile, FileStore, plain_name, safe_suffix, write_durably


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files", retention_days=30, max_bytes=1000)


def keep(store: FileStore, content: bytes, name: str = "議事録.mp3") -> str:
    return store.keep(io.BytesIO(content), name=name, owner="sato").id


def test_a_kept_file_is_found_again_with_its_hash(store: FileStore):
    stored = store.get(keep(store, b"abc"))
    assert stored.path.read_bytes() == b"abc"
    assert stored.sha256 == sha256(b"abc").hexdigest()
    assert (stored.name, stored.suffix, stored.size, stored.owner) == ("議事録.mp3", ".mp3", 3, "sato")


def test_an_empty_file_is_refused_and_leaves_nothing(store: FileStore):
    with pytest.raises(EmptyFile):
        keep(store, b"")
    assert list(store.root.iterdir()) == []


def test_a_file_past_the_limit_is_refused_and_leaves_nothing(store: FileStore):
    with pytest.raises(TooLarge):
        keep(store, b"x" * 1001)
    assert list(store.root.iterdir()) == []


def test_a_received_file_stays_unless_the_upload_is_refused(store: FileStore):
    with store.receiving(UploadFile(io.BytesIO(b"a"), filename="a.txt"), owner="sato") as kept:
        assert kept.path.read_bytes() == b"a"
    assert store.get(kept.id) == kept
    with pytest.raises(TooLarge), store.receiving(UploadFile(io.BytesIO(b"b")), owner="sato") as refused:
        raise TooLarge("大きすぎます。")
    with pytest.raises(NotFound):
        store.get(refused.id)


def test_a_full_disk_is_said(store: FileStore, monkeypatch: pytest.MonkeyPatch):
    usage = shutil.disk_usage(store.root)._replace(free=0)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(Unavailable, match="ディスク"):
        keep(store, b"abc")


@pytest.mark.parametrize("name", ["../../etc/passwd", "file-" + "0" * 31, "file-" + "g" * 32, ""])
def test_a_made_up_id_is_not_found(store: FileStore, name: str):
    with pytest.raises(NotFound):
        store.get(name)


def test_what_is_past_its_retention_is_named_with_its_hash(store: FileStore):
    old, folder = keep(store, b"abc"), store.folder("job-" + "0" * 32)
    later = datetime.now(UTC) + timedelta(days=31)
    assert dict(store.expired(later)) == {old: sha256(b"abc").hexdigest(), folder.name: None}
    assert dict(store.expired(datetime.now(UTC))) == {}


def test_a_deleted_file_is_gone_from_the_disk(store: FileStore):
    kept, other = keep(store, b"abc"), keep(store, b"abd")
    for _ in range(2):
        store.delete(kept)
    assert [entry.name for entry in store.root.iterdir()] == [other]
    store.delete("../files")
    assert store.get(other)


def test_another_retention_holds_for_old_files_too(store: FileStore):
    kept = keep(store, b"abc")
    shorter = FileStore(store.root, retention_days=1, max_bytes=1000)
    in_two_days = datetime.now(UTC) + timedelta(days=2)
    assert [old.id for old in shorter.expired(in_two_days)] == [kept]
    assert list(store.expired(in_two_days)) == []


def test_a_half_received_leftover_is_swept_after_a_day(store: FileStore):
    part = store.root / "file-x.part"
    part.write_bytes(b"half")
    store.sweep_leftovers(datetime.now(UTC))
    assert part.exists()
    os.utime(part, (0, 0))
    store.sweep_leftovers(datetime.now(UTC))
    assert not part.exists()


def test_a_failed_write_leaves_the_old_file(tmp_path: Path):
    path = tmp_path / "a.json"
    write_durably(path, b"old")
    with pytest.raises(RuntimeError), AtomicFile(path) as part:
        part.write_bytes(b"half of the n")
        raise RuntimeError
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.json"]


@given(st.text())
def test_a_plain_name_is_never_a_path(name: str):
    plain = plain_name(name)
    assert plain
    assert len(plain) <= 255
    assert not set(plain) & {"/", "\\", "\0", "\n", "\r"}
    assert "/" not in safe_suffix(name)


@pytest.mark.parametrize(
    ("name", "suffix"),
    [("a.MP3", ".mp3"), ("C:\\x\\会議.docx", ".docx"), ("a", ""), ("a.あ", ""), ("a.tar/..", "")],
)
def test_the_suffix_is_kept_only_when_plain(name: str, suffix: str):
    assert safe_suffix(name) == suffix
