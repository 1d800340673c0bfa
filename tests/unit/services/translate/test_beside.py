"""The original with its translation below it, in files of every kind that can hold both."""

from pathlib import Path

import docx
import openpyxl
import pptx
import pytest
from openpyxl.styles import Font

from common.documents import Document, Segment, read_here, rewrite_here
from services.translate.outcomes import Part, edits, view
from services.translate.translated import Translated

JAPANESE, ENGLISH = "提出の期限は10月31日です。", "The deadline is October 31."


def bilingual(path: Path, translations: dict[str, str], alone: dict[str, str] | None = None) -> list[Segment]:
    """The segments of what is written."""
    document = read_here(path)
    parts = [Part(Translated(translations.get(s.text, s.text)), alone or {}) for s in document.segments]
    out = path.with_stem("out")
    rewrite_here(path, edits(view(document, parts), path.name, bilingual=True), out)
    return read_here(out).segments


def test_bold_words_are_bold_in_both_languages(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("提出の期限は")
    paragraph.add_run("10月31日").bold = True
    paragraph.add_run("です。")
    document.save(str(tmp_path / "a.docx"))
    (found,) = bilingual(tmp_path / "a.docx", {JAPANESE: ENGLISH}, {"10月31日": "October 31"})
    assert found.text == f"{JAPANESE}\n{ENGLISH}"
    assert [found.text[slice(*span)].strip() for span in found.emphasis] == ["10月31日", "October 31"]


def test_a_cell_wraps_and_names_of_sheets_stay(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "期限"
    book.active["A1"], book.active["A1"].font = JAPANESE, Font(bold=True)
    book.active["A2"], book.active["B2"] = 300, "=期限!A2*2"
    book.active.row_dimensions[1].height = 12
    book.save(tmp_path / "a.xlsx")
    bilingual(tmp_path / "a.xlsx", {JAPANESE: ENGLISH, "期限": "Deadline"})
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["期限"]
    assert sheet["A1"].value == f"{JAPANESE}\n{ENGLISH}"
    assert sheet["A1"].alignment.wrap_text and sheet["A1"].font.bold
    assert sheet.row_dimensions[1].height is None
    assert (sheet["A2"].value, sheet["B2"].value) == (300, "=期限!A2*2")
    assert not sheet["A2"].alignment.wrap_text


def test_a_slide_has_its_second_line_in_a_run_of_its_own(tmp_path: Path) -> None:
    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[5])
    slide.shapes.title.text = JAPANESE
    slide.shapes.add_textbox(0, 0, 914400, 914400).text_frame.text = JAPANESE
    show.save(tmp_path / "a.pptx")
    found = bilingual(tmp_path / "a.pptx", {JAPANESE: ENGLISH})
    assert [s.text for s in found] == [f"{JAPANESE} / {ENGLISH}", f"{JAPANESE}\n{ENGLISH}"]


@pytest.mark.parametrize(
    ("name", "written", "wanted"),
    [
        ("a.txt", f"{JAPANESE}\n\n{JAPANESE}\n", f"{JAPANESE}\n{ENGLISH}\n\n{JAPANESE}\n{ENGLISH}\n"),
        ("a.md", f"{JAPANESE}\n", f"{JAPANESE}  \n{ENGLISH}\n"),
        ("a.html", f"<title>期限</title><p>{JAPANESE}</p>", f"<title>期限 / Deadline</title><p>{JAPANESE}<br>{ENGLISH}</p>"),
        ("a.csv", f"期限,{JAPANESE}\n", f'"期限\nDeadline","{JAPANESE}\n{ENGLISH}"\n'),
        ("a.srt", f"1\n00:00:01,000 --> 00:00:02,000\n{JAPANESE}\n", f"1\n00:00:01,000 --> 00:00:02,000\n{JAPANESE}\n{ENGLISH}\n"),
    ],
)  # fmt: skip
def test_what_is_written_as_text(tmp_path: Path, name: str, written: str, wanted: str) -> None:
    (tmp_path / name).write_text(written, encoding="utf-8")
    bilingual(tmp_path / name, {JAPANESE: ENGLISH, "期限": "Deadline"})
    assert (tmp_path / "out").with_suffix(Path(name).suffix).read_text(encoding="utf-8") == wanted


def test_what_is_not_translated_is_not_said_twice(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("2026\n", encoding="utf-8")
    bilingual(tmp_path / "a.txt", {})
    assert (tmp_path / "out.txt").read_text(encoding="utf-8") == "2026\n"
    assert edits(view(Document(format="txt", segments=[]), []), "a.txt", bilingual=True) == []
