import os
import struct
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from common.identity import Principal
from services.search.access.guards import guard_for, live_list
from services.search.access.identities import Identities, read_table
from services.search.access.lists import AccessLists

TABLE = b"id,kind,name\nuid:0,none,\ngid:0,none,\nuid:1001,user,tanaka\ngid:2001,user,sato\nS-1-5-21-1-2-3-9,user,tanaka\n"
TANAKA, SATO, SUZUKI = (
    Principal(user=name, roles=frozenset({"staff"})) for name in ("tanaka", "sato", "suzuki")
)
READ = 0x0012_0089
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="gives files to other users")


@pytest.fixture
def lists(engine) -> AccessLists:
    identities = Identities(engine)
    identities.replace(read_table(TABLE))
    return AccessLists(engine, identities)


@pytest.fixture
def root() -> Iterator[Path]:
    """A folder that everyone may reach, unlike pytest's own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder).resolve()
        path.chmod(0o755)
        (path / "課" / "係").mkdir(parents=True)
        (path / "課" / "係" / "a.txt").write_text("x", encoding="utf-8")
        yield path


def readers(lists: AccessLists, root: Path, access: str = "posix") -> set[str]:
    number = live_list(access, root, "課/係/a.txt".encode(), lists)
    return {caller.user for caller in (TANAKA, SATO, SUZUKI) if number in lists.allowed(caller)}


def test_a_file_that_all_may_read_in_folders_that_all_may_pass(root, lists) -> None:
    assert readers(lists, root) == {"tanaka", "sato", "suzuki"}


@as_root
def test_each_folder_on_the_way_must_let_the_caller_pass(root, lists) -> None:
    os.chown(root / "課", 1001, 2001)
    (root / "課").chmod(0o710)
    assert readers(lists, root) == {"tanaka", "sato"}
    root.chmod(0o700)
    assert readers(lists, root) == set()


@as_root
def test_owner_and_group_of_the_file_count(root, lists) -> None:
    file = root / "課" / "係" / "a.txt"
    os.chown(file, 1001, 2001)
    file.chmod(0o640)
    assert readers(lists, root) == {"tanaka", "sato"}
    file.chmod(0o040)
    assert readers(lists, root) == {"sato"}


def test_a_list_that_makes_no_sense_is_closed(root, lists, monkeypatch) -> None:
    monkeypatch.setattr("services.search.access.guards.attribute", lambda *_: b"\2\0\0\0\1")
    assert readers(lists, root) == set()


def test_a_list_that_cannot_be_read_is_closed(root, lists, monkeypatch) -> None:
    def refuse(*_: object) -> bytes:
        raise PermissionError

    monkeypatch.setattr("services.search.access.guards.attribute", refuse)
    assert readers(lists, root) == readers(lists, root, "windows") == set()


def test_windows_permissions_are_those_of_the_file_alone(root, lists, ace, descriptor, monkeypatch) -> None:
    shown = {"system.cifs_acl": descriptor(ace(0, 0, READ, "S-1-5-21-1-2-3-9"))}
    monkeypatch.setattr("services.search.access.guards.attribute", lambda _, name: shown.get(name))
    root.chmod(0o700)
    assert readers(lists, root, "windows") == {"tanaka"}
    shown["system.cifs_acl"] = b"broken"
    assert readers(lists, root, "windows") == set()
    shown.clear()
    assert readers(lists, root, "windows") == set()


@as_root
def test_sambas_attribute_on_a_real_disk_is_read(root, lists, ace, descriptor) -> None:
    inner = descriptor(ace(0, 0, READ, "S-1-1-0"))
    try:
        os.setxattr(root / "課/係/a.txt", "security.NTACL", struct.pack("<HHI", 1, 0, 1) + inner)
    except OSError:
        pytest.skip("this file system keeps no such attributes")
    assert readers(lists, root, "windows") == {"tanaka", "sato", "suzuki"}


def test_a_file_that_is_gone_or_a_link_has_no_list(root, lists) -> None:
    (root / "link").symlink_to(root / "課/係/a.txt")
    assert live_list("posix", root, b"link", lists) is None
    assert live_list("posix", root, b"gone", lists) is None


def test_where_the_source_decides_nothing_is_asked(root, lists) -> None:
    assert guard_for("source", root, lists) is None
