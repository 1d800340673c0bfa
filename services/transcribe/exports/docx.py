"""Minutes in Word, on python-docx's own template with a Japanese font and A4 pages; or on a city's template."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from services.transcribe.exports.options import DEFAULT, ExportOptions
from services.transcribe.exports.outline import DRAFT, NONE_FOUND, TASK_HEAD, header_rows, sections, task_rows
from services.transcribe.exports.speech import Turn, corrected, spoken, turns
from services.transcribe.exports.word_styles import TIME_WIDTH_MM, add_table, make_bold, set_page, set_styles
from services.transcribe.schemas import Transcript, without_controls

HEADER_WIDTHS, TASK_WIDTHS, CORRECTION_WIDTHS = (30, 130), (30, 74, 38, 18), (18, 52, 52, 38)
"""Millimetres; the page leaves 160."""
DRAFT_SPACE_MM = 2


def docx_export(transcript: Transcript, options: ExportOptions = DEFAULT) -> bytes:
    from docx import Document

    if options.template is not None:
        from services.transcribe.exports.templates import filled

        return filled(options.template, transcript, options)
    document = Document()
    set_styles(document)
    set_page(document)
    _write(document, transcript, options)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _write(document: Any, transcript: Transcript, options: ExportOptions) -> None:
    from docx.shared import Mm

    minutes = transcript.found_minutes
    document.core_properties.title = without_controls(minutes.title)
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.add_heading(without_controls(minutes.title), level=0)
    _table(document, header_rows(transcript, minutes), HEADER_WIDTHS, head=False)
    document.add_paragraph(DRAFT).paragraph_format.space_before = Mm(DRAFT_SPACE_MM)
    for section in sections(minutes):
        _list(document, section.heading, section.lines)
    _tasks(document, task_rows(transcript))
    document.add_heading("全文", level=1)
    for turn in turns(spoken(transcript, options)):
        _turn(document, turn)
    if options.corrections:
        _corrections(document, transcript)


def _table(document: Any, rows: Iterable[Sequence[str]], widths: Sequence[int], *, head: bool = True) -> None:
    """`head`: the first row is bold and comes again on each page; else the first column is bold."""
    table = add_table(document, [[without_controls(text) for text in row] for row in rows], widths)
    make_bold(table.rows[0].cells if head else table.columns[0].cells)
    if head:
        _repeat_on_each_page(table.rows[0])


def _repeat_on_each_page(row: Any) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _list(document: Any, heading: str, lines: list[str]) -> None:
    document.add_heading(heading, level=1)
    for line in lines or [NONE_FOUND]:
        document.add_paragraph(without_controls(line), style="List Bullet")


def _tasks(document: Any, rows: list[tuple[str, str, str, str]]) -> None:
    document.add_heading("宿題・TODO", level=1)
    if rows:
        _table(document, [TASK_HEAD, *rows], TASK_WIDTHS)
    else:
        document.add_paragraph(NONE_FOUND, style="List Bullet")


def _turn(document: Any, turn: Turn) -> None:
    """What one person says, the time hanging at the left; what is to be checked is highlighted."""
    from docx.enum.text import WD_COLOR_INDEX
    from docx.shared import Mm

    first = turn.first
    if first.item:
        document.add_heading(without_controls(first.item), level=2)
    if not turn.line:
        return
    paragraph = document.add_paragraph(f"{first.time}\t")
    if first.speaker:
        paragraph.add_run(without_controls(f"{first.speaker}：")).bold = True
    for piece in turn.pieces:
        run = paragraph.add_run(without_controls(piece.body))
        if piece.doubtful:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW
    layout = paragraph.paragraph_format
    layout.left_indent, layout.first_line_indent = Mm(TIME_WIDTH_MM), -Mm(TIME_WIDTH_MM)
    layout.tab_stops.add_tab_stop(Mm(TIME_WIDTH_MM))


def _corrections(document: Any, transcript: Transcript) -> None:
    document.add_heading("付録　辞書による修正", level=1)
    rows = [(each.time, each.original, each.entry, each.reading) for each in corrected(transcript)]
    if rows:
        _table(document, [("時刻", "聞き取り", "修正後", "読み"), *rows], CORRECTION_WIDTHS)
    else:
        document.add_paragraph("辞書による修正はありません。")
