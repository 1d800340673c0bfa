import os

from common.models.stamp import STAMP, Stamp, look, read_stamp, write_stamp


def test_a_written_stamp_is_read_back(tmp_path):
    (tmp_path / "f").write_bytes(b"weights")
    stamp = Stamp(name="m", source="hub", files={"f": look(tmp_path / "f")})
    write_stamp(tmp_path, stamp)
    assert read_stamp(tmp_path) == stamp
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")] == []


def test_an_unreadable_stamp_counts_as_none(tmp_path):
    (tmp_path / STAMP).write_text("{not json", encoding="utf-8")
    assert read_stamp(tmp_path) is None
    assert read_stamp(tmp_path / "nowhere") is None


def test_a_file_is_unchanged_only_with_its_size_and_its_time(tmp_path):
    path = tmp_path / "f"
    path.write_bytes(b"weights")
    seen = look(path)
    assert seen.unchanged(path)
    os.utime(path, ns=(0, seen.mtime_ns + 1))
    assert not seen.unchanged(path)
    path.write_bytes(b"weights and more")
    os.utime(path, ns=(0, seen.mtime_ns))
    assert not seen.unchanged(path)
    path.unlink()
    assert not seen.unchanged(path)
