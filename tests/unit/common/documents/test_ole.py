from pathlib import Path

import pytest

from common.documents.ole import open_ole, properties, stream, top_names
from common.errors import BrokenFile


def test_streams_large_and_small_are_read(tmp_path: Path, compound) -> None:
    contents = {"a": b"1" * 10, "folder/b": b"2" * 10_000, "folder/deep/c": b""}
    with open_ole(compound(tmp_path / "a.ole", contents)) as ole:
        assert {path: stream(ole, *path.split("/")) for path in contents} == contents
        assert top_names(ole) == {"a", "folder"}
        assert stream(ole, "folder") is None
        assert stream(ole, "none") is None
        assert properties(ole) == {}


@pytest.mark.parametrize("kept", [8, 511, 600, 1200])
def test_a_cut_file_is_broken_or_lacks_its_streams(tmp_path: Path, compound, kept: int) -> None:
    whole = compound(tmp_path / "a.ole", {"a": b"1" * 9_000}).read_bytes()
    (tmp_path / "b.ole").write_bytes(whole[:kept])
    with pytest.raises(BrokenFile), open_ole(tmp_path / "b.ole") as ole:
        assert stream(ole, "a") is None
        raise BrokenFile("")
