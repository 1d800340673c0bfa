import os

import pytest

from common.models.faults import SourceFailed
from common.models.wheels import BrokenWheel, download_wheels, find_wheel, last_line, read_member


def test_a_wheel_is_found_by_its_normalised_name_in_the_first_folder_that_has_it(tmp_path, make_wheel):
    make_wheel(tmp_path / "b", "tiny-model-part1", "1.0", {})
    second = make_wheel(tmp_path / "a", "tiny-model-part1", "1.0", {})
    assert find_wheel("Tiny.Model-part1==1.0", [tmp_path / "a", tmp_path / "b"]) == second


def test_another_version_or_a_longer_name_is_not_taken_for_it(tmp_path, make_wheel):
    make_wheel(tmp_path, "tiny-model-part1", "1.0.1", {})
    make_wheel(tmp_path, "tiny-model-part11", "1.0", {})
    assert find_wheel("tiny-model-part1==1.0", [tmp_path]) is None


def test_a_member_is_read_in_chunks(tmp_path, make_wheel, monkeypatch):
    monkeypatch.setattr("common.models.wheels.CHUNK", 4)
    wheel = make_wheel(tmp_path, "tiny", "1.0", {"tiny/data": b"0123456789"})
    assert list(read_member(wheel, "tiny/data")) == [b"0123", b"4567", b"89"]


@pytest.mark.parametrize("keep", [0.1, 0.5, 0.95])
def test_a_truncated_wheel_is_named_as_broken(tmp_path, make_wheel, keep):
    wheel = make_wheel(tmp_path, "tiny", "1.0", {"tiny/data": bytes(5000)})
    whole = wheel.read_bytes()
    wheel.write_bytes(whole[: int(len(whole) * keep)])
    with pytest.raises(BrokenWheel, match="tiny"):
        list(read_member(wheel, "tiny/data"))


def test_a_wheel_with_a_flipped_bit_is_named_as_broken(tmp_path, make_wheel):
    wheel = make_wheel(tmp_path, "tiny", "1.0", {"tiny/data": b"weights weights weights"})
    wheel.write_bytes(wheel.read_bytes().replace(b"weights w", b"weightz w", 1))
    with pytest.raises(BrokenWheel):
        list(read_member(wheel, "tiny/data"))


def test_a_wheel_without_the_member_is_named_as_broken(tmp_path, make_wheel):
    wheel = make_wheel(tmp_path, "tiny", "1.0", {"tiny/data": b"x"})
    with pytest.raises(BrokenWheel):
        list(read_member(wheel, "tiny/other"))


def test_pip_brings_wheels_from_the_users_own_index_and_leaves_no_rubbish(
    tmp_path, make_wheel, pip_index, tell
):
    for part in (1, 2):
        make_wheel(pip_index, f"tiny-part{part}", "1.0", {f"tiny_part{part}/data": b"x"})
    download_wheels(["tiny-part1==1.0", "tiny-part2==1.0"], tmp_path / "wheels", None, tell)
    names = sorted(path.name for path in (tmp_path / "wheels").iterdir())
    assert names == ["tiny_part1-1.0-py3-none-any.whl", "tiny_part2-1.0-py3-none-any.whl"]


def test_a_wheel_that_the_index_does_not_have_fails_with_pips_words(tmp_path, pip_index, tell):
    with pytest.raises(SourceFailed, match=r"No matching distribution found for no-such-model==9\.9"):
        download_wheels(["no-such-model==9.9"], tmp_path / "wheels", None, tell)
    assert list((tmp_path / "wheels").iterdir()) == []


def test_wheels_that_came_before_one_failed_are_kept_for_the_next_run(tmp_path, make_wheel, pip_index, tell):
    make_wheel(pip_index, "tiny-part1", "1.0", {"x": b"x"})
    with pytest.raises(SourceFailed, match="tiny-part2"):
        download_wheels(["tiny-part1==1.0", "tiny-part2==1.0"], tmp_path / "wheels", None, tell)
    assert [path.name for path in (tmp_path / "wheels").iterdir()] == ["tiny_part1-1.0-py3-none-any.whl"]


def test_what_a_killed_run_left_is_swept_after_a_day(tmp_path, make_wheel, pip_index, tell):
    make_wheel(pip_index, "tiny-part1", "1.0", {"x": b"x"})
    for name in (".pip-old", ".pip-now"):
        (tmp_path / "wheels" / name).mkdir(parents=True)
    os.utime(tmp_path / "wheels" / ".pip-old", (0, 0))
    download_wheels(["tiny-part1==1.0"], tmp_path / "wheels", None, tell)
    assert not (tmp_path / "wheels" / ".pip-old").exists()
    assert (tmp_path / "wheels" / ".pip-now").exists()


def test_the_last_words_are_the_last_error():
    assert last_line("WARNING: x\nERROR: first\nERROR: second\nnotice\n") == "ERROR: second"
    assert last_line("") == "pip failed without a word"
