import shutil
from collections import namedtuple

import pytest

from common.models.disk import RESERVE, nearest_existing, require_space
from common.models.faults import DiskFull

Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def free(monkeypatch):
    def set_to(size: int) -> None:
        monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(size, 0, size))

    return set_to


def test_a_full_disk_is_said_with_what_is_needed_and_what_is_free(tmp_path, free):
    free(1000 * 1000**2)
    with pytest.raises(DiskFull) as caught:
        require_space([(tmp_path / "models" / "deep", 900 * 1000**2)])
    assert caught.value.extra == {"needed": 900 * 1000**2 + RESERVE, "free": 1000 * 1000**2}


def test_needs_on_one_disk_are_added_up(tmp_path, free):
    free(1000 * 1000**2)
    require_space([(tmp_path / "a", 500 * 1000**2)])
    with pytest.raises(DiskFull):
        require_space([(tmp_path / "a", 500 * 1000**2), (tmp_path / "b", 500 * 1000**2)])


def test_needing_nothing_is_fine_on_a_full_disk(tmp_path, free):
    free(0)
    require_space([(tmp_path, 0)])


def test_a_folder_that_is_not_there_yet_is_measured_at_its_nearest_parent(tmp_path):
    assert nearest_existing(tmp_path / "a" / "b") == tmp_path
