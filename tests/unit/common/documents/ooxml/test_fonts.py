from pathlib import Path

import docx
import openpyxl
import pptx
from docx.oxml.ns import qn
from openpyxl.styles import Font

from common.documents.ooxml.fonts import fit


def test_japanese_fonts_of_a_word_file_become_those_of_the_language(tmp_path: Path) -> None:
    path, document = tmp_path / "a.docx", docx.Document()
    for face in ("ＭＳ 明朝", "Yu Gothic", "Arial"):
        run = document.add_paragraph().add_run("通知")
        run.font.name = "Arial"
        run._r.rPr.rFonts.set(qn("w:eastAsia"), face)
    document.save(str(path))
    fit(path, "zh")
    found = [paragraph.runs[0]._r.rPr.rFonts for paragraph in docx.Document(str(path)).paragraphs]
    assert [each.get(qn("w:eastAsia")) for each in found] == ["SimSun", "Microsoft YaHei", "Arial"]
    assert {each.get(qn("w:ascii")) for each in found} == {"Arial"}


def test_thai_gets_a_font_for_complex_scripts(tmp_path: Path) -> None:
    path, document = tmp_path / "a.docx", docx.Document()
    document.add_paragraph().add_run("通知").font.name = "メイリオ"
    document.save(str(path))
    fit(path, "th")
    fonts = docx.Document(str(path)).paragraphs[0].runs[0]._r.rPr.rFonts
    assert (fonts.get(qn("w:ascii")), fonts.get(qn("w:cs"))) == ("Leelawadee UI", "Leelawadee UI")


def test_cells_and_slides_too_and_other_languages_change_nothing(tmp_path: Path) -> None:
    book, sheet = openpyxl.Workbook(), tmp_path / "a.xlsx"
    book.active["A1"].font = Font(name="ＭＳ Ｐゴシック", charset=128)  # type: ignore[index]
    book.save(sheet)
    before = sheet.read_bytes()
    fit(sheet, "en")
    assert sheet.read_bytes() == before
    fit(sheet, "ko")
    font = openpyxl.load_workbook(sheet).active["A1"].font  # type: ignore[index]
    assert (font.name, font.charset) == ("Malgun Gothic", None)
    show, slides = pptx.Presentation(), tmp_path / "a.pptx"
    run = show.slides.add_slide(show.slide_layouts[0]).shapes.title.text_frame.paragraphs[0].add_run()
    run.text, run.font.name = "通知", "游明朝"
    run._r.get_or_add_rPr().set("lang", "ja-JP")
    show.save(slides)
    fit(slides, "vi")
    run = pptx.Presentation(slides).slides[0].shapes.title.text_frame.paragraphs[0].runs[0]
    assert (run.font.name, run._r.rPr.get("lang")) == ("Times New Roman", "vi-VN")
