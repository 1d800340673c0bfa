from pathlib import Path

import pytest

from common.documents.replacing import replacing


def test_the_file_appears_when_the_block_ends(tmp_path: Path) -> None:
    out = tmp_path / "out.txt"
    with replacing(out) as draft:
        draft.write_text("新")
        assert not out.exists()
    assert out.read_text() == "新"
    assert [path.name for path in tmp_path.iterdir()] == ["out.txt"]


def test_a_failure_leaves_the_old_file_and_no_draft(tmp_path: Path) -> None:
    out = tmp_path / "out.txt"
    out.write_text("旧")
    with pytest.raises(ZeroDivisionError), replacing(out) as draft:
        draft.write_text(str(1 // 0))
    assert out.read_text() == "旧"
    assert [path.name for path in tmp_path.iterdir()] == ["out.txt"]
