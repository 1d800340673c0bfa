"""The same answers in the sandbox as in this process."""

import zipfile
from pathlib import Path

import docx
import pytest

from common.documents import Edit, read, read_here, read_texts, rewrite, rewrite_here
from common.errors import BadRequest, BrokenFile, EmptyFile, TooLarge, UnsupportedFormat
from common.settings import SandboxSettings


def test_reading_in_the_sandbox_gives_the_same(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("𠮷野家の髙橋さん😀")
    made.save(str(tmp_path / "a.docx"))
    assert read(tmp_path / "a.docx") == read_here(tmp_path / "a.docx")


def test_texts_read_together_are_those_read_alone_and_what_is_none_is_left(tmp_path: Path) -> None:
    for name, content in {
        "a.txt": "回覧",
        "b.csv": "氏名,課\n山田,税務課",
        "c.txt": "%PDF-1.7",
        "d.md": "",
    }.items():
        (tmp_path / name).write_text(content)
    files = [(tmp_path / name, name) for name in ("a.txt", "b.csv", "c.txt", "d.md", "gone.txt")]
    assert read_texts(files) == [read(tmp_path / "a.txt"), read(tmp_path / "b.csv"), None, None, None]


def test_rewriting_in_the_sandbox_gives_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("氏名：山田")
    edit = Edit(segment_id="L1", start=3, end=5, text="■")
    assert rewrite(tmp_path / "a.txt", [edit], tmp_path / "b.txt") == rewrite_here(
        tmp_path / "a.txt", [edit], tmp_path / "c.txt"
    )
    assert (tmp_path / "b.txt").read_text() == (tmp_path / "c.txt").read_text() == "氏名：■"


def test_the_owners_name_for_the_file_decides_when_the_path_does_not(tmp_path: Path) -> None:
    (tmp_path / "0123").write_text("a,b")
    assert read(tmp_path / "0123", name="名簿.csv").format == "csv"


def test_relative_paths_are_those_of_the_caller(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("回覧")
    monkeypatch.chdir(tmp_path)
    assert read(Path("a.txt")).text == "回覧"
    rewrite(Path("a.txt"), [], Path("b.txt"))
    assert (tmp_path / "b.txt").read_text() == "回覧"


def test_problems_cross_the_sandbox(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    with pytest.raises(EmptyFile):
        read(tmp_path / "a.txt")
    (tmp_path / "b.txt").write_text("あ")
    with pytest.raises(BadRequest):
        rewrite(tmp_path / "b.txt", [Edit(segment_id="L9", start=0, end=0, text="x")], tmp_path / "c.txt")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "b.txt"]


def test_a_document_too_large_for_the_limits_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("市役所\n" * 200_000)
    with pytest.raises(TooLarge):
        read(tmp_path / "a.txt", limits=SandboxSettings(output_bytes=1 << 20))


def test_blank_files_are_said_to_hold_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("\n\n")
    document = read_here(tmp_path / "a.txt")
    assert (document.segments, document.unread) == ([], ["文字が見つかりませんでした。"])


def test_a_format_that_is_only_read_is_not_rewritten(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as file:
        file.writestr("a.txt", "本文")
    with pytest.raises(UnsupportedFormat, match="書き換え"):
        rewrite_here(tmp_path / "a.zip", [], tmp_path / "b.zip")


def test_an_archive_without_a_document_is_broken(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as file:
        file.writestr("[Content_Types].xml", "wordprocessingml.document.main+xml")
    with pytest.raises(BrokenFile):
        read(tmp_path / "a.docx")
