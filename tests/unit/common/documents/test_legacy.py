import shutil
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from openpyxl.comments import Comment
from pptx import Presentation

from common.documents import office, read
from common.documents.office import converted

pytestmark = pytest.mark.skipif(office.installed() is None, reason="LibreOffice is not installed")


def letter(path: Path) -> None:
    made = docx.Document()
    made.core_properties.title, made.core_properties.author = "要綱", "総務課"
    made.sections[0].header.paragraphs[0].text = "内部資料"
    made.add_paragraph("第１条　この要綱は補助金の交付について定める。")
    made.save(str(path))


def book(path: Path) -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title, sheet["B2"] = "名簿", "山田"
    sheet["B2"].comment = Comment("要確認", "係")
    hidden = made.create_sheet("控え")
    hidden["A1"], hidden.sheet_state = "内緒", "hidden"
    made.save(path)


def deck(path: Path) -> None:
    made = Presentation()
    slide = made.slides.add_slide(made.slide_layouts[1])
    slide.shapes.title.text, slide.placeholders[1].text = "防災訓練", "一行目"
    slide.notes_slide.notes_text_frame.text = "話すこと"
    made.save(str(path))


@pytest.mark.parametrize(
    ("make", "new", "old", "expected"),
    [
        (letter, "docx", "doc", [("1段落", "第１条　この要綱は補助金の交付について定める。"), ("ヘッダー", "内部資料")]),
        (book, "xlsx", "xls", [
            ("名簿 シート名", "名簿"), ("名簿 B2", "山田"), ("名簿 コメント B2", "要確認"),
            ("控え シート名 （非表示）", "控え"), ("控え A1 （非表示）", "内緒"),
        ]),
        (deck, "pptx", "ppt", [("スライド1 タイトル", "防災訓練"), ("スライド1", "一行目"), ("スライド1 ノート", "話すこと")]),
    ],
)  # fmt: skip
def test_an_old_file_is_read_like_its_successor(
    tmp_path: Path, make: Callable[[Path], None], new: str, old: str, expected: list[tuple[str, str]]
) -> None:
    make(tmp_path / f"a.{new}")
    with converted(tmp_path / f"a.{new}", new, old) as result:
        shutil.copy(result, tmp_path / f"a.{old}")
    document = read(tmp_path / f"a.{old}")
    assert document.format == old
    assert [(s.place.label(), s.text) for s in document.segments] == expected
    if old == "doc":
        assert (document.title, document.author) == ("要綱", "総務課")
