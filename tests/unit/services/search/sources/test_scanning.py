import os
from collections.abc import Callable
from pathlib import Path

import pytest

from common.errors import Unavailable
from services.search.catalog import State
from services.search.sources.mounting import Mount, mount_of
from services.search.sources.scanning import may_be_cured


def nothing() -> None:
    pass


@pytest.fixture
def scan(room) -> Callable[..., dict[str, int]]:
    """One survey; the counts that are not zero."""

    def run(*folders: str, check: Callable[[], None] = nothing) -> dict[str, int]:
        some = [folder.encode() for folder in folders] or None
        counts = room.synchronizer.scan(room.source.number, check, some)
        return {name: counts[name] for name in ("added", "changed", "moved", "deleted") if counts[name]}

    return run


def numbers(room) -> dict[str, int]:
    """Path to number of the documents that are found."""
    known = room.catalog.known(room.source.number).values()
    return {row.path: row.number for row in known if row.state != State.MISSING}


def test_nothing_changed(room, scan) -> None:
    room.sync()
    assert scan() == {}


def test_new_changed_and_deleted_files_are_told_apart(room, scan, drive: Path) -> None:
    room.sync()
    (drive / "新規.txt").write_text("新しい", encoding="utf-8")
    (drive / "庁議.md").write_text("変わった", encoding="utf-8")
    (drive / "公会計.txt").unlink()
    assert scan() == {"added": 1, "changed": 1, "deleted": 1}
    assert sorted(numbers(room)) == ["庁議.md", "新規.txt", "水道/減免.txt"]


def test_a_change_that_keeps_size_and_time_is_seen_on_a_local_disk(room, scan, drive: Path) -> None:
    room.sync()
    file = drive / "庁議.md"
    status = file.stat()
    file.write_bytes(file.read_bytes()[::-1])
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert scan() == {"changed": 1}


def test_a_renamed_file_keeps_its_number_without_being_read(room, scan, drive: Path, monkeypatch) -> None:
    room.sync()
    before = numbers(room)["庁議.md"]
    (drive / "庁議.md").rename(drive / "水道" / "記録.md")
    assert scan() == {"moved": 1}
    assert numbers(room)["水道/記録.md"] == before
    assert room.catalog.pending(room.source.number, 10) == []
    assert room.find("記録") == ["水道/記録.md"]


def test_a_moved_folder_keeps_the_numbers_of_all_that_is_in_it(room, scan, drive: Path) -> None:
    (drive / "水道" / "古い").mkdir()
    for number in range(20):
        (drive / "水道" / "古い" / f"{number}.txt").write_text(f"{number}号", encoding="utf-8")
    room.sync()
    before = {path.split("/")[-1]: number for path, number in numbers(room).items()}
    (drive / "水道").rename(drive / "上下水道")
    assert scan() == {"moved": 21}
    assert {path.split("/")[-1]: number for path, number in numbers(room).items()} == before


def test_a_copied_and_deleted_file_is_recognised_by_its_content_alone(room, scan, drive: Path) -> None:
    room.sync()
    before = numbers(room)["庁議.md"]
    (drive / "記録.md").write_bytes((drive / "庁議.md").read_bytes())
    (drive / "庁議.md").unlink()
    assert scan() == {"moved": 1}
    assert numbers(room)["記録.md"] == before


def test_equal_size_and_time_with_another_content_is_another_file(room, scan, drive: Path) -> None:
    room.sync()
    old, new = drive / "庁議.md", drive / "別物.md"
    status = old.stat()
    new.write_bytes(b"x" * status.st_size)
    os.utime(new, ns=(status.st_mtime_ns,) * 2)
    old.unlink()
    assert scan() == {"added": 1, "deleted": 1}


@pytest.mark.parametrize("again", [False, True])
def test_a_file_that_was_changed_and_renamed_before_it_was_read_is_read(
    room, scan, drive: Path, again
) -> None:
    room.sync()
    before = numbers(room)["庁議.md"]
    (drive / "庁議.md").write_text("図書館の開館", encoding="utf-8")
    scan()
    (drive / "庁議.md").rename(drive / "記録.md")
    if again:
        (drive / "庁議.md").write_text("水道の工事", encoding="utf-8")
    scan()
    room.sync()
    assert (room.find("図書館"), room.find("サーバ")) == (["記録.md"], [])
    assert before in numbers(room).values()


def test_copies_of_one_file_keep_one_number_each_and_their_own(room, scan, drive: Path) -> None:
    (drive / "写し.md").write_bytes((drive / "庁議.md").read_bytes())
    room.sync()
    before = numbers(room)
    (drive / "写し.md").rename(drive / "a.md")
    (drive / "庁議.md").rename(drive / "b.md")
    assert scan() == {"moved": 2}
    after = numbers(room)
    assert (after["a.md"], after["b.md"]) == (before["写し.md"], before["庁議.md"])


def test_a_file_put_aside_and_written_anew_keeps_its_number_under_its_new_name(
    room, scan, drive: Path
) -> None:
    room.sync()
    before = numbers(room)["庁議.md"]
    (drive / "庁議.md").rename(drive / "庁議_旧.md")
    (drive / "庁議.md").write_text("図書館の開館", encoding="utf-8")
    assert scan() == {"added": 1, "moved": 1}
    assert numbers(room)["庁議_旧.md"] == before
    room.sync()
    assert (room.find("サーバ"), room.find("図書館の開館")) == (["庁議_旧.md"], ["庁議.md"])


def test_an_office_program_that_writes_anew_and_renames_keeps_the_number(room, scan, drive: Path) -> None:
    room.sync()
    before = numbers(room)["庁議.md"]
    (drive / "新.tmp").write_text("保存し直した", encoding="utf-8")
    (drive / "新.tmp").replace(drive / "庁議.md")
    assert scan() == {"changed": 1}
    assert numbers(room)["庁議.md"] == before


def test_a_deleted_file_is_found_by_nobody_once_its_folder_was_looked_at(room, scan, drive: Path) -> None:
    room.sync()
    for name in ("公会計.txt", "庁議.md"):
        (drive / name).unlink()
    calls = 0

    def check() -> None:
        nonlocal calls
        calls += 1
        if calls == 2:
            assert room.catalog.numbers() == [numbers(room)["水道/減免.txt"]]

    scan(check=check)
    assert calls >= 2


def test_a_scan_that_was_killed_recognises_the_moved_file_at_the_next(room, scan, drive: Path) -> None:
    room.sync()
    before = numbers(room)["庁議.md"]
    (drive / "庁議.md").rename(drive / "水道" / "記録.md")
    folders = iter(range(10))

    def kill() -> None:
        if next(folders) == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        scan(check=kill)
    assert scan() == {"moved": 1}
    assert numbers(room)["水道/記録.md"] == before


def test_only_the_given_folders_and_what_is_new_in_them_are_looked_at(room, scan, drive: Path) -> None:
    room.sync()
    (drive / "新しい課" / "係").mkdir(parents=True)
    (drive / "新しい課" / "係" / "a.txt").write_text("係の文書", encoding="utf-8")
    (drive / "水道" / "b.txt").write_text("見に行かない", encoding="utf-8")
    (drive / "庁議.md").unlink()
    assert scan("") == {"added": 1, "deleted": 1}
    assert scan("水道") == {"added": 1}


def test_files_below_a_folder_that_cannot_be_listed_are_not_deleted(room, scan, drive: Path) -> None:
    room.sync()
    folders = iter(range(10))

    def hide() -> None:
        if next(folders) == 1:
            (drive / "水道").rename(drive.parent / "抜けた")

    assert scan(check=hide) == {}
    assert "水道/減免.txt" in numbers(room)
    assert room.sources.numbered(room.source.number).report["unreadable_folders"] == ["水道"]


def test_a_folder_that_is_gone_says_nothing_about_its_files(room, scan, drive: Path) -> None:
    room.sync()
    drive.rename(drive.parent / "外れた")
    with pytest.raises(Unavailable, match="開けません"):
        scan()
    drive.mkdir()
    with pytest.raises(Unavailable, match="空になって"):
        scan()
    assert len(numbers(room)) == 3


def test_another_file_system_in_the_place_of_the_share_is_not_taken_for_it(room, scan, drive: Path) -> None:
    room.sync()
    room.sources.note_mount(room.source.number, Mount(str(drive), "cifs", "//server/共有"))
    (drive / "庁議.md").unlink()
    with pytest.raises(Unavailable, match="別の場所"):
        scan()
    assert len(numbers(room)) == 3
    room.sources.note_mount(room.source.number, None)
    assert scan() == {"deleted": 1}
    assert room.sources.numbered(room.source.number).mount == mount_of(drive)


def test_a_share_that_was_not_mounted_at_its_first_sync_is_taken_when_it_is(room, scan, drive: Path) -> None:
    for file in (*drive.glob("*.*"), *drive.glob("*/*.*")):
        file.rename(drive.parent / file.name)
    scan()
    room.sources.note_mount(room.source.number, Mount("/", "cifs", "//before/mounting"))
    (drive.parent / "庁議.md").rename(drive / "庁議.md")
    assert scan() == {"added": 1}


def test_what_is_excluded_from_now_on_is_gone(room, scan) -> None:
    room.sync()
    room.set(exclude=["水道"])
    assert scan() == {"deleted": 1}


@pytest.mark.parametrize(
    ("failure", "again"),
    [
        ({"code": "unreadable"}, True),
        ({"code": "broken_file"}, False),
        ({"code": "internal_error", "tries": 2}, True),
        ({"code": "internal_error", "tries": 3}, False),
        ({"code": "unsupported_format"}, False),
    ],
)
def test_a_failure_that_may_be_cured_is_tried_again(failure: dict[str, object], again: bool) -> None:
    class Row:
        state = State.FAILED

    Row.failure = failure  # type: ignore[attr-defined]
    assert may_be_cured(Row) is again
