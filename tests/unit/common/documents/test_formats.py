import zipfile
from pathlib import Path

import pytest

from common.documents.formats import SUPPORTED, find_format
from common.documents.sniffing import sniff
from common.errors import BrokenFile, EmptyFile, EncryptedFile, UnsupportedFormat

MAIN = "application/vnd.openxmlformats-officedocument.{}.main+xml"


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def office(path: Path, content_type: str) -> Path:
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("[Content_Types].xml", f'<Types><Override ContentType="{content_type}"/></Types>')
    return path


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("wordprocessingml.document", "docx"),
        ("spreadsheetml.sheet", "xlsx"),
        ("presentationml.presentation", "pptx"),
    ],
)
def test_content_wins_over_the_suffix(tmp_path: Path, kind: str, name: str) -> None:
    assert find_format(office(tmp_path / "a.txt", MAIN.format(kind)), "a.txt").name == name


@pytest.mark.parametrize(
    ("name", "format_"), [("a.TXT", "txt"), ("a.md", "md"), ("a.csv", "csv"), ("メモ", "txt")]
)
def test_text_is_told_apart_by_suffix(tmp_path: Path, name: str, format_: str) -> None:
    assert find_format(written(tmp_path / "x", "回覧".encode("cp932")), name).name == format_


@pytest.mark.parametrize("name", ["a.docx", "a.pdf", "a.xlsx"])
def test_text_that_claims_to_be_something_else_is_broken(tmp_path: Path, name: str) -> None:
    with pytest.raises(BrokenFile, match="拡張子"):
        find_format(written(tmp_path / name, b"plain text"), name)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.docx", b"7z\xbc\xaf\x27\x1c" + bytes(32), "圧縮ファイル（7z）"),
        ("a.txt", bytes(range(256)), "この形式"),
        ("a.xdw", bytes(range(256)), "DocuWorks 文書"),
        ("a.jww", "ただの文".encode(), "CAD 図面"),
        ("a.xyz", "ただの文".encode(), "拡張子 .xyz"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    with pytest.raises(UnsupportedFormat) as caught:
        find_format(written(tmp_path / name, content), name)
    assert said in caught.value.detail


@pytest.mark.parametrize(
    ("stream", "kind"),
    [("DocumentText", "jtd"), ("JSCompDocument", "jtd"), ("ObjectPool/1/WordDocument", "ole"), ("x", "ole")],
)
def test_an_old_file_is_known_by_its_top_streams(tmp_path: Path, compound, stream: str, kind: str) -> None:
    assert sniff(compound(tmp_path / "a", {stream: b"1"})) == kind


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("<!-- x -->\n<!DOCTYPE html><p>", "html"),
        ("<?xml version='1.0'?>\n<html lang='ja'>", "html"),
        ("<table><tr><td>表", "html"),
        ("From: a@example.jp\nSubject: x\nDate: y\n\n本文", "eml"),
        ("From: a@example.jp\n\nSubject: x\nDate: y", "text"),
        ("件名: x\nFrom: a\nSubject: x\nDate: y\n", "text"),
        ("<p>断片", "text"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_written_kinds_are_told_by_their_beginning(
    tmp_path: Path, content: str, kind: str, encoding: str
) -> None:
    assert sniff(written(tmp_path / "a", content.encode(encoding))) == kind


@pytest.mark.parametrize(
    ("name", "format_"), [("a.txt", "txt"), ("a.xls", "html"), ("a.md", "md"), ("a", "html")]
)
def test_the_owner_decides_between_kinds_of_text(tmp_path: Path, name: str, format_: str) -> None:
    assert find_format(written(tmp_path / "a", b"<html><p>x"), name).name == format_


@pytest.mark.parametrize(
    ("content_type", "name"),
    [
        ("application/vnd.ms-word.document.macroEnabled.main+xml", "docm"),
        ("application/vnd.ms-excel.sheet.macroEnabled.main+xml", "xlsm"),
        ("application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml", "pptm"),
    ],
)
def test_a_macro_file_is_read_but_not_rewritten(tmp_path: Path, content_type: str, name: str) -> None:
    found = find_format(office(tmp_path / "a.docx", content_type), "a.docx")
    assert (found.name, found.rewritable) == (name, False)


def test_a_protected_office_file_is_said_to_be(tmp_path: Path, compound) -> None:
    with pytest.raises(EncryptedFile, match="パスワード"):
        find_format(compound(tmp_path / "a.docx", {"EncryptedPackage": b"1"}), "a.docx")


def test_an_empty_file_is_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(EmptyFile):
        find_format(written(tmp_path / "a.txt", b""), "a.txt")


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"PK\x03\x04" + bytes(100)])
def test_a_broken_archive_is_said_to_be(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(BrokenFile):
        find_format(written(tmp_path / "a.docx", content), "a.docx")


def test_every_suffix_is_lower_case() -> None:
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in SUPPORTED)
