import os
from pathlib import Path

import pytest

from services.search.sources.options import SourceOptions
from services.search.sources.patterns import Patterns
from services.search.sources.walking import Listing, Walker, shown

DEFAULT = Patterns([], SourceOptions().exclude)


def nothing() -> None:
    pass


def listings(root: Path, patterns: Patterns = DEFAULT) -> list[Listing]:
    return list(Walker(root, patterns).walk(nothing))


def paths(found: list[Listing]) -> list[str]:
    return sorted(entry.path for listing in found for entry in listing.entries)


def skipped(found: list[Listing]) -> dict[str, int]:
    return {name: count for listing in found for name, count in listing.skipped.items()}


def test_files_at_any_depth_are_found_with_size_and_time(drive: Path) -> None:
    found = listings(drive)
    assert paths(found) == ["公会計.txt", "庁議.md", "水道/減免.txt"]
    entry = next(entry for entry in found[0].entries if entry.path == "庁議.md")
    status = (drive / "庁議.md").stat()
    assert (entry.size, entry.modified_ns, entry.changed_ns, entry.inode, entry.stem, entry.type) == (
        status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, "庁議", "md",
    )  # fmt: skip


@pytest.mark.parametrize("name", ["~$庁議.docx", ".秘密.txt", "Thumbs.db", ".~lock.庁議.odt#", "作業.TMP"])
def test_temporary_and_hidden_files_are_skipped_and_counted(drive: Path, name: str) -> None:
    (drive / name).write_text("x", encoding="utf-8")
    found = listings(drive)
    assert name not in paths(found)
    assert skipped(found) == {"excluded": 1}


def test_folders_of_servers_are_not_entered(drive: Path) -> None:
    for name in ("@eaDir", "$RECYCLE.BIN"):
        (drive / "水道" / name).mkdir()
        (drive / "水道" / name / "古い.txt").write_text("x", encoding="utf-8")
    assert paths(listings(drive)) == ["公会計.txt", "庁議.md", "水道/減免.txt"]


def test_only_what_is_included_is_found(drive: Path) -> None:
    assert paths(listings(drive, Patterns(["*.txt"], ["水道"]))) == ["公会計.txt"]


def test_links_are_not_followed(drive: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "人事.txt").write_text("秘密", encoding="utf-8")
    (drive / "外").symlink_to(outside)
    (drive / "人事.txt").symlink_to(outside / "人事.txt")
    (drive / "輪").symlink_to(drive)
    found = listings(drive)
    assert paths(found) == ["公会計.txt", "庁議.md", "水道/減免.txt"]
    assert skipped(found) == {"link": 3}


def test_a_folder_swapped_for_a_link_is_not_listed(drive: Path, tmp_path: Path) -> None:
    (drive / "外").symlink_to(tmp_path)
    (listing,) = Walker(drive, DEFAULT).walk(nothing, ["外".encode()])
    assert (listing.entries, listing.unreadable) == ([], ["外".encode()])


def test_a_pipe_is_no_file(drive: Path) -> None:
    os.mkfifo(drive / "管.txt")
    assert skipped(listings(drive)) == {"special": 1}


def test_a_folder_that_vanishes_during_the_walk_hides_its_files(drive: Path) -> None:
    walking = Walker(drive, DEFAULT).walk(nothing)
    next(walking)
    (drive / "水道").rename(drive.parent / "抜けた")
    (listing,) = walking
    assert listing.unreadable == ["水道".encode()]
    assert listing.hides("水道/減免.txt".encode())
    assert not listing.hides("水道課.txt".encode())


def test_where_a_share_was_mounted_and_is_not_nothing_is_taken_for_gone(drive: Path) -> None:
    found = list(Walker(drive, DEFAULT, mounts=["水道".encode()]).walk(nothing))
    assert found[0].unreadable == ["水道".encode()]
    assert paths(found) == ["公会計.txt", "庁議.md"]


def test_only_the_folders_asked_for_are_walked(drive: Path) -> None:
    (drive / "水道" / "新").mkdir()
    walker = Walker(drive, DEFAULT)
    assert [found.folder.decode() for found in walker.walk(nothing, [b""], lambda _: False)] == [""]
    both = ["水道".encode(), "水道/新".encode()]
    assert [found.folder for found in walker.walk(nothing, both)] == both


def test_a_root_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        listings(tmp_path / "無い")


def test_a_folder_without_permission_hides_its_files(drive: Path) -> None:
    """In a child, which gives up the rights of root."""
    (drive / "水道").chmod(0o700)
    for folder in (drive, *drive.parents):
        folder.chmod(folder.stat().st_mode | 0o555)
        if folder.parent == Path("/tmp"):
            break
    child = os.fork()
    if child == 0:
        os.setgroups([]), os.setegid(65534), os.seteuid(65534)
        found = listings(drive)
        unreadable = [name for listing in found for name in listing.unreadable]
        os._exit(0 if unreadable == ["水道".encode()] and len(paths(found)) == 2 else 1)
    assert os.waitpid(child, 0)[1] == 0


def test_names_that_are_no_utf8_or_hold_line_ends_are_found_and_shown(drive: Path) -> None:
    (drive / os.fsdecode("申請書.txt".encode("cp932"))).write_text("x", encoding="utf-8")
    (drive / "一\n行.txt").write_text("x", encoding="utf-8")
    assert {"申請書.txt", "一\ufffd行.txt"} <= set(paths(listings(drive)))


def test_a_name_in_no_known_encoding_is_still_shown() -> None:
    assert shown(b"\xff\xfe.txt").endswith(".txt")
