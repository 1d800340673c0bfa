import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from common.errors import Unavailable
from services.search.scanning import Changes, compare, look, refuse_unmounted, sha256_of


def nothing() -> None:
    pass


def known_rows(root: Path, **failed: str) -> dict[bytes, Any]:
    """What the catalog would know had it indexed `root` as it is now."""
    rows = {}
    for number, entry in enumerate(look(root, {}, nothing).entries, start=1):
        code = failed.get(entry.stem)
        rows[entry.raw_path] = SimpleNamespace(
            number=number,
            size=entry.size,
            modified_ns=entry.modified_ns,
            sha256=sha256_of(root, entry.raw_path, nothing),
            state="failed" if code else "indexed",
            failure={"code": code} if code else None,
        )
    return rows


def changes(root: Path, known: dict[bytes, Any]) -> Changes:
    return compare(root, look(root, known, nothing), known, nothing)


def test_nothing_changed(drive: Path) -> None:
    assert changes(drive, known_rows(drive)) == Changes(unchanged=3)


def test_new_changed_and_deleted_files_are_told_apart(drive: Path) -> None:
    known = known_rows(drive)
    (drive / "新規.txt").write_text("新しい", encoding="utf-8")
    (drive / "庁議.md").write_text("変わった", encoding="utf-8")
    (drive / "公会計.txt").unlink()
    found = changes(drive, known)
    assert [entry.path for entry in found.added] == ["新規.txt"]
    assert [(n, entry.path) for n, entry in found.changed] == [(known["庁議.md".encode()].number, "庁議.md")]
    assert found.deleted == [known["公会計.txt".encode()].number]


def test_a_renamed_and_a_moved_file_keep_their_number(drive: Path) -> None:
    known = known_rows(drive)
    (drive / "庁議.md").rename(drive / "水道" / "記録.md")
    found = changes(drive, known)
    assert [(n, entry.path) for n, entry in found.moved] == [
        (known["庁議.md".encode()].number, "水道/記録.md")
    ]
    assert (found.added, found.deleted) == ([], [])


def test_equal_size_and_time_with_another_content_is_another_file(drive: Path) -> None:
    known = known_rows(drive)
    old = drive / "庁議.md"
    status = old.stat()
    new = drive / "別物.md"
    new.write_bytes(b"x" * status.st_size)
    os.utime(new, ns=(status.st_mtime_ns,) * 2)
    old.unlink()
    found = changes(drive, known)
    assert [entry.path for entry in found.added] == ["別物.md"]
    assert len(found.deleted) == 1


def test_copies_of_one_file_take_over_one_number_each(drive: Path) -> None:
    (drive / "写し.md").write_bytes((drive / "庁議.md").read_bytes())
    stamp = (drive / "庁議.md").stat().st_mtime_ns
    os.utime(drive / "写し.md", ns=(stamp, stamp))
    known = known_rows(drive)
    (drive / "写し.md").rename(drive / "写し1.md")
    (drive / "庁議.md").rename(drive / "庁議1.md")
    found = changes(drive, known)
    assert len({n for n, _ in found.moved}) == 2
    assert (found.added, found.deleted) == ([], [])


def test_a_failure_that_may_be_cured_is_tried_again(drive: Path) -> None:
    known = known_rows(drive, 庁議="unreadable", 公会計="broken_file")
    assert [entry.path for _, entry in changes(drive, known).changed] == ["庁議.md"]


def test_files_below_a_folder_that_cannot_be_listed_are_not_deleted(drive: Path) -> None:
    known = known_rows(drive)
    found = look(drive, known, nothing)
    found.entries = [entry for entry in found.entries if entry.path != "水道/減免.txt"]
    found.unreadable = ["水道".encode()]
    assert compare(drive, found, known, nothing).deleted == []


def test_a_folder_that_is_gone_says_nothing_about_its_files(drive: Path) -> None:
    known = known_rows(drive)
    drive.rename(drive.parent / "外れた")
    with pytest.raises(Unavailable, match="開けません"):
        look(drive, known, nothing)
    with pytest.raises(Unavailable, match="開けません"):
        refuse_unmounted(drive)


def test_a_folder_that_is_suddenly_empty_is_taken_for_an_unmounted_share(drive: Path) -> None:
    known = known_rows(drive)
    drive.rename(drive.parent / "外れた")
    drive.mkdir()
    with pytest.raises(Unavailable, match="空になって"):
        look(drive, known, nothing)
    with pytest.raises(Unavailable, match="空になって"):
        refuse_unmounted(drive)
    assert look(drive, {}, nothing).entries == []
