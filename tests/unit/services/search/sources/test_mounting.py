from pathlib import Path

import pytest

from services.search.sources import mounting
from services.search.sources.mounting import Mount, Unreachable, mount_of, refuse_unmounted

TABLE = r"""22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw
40 22 0:50 / /mnt rw - autofs systemd-1 rw
41 40 0:51 / /mnt/share\040A rw shared:5 - cifs //server/共有 rw,vers=3.1.1
42 22 0:52 / /mnt/nas rw - nfs4 nas:/export rw
43 22 8:2 / /mnt/nas rw - ext4 /dev/sdb1 rw
44 22 0:53 / /mnt/cloud rw - fuse.rclone remote: rw
broken line
"""


@pytest.fixture(autouse=True)
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "mountinfo"
    file.write_text(TABLE, encoding="utf-8")
    monkeypatch.setattr(mounting, "MOUNTS", file)
    return file


@pytest.mark.parametrize(
    ("path", "mount", "is_network"),
    [
        ("/srv/data", Mount("/", "ext4", ""), False),
        ("/mnt/share A/総務", Mount("/mnt/share A", "cifs", "//server/共有"), True),
        ("/mnt/share AB", Mount("/", "ext4", ""), False),
        ("/mnt/nas/x", Mount("/mnt/nas", "ext4", ""), False),
        ("/mnt/cloud", Mount("/mnt/cloud", "fuse.rclone", "remote:"), True),
    ],
)
def test_a_folder_is_in_the_last_of_its_longest_mounts(path: str, mount: Mount, is_network: bool) -> None:
    assert mount_of(Path(path)) == mount
    assert mount.is_network is is_network


def test_a_device_that_has_another_name_after_a_restart_is_the_same(table: Path) -> None:
    before = mount_of(Path("/srv"))
    table.write_text(TABLE.replace("/dev/sda1", "/dev/sdc1").replace("8:1", "8:33"), encoding="utf-8")
    assert mount_of(Path("/srv")) == before


def test_a_share_that_is_unmounted_or_another_is_refused(tmp_path: Path, table: Path) -> None:
    share = tmp_path / "share"
    share.mkdir()
    (share / "file").touch()
    table.write_text(
        f"1 1 8:1 / / rw - ext4 /dev/sda1 rw\n2 1 0:5 / {share} rw - cifs //a/b rw", encoding="utf-8"
    )
    mounted = mount_of(share)
    refuse_unmounted(share, mounted)
    table.write_text(
        f"1 1 8:1 / / rw - ext4 /dev/sda1 rw\n2 1 0:5 / {share} rw - cifs //a/c rw", encoding="utf-8"
    )
    with pytest.raises(Unreachable, match="//a/c"):
        refuse_unmounted(share, mounted)
    table.write_text("1 1 8:1 / / rw - ext4 /dev/sda1 rw", encoding="utf-8")
    with pytest.raises(Unreachable, match="別の場所"):
        refuse_unmounted(share, mounted)


def test_an_empty_folder_and_one_that_is_gone_are_refused(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(Unreachable, match="空"):
        refuse_unmounted(empty, None)
    with pytest.raises(Unreachable, match="開けません"):
        refuse_unmounted(tmp_path / "gone", None)
