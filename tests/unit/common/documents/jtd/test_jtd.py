from pathlib import Path

import pytest

from common.documents import read, read_here
from common.errors import BrokenFile


def test_sheets_headers_and_notes_are_read(tmp_path: Path, compound, jtd_text) -> None:
    path = compound(
        tmp_path / "a.jtd",
        {
            "DocumentText": jtd_text("一枚目\n\n三行目"),
            "Header": jtd_text("- 1 -"),
            "ObjectSheets/DocSheet/DOCS_0000/DocumentText": jtd_text("二枚目"),
            "ObjectSheets/DocSheet/DOCS_0001/DocumentText": jtd_text("三枚目"),
        },
    )
    document = read_here(path)
    assert document.format == "jtd"
    assert [(s.id, s.place.label(), s.text) for s in document.segments] == [
        ("s1-body-1", "シート1 1行", "一枚目"),
        ("s1-body-3", "シート1 3行", "三行目"),
        ("s1-header-1", "シート1 ヘッダー", "- 1 -"),
        ("s2-body-1", "シート2 1行", "二枚目"),
        ("s3-body-1", "シート3 1行", "三枚目"),
    ]
    assert read(path) == document


def test_a_compressed_document_is_unpacked(tmp_path: Path, compound, jtd_text, lh5_member) -> None:
    inner = compound(tmp_path / "inner", {"DocumentText": jtd_text("議事録\n" * 300)}).read_bytes()
    packed = b"&\0JustCompressedDocument" + bytes(14) + lh5_member(inner)
    document = read_here(compound(tmp_path / "a.jtdc", {"JSCompDocument": packed}))
    assert [s.text for s in document.segments] == ["議事録"] * 300
    assert document.segments[0].place.sheet is None


def test_a_document_without_its_text_is_broken(tmp_path: Path, compound, lh5_member) -> None:
    inner = compound(tmp_path / "inner", {"Font": b""}).read_bytes()
    with pytest.raises(BrokenFile):
        read_here(compound(tmp_path / "a.jtdc", {"JSCompDocument": lh5_member(inner)}))
    with pytest.raises(BrokenFile):
        read_here(compound(tmp_path / "b.jtdc", {"JSCompDocument": lh5_member(b"no document")}))
