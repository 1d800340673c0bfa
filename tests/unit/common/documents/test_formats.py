import zipfile
from pathlib import Path

import pytest

from common.documents.formats import SUPPORTED, find_format
from common.errors import BrokenFile, EmptyFile, EncryptedFile, UnsupportedFormat

PNG = b"\x89PNG\r\n\x1a\n" + bytes(32)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
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
        ("a.docx", PNG, "画像（png）"),
        ("a.txt", b"\xff\xd8\xff\xe0" + bytes(64), "画像（jpeg）"),
        ("a.txt", bytes(range(256)), "この形式"),
        ("a.rtf", b"{\\rtf1}", "リッチテキスト"),
        ("a.jtd", OLE + "DocumentText".encode("utf-16-le"), "一太郎"),
        ("a.doc", OLE + "WordDocument".encode("utf-16-le"), "Word 97"),
        ("a.bin", OLE, "古い形式"),
        ("a.xyz", "ただの文".encode(), "拡張子 .xyz"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    with pytest.raises(UnsupportedFormat) as caught:
        find_format(written(tmp_path / name, content), name)
    assert said in caught.value.detail


def test_a_macro_file_is_not_read(tmp_path: Path) -> None:
    path = office(tmp_path / "a.docx", "application/vnd.ms-word.document.macroEnabled.main+xml")
    with pytest.raises(UnsupportedFormat, match="マクロ"):
        find_format(path, "a.docx")


def test_a_protected_office_file_is_said_to_be(tmp_path: Path) -> None:
    content = OLE + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(EncryptedFile, match="パスワード"):
        find_format(written(tmp_path / "a.docx", content), "a.docx")


def test_an_empty_file_is_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(EmptyFile):
        find_format(written(tmp_path / "a.txt", b""), "a.txt")


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"PK\x03\x04" + bytes(100)])
def test_a_broken_archive_is_said_to_be(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(BrokenFile):
        find_format(written(tmp_path / "a.docx", content), "a.docx")


def test_every_suffix_is_lower_case() -> None:
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in SUPPORTED)
