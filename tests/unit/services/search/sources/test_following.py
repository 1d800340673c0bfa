"""Sources are synced by themselves: when they are due, and soon after a change."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from services.search.sources.following import Follower
from services.search.sources.mounting import Mount

SOURCE = "/v1/search/sources/共有"


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.05)


def test_a_source_is_read_and_its_changes_are_followed_without_being_asked(following, drive: Path) -> None:
    following.register("共有", drive)
    until(lambda: following.get(SOURCE).json()["following"] == "watching")
    (drive / "新しい課").mkdir()
    (drive / "新しい課" / "図書館.txt").write_text("開館時間の変更", encoding="utf-8")
    until(lambda: following.search("開館時間")["total"] == 1)
    identity = following.search("開館時間")["hits"][0]["id"]
    (drive / "新しい課").rename(drive / "図書館課")
    until(lambda: "図書館課/図書館.txt" in {hit["path"] for hit in following.search("開館時間")["hits"]})
    assert following.search("開館時間")["hits"][0]["id"] == identity
    (drive / "図書館課" / "図書館.txt").unlink()
    until(lambda: following.search("開館時間")["total"] == 0)


def test_a_paused_source_is_left_alone(following, drive: Path) -> None:
    following.register("共有", drive, paused=True)
    time.sleep(0.5)
    detail = following.get(SOURCE).json()
    assert (detail["indexed"], detail["job"], detail["next_sync_at"]) == (0, None, None)


@pytest.fixture
def follower(room) -> Follower:
    return Follower(None, room.sources, enabled=True)  # type: ignore[arg-type]


def test_a_source_is_due_at_once_and_then_at_its_interval(room, follower: Follower) -> None:
    now = datetime.now(UTC)
    assert follower.next_sync(room.source) - now < timedelta(seconds=1)
    room.set(sync_minutes=5)
    tried = room.source._replace(tried_at=now)
    assert follower.next_sync(tried) == now + timedelta(minutes=5)
    assert (
        follower.next_sync(tried._replace(options=tried.options.model_copy(update={"paused": True}))) is None
    )
    assert Follower(None, room.sources, enabled=False).next_sync(tried) is None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("mount", "options", "watched"),
    [
        (Mount("/", "ext4", ""), {}, True),
        (Mount("/", "ext4", ""), {"watch": False}, False),
        (Mount("/mnt", "cifs", "//a/b"), {}, False),
        (Mount("/mnt", "nfs4", "a:/b"), {}, False),
    ],
)
def test_only_local_file_systems_are_watched(
    room, follower, mount: Mount, options: dict[str, Any], watched
) -> None:
    room.set(**options)
    room.sync()
    room.sources.note_mount(room.source.number, mount)
    follower._tend_watches(room.sources.all())
    assert follower.is_watching(room.source.number) is watched
    room.sources.note_tried(room.source.number, "つながりません")
    follower._tend_watches(room.sources.all())
    assert not follower.is_watching(room.source.number)
