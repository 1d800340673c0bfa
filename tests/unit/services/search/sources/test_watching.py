import os
import time
from pathlib import Path

import pytest

from services.search.sources.watching import Watch, start_watching


def waited_for(watch: Watch, folder: bytes) -> bool:
    deadline = time.monotonic() + 5
    seen: set[bytes] = set()
    while time.monotonic() < deadline:
        seen |= set(watch.take() or [])
        if folder in seen:
            return True
        time.sleep(0.02)
    return False


@pytest.fixture
def watch(drive: Path):
    started = start_watching(drive, time.monotonic)
    assert started
    yield started
    started.stop()


def test_changes_are_told_by_their_folder(watch: Watch, drive: Path) -> None:
    (drive / "水道" / "減免.txt").write_text("新しい", encoding="utf-8")
    assert waited_for(watch, "水道".encode())
    (drive / "庁議.md").unlink()
    assert waited_for(watch, b"")


def test_a_folder_that_moved_in_is_told_itself(watch: Watch, drive: Path) -> None:
    (drive.parent / "新").mkdir()
    (drive.parent / "新").rename(drive / "新")
    assert waited_for(watch, "新".encode())
    (drive / "新" / "a.txt").write_text("x", encoding="utf-8")
    assert waited_for(watch, "新".encode())


def test_reading_is_no_change(watch: Watch, drive: Path) -> None:
    (drive / "庁議.md").read_text(encoding="utf-8")
    time.sleep(0.1)
    assert watch.take() == []


def test_names_that_are_no_text_are_told(watch: Watch, drive: Path) -> None:
    folder = drive / os.fsdecode(b"\xff")
    folder.mkdir()
    assert waited_for(watch, b"\xff")


def test_changes_ripen_when_nobody_writes_any_more_or_after_long(drive: Path) -> None:
    now = 100.0
    watch = Watch(drive, lambda: now)
    assert not watch.is_ripe(now, 3, 60)
    watch.note(os.fsencode(drive / "a.txt"))
    assert not watch.is_ripe(102, 3, 60)
    assert watch.is_ripe(103, 3, 60)
    now = 160.0
    watch.note(os.fsencode(drive / "a.txt"))
    assert watch.is_ripe(160, 3, 60)


def test_too_many_folders_are_all_of_the_source(drive: Path, monkeypatch) -> None:
    monkeypatch.setattr("services.search.sources.watching.MOST_FOLDERS", 2)
    watch = Watch(drive, time.monotonic)
    for number in range(3):
        watch.note(os.fsencode(drive / str(number) / "a"))
    assert watch.take() is None


def test_what_cannot_be_watched_is_polled(tmp_path: Path) -> None:
    assert start_watching(tmp_path / "無い", time.monotonic) is None
