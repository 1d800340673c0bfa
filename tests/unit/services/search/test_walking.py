import os
from pathlib import Path

import pytest

from services.search.walking import Walk, shown, walk


def paths(found: Walk) -> list[str]:
    return sorted(entry.path for entry in found.entries)


def nothing() -> None:
    pass


def test_files_at_any_depth_are_found_with_size_and_time(drive: Path) -> None:
    found = walk(drive, nothing)
    assert paths(found) == ["公会計.txt", "庁議.md", "水道/減免.txt"]
    entry = next(entry for entry in found.entries if entry.path == "庁議.md")
    status = (drive / "庁議.md").stat()
    assert (entry.size, entry.modified_ns, entry.stem, entry.type) == (
        status.st_size, status.st_mtime_ns, "庁議", "md",
    )  # fmt: skip


@pytest.mark.parametrize("name", ["~$庁議.docx", ".秘密.txt", "Thumbs.db", ".~lock.庁議.odt#", "作業.TMP"])
def test_temporary_and_hidden_files_are_skipped_and_counted(drive: Path, name: str) -> None:
    (drive / name).write_text("x", encoding="utf-8")
    found = walk(drive, nothing)
    assert name not in paths(found)
    assert found.skipped.total() == 1


def test_links_are_not_followed(drive: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "人事.txt").write_text("秘密", encoding="utf-8")
    (drive / "外").symlink_to(outside)
    (drive / "人事.txt").symlink_to(outside / "人事.txt")
    (drive / "輪").symlink_to(drive)
    found = walk(drive, nothing)
    assert paths(found) == ["公会計.txt", "庁議.md", "水道/減免.txt"]
    assert found.skipped == {"link": 3}


def test_a_pipe_is_no_file(drive: Path) -> None:
    os.mkfifo(drive / "管.txt")
    assert walk(drive, nothing).skipped == {"special": 1}


def test_a_folder_that_vanishes_during_the_walk_hides_its_files(drive: Path) -> None:
    calls = 0

    def check() -> None:
        nonlocal calls
        calls += 1
        if calls == 2:
            (drive / "水道").rename(drive.parent / "抜けた")

    found = walk(drive, check)
    assert found.unreadable == ["水道".encode()]
    assert found.hides("水道/減免.txt".encode())
    assert not found.hides("水道課.txt".encode())


def test_a_root_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        walk(tmp_path / "無い", nothing)


def test_names_that_are_no_utf8_or_hold_line_ends_are_found_and_shown(drive: Path) -> None:
    (drive / os.fsdecode("申請書.txt".encode("cp932"))).write_text("x", encoding="utf-8")
    (drive / "一\n行.txt").write_text("x", encoding="utf-8")
    assert {"申請書.txt", "一\ufffd行.txt"} <= set(paths(walk(drive, nothing)))


def test_a_name_in_no_known_encoding_is_still_shown() -> None:
    assert shown(b"\xff\xfe.txt").endswith(".txt")
