"""Minutes in Word, on python-docx's own template with a Japanese font."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from services.transcribe.exports.outline import (
    DRAFT,
    NONE_FOUND,
    full_text_line,
    header_rows,
    sections,
    task_row,
)
from services.transcribe.schemas import Transcript, without_controls

FONT = "游ゴシック"
BODY_POINTS = 10.5
STYLES = ("Normal", "Title", "Heading 1", "List Bullet", "Table Grid")
TIME_WIDTH_MM = 18


def docx_export(transcript: Transcript) -> bytes:
    from docx import Document

    document = Document()
    _set_fonts(document)
    minutes = transcript.found_minutes
    document.core_properties.title = without_controls(minutes.title)
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.add_heading(without_controls(minutes.title), level=0)
    _table(document, header_rows(transcript, minutes))
    document.add_paragraph(DRAFT)
    for section in sections(minutes):
        _list(document, section.heading, section.lines)
    _tasks(document, [task_row(task) for task in minutes.tasks])
    document.add_heading("全文", level=1)
    for segment in transcript.segments:
        _spoken(document, *full_text_line(segment))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _set_fonts(document: Any) -> None:
    """Word takes Japanese characters from the East Asian font, which python-docx does not set."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    for name in STYLES:
        style = document.styles[name]
        style.font.name = FONT
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.set(qn("w:eastAsia"), FONT)
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(theme), None)
    document.styles["Normal"].font.size = Pt(BODY_POINTS)


def _table(document: Any, rows: Iterable[Sequence[str]]) -> None:
    rows = list(rows)
    table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, row, strict=True):
            cell.text = without_controls(text)


def _list(document: Any, heading: str, lines: list[str]) -> None:
    document.add_heading(heading, level=1)
    for line in lines or [NONE_FOUND]:
        document.add_paragraph(without_controls(line), style="List Bullet")


def _tasks(document: Any, rows: list[tuple[str, str, str, str]]) -> None:
    document.add_heading("宿題・TODO", level=1)
    if rows:
        _table(document, [("担当", "内容", "期限", "時刻"), *rows])
    else:
        document.add_paragraph(NONE_FOUND, style="List Bullet")


def _spoken(document: Any, time: str, text: str) -> None:
    from docx.shared import Mm

    paragraph = document.add_paragraph(f"{time}\t{without_controls(text)}")
    layout = paragraph.paragraph_format
    layout.left_indent, layout.first_line_indent = Mm(TIME_WIDTH_MM), -Mm(TIME_WIDTH_MM)
    layout.tab_stops.add_tab_stop(Mm(TIME_WIDTH_MM))
