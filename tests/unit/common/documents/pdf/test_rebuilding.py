"""A PDF's text as a Word document."""

from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from common.documents import rebuild
from common.errors import UnsupportedFormat

FONT, SIZE = "HeiseiKakuGo-W5", 10.5
BODY = (
    "転入された方は、引っ越した日から十四日以内に市民課の窓口で届け出をしてください。届け出には本人確認書類と"
    "転出証明書が必要です。代理の方は委任状をお持ちください。"
)
ROWS = [("区分", "金額", "担当課"), ("住民票", "300円", "市民課"), ("印鑑証明", "300円", "市民課")]


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(595, 842))
    canvas.setFont(FONT, 18)
    canvas.drawCentredString(297, 780, "転入届のお知らせ")
    canvas.setFont(FONT, SIZE)
    canvas.drawRightString(525, 750, "令和8年10月1日")
    height = 720.0
    lines = [(70, BODY[at : at + 43]) for at in range(0, len(BODY), 43)]
    for left, text in [*lines, (70, "・本人確認書類"), (70, "・転出証明書")]:
        canvas.drawString(left, height, text)
        height -= 16
    height -= 16
    for row in ROWS:
        for left, text in zip((70, 250, 400), row, strict=True):
            canvas.drawString(left, height, text)
        height -= 18
    canvas.drawString(70, height - 30, "Please bring your identity docu-")
    canvas.drawString(70, height - 45, "ments.")
    canvas.showPage()
    canvas.setFont(FONT, SIZE)
    canvas.drawString(70, 780, "二ページ目です。")
    canvas.save()
    return tmp_path / "a.pdf"


def test_lines_are_paragraphs_and_columns_are_a_table(notice: Path, tmp_path: Path) -> None:
    report = rebuild(notice, tmp_path / "a.docx")
    assert "組み直しました" in report.notes[0]
    made = docx.Document(str(tmp_path / "a.docx"))
    texts = [paragraph.text for paragraph in made.paragraphs]
    assert texts[:5] == ["転入届のお知らせ", "令和8年10月1日", BODY, "・本人確認書類", "・転出証明書"]
    assert [tuple(cell.text for cell in row.cells) for row in made.tables[0].rows] == ROWS
    assert texts[-1] == "二ページ目です。" and made.paragraphs[-1].paragraph_format.page_break_before


def test_sizes_and_places_are_like_those_of_the_page(notice: Path, tmp_path: Path) -> None:
    rebuild(notice, tmp_path / "a.docx")
    title, date, body, *_ = docx.Document(str(tmp_path / "a.docx")).paragraphs
    assert (title.runs[0].font.size.pt, body.runs[0].font.size.pt) == (18, SIZE)
    assert title.alignment is WD_ALIGN_PARAGRAPH.CENTER and date.alignment is WD_ALIGN_PARAGRAPH.RIGHT
    assert body.alignment is None


def test_other_formats_are_not_rebuilt(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("窓口です。")
    with pytest.raises(UnsupportedFormat):
        rebuild(tmp_path / "a.txt", tmp_path / "a.docx")
