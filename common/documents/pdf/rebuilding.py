"""A PDF's text as a Word document: paragraphs, headings, simple tables and pages; pictures and rules are left out."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from statistics import median
from typing import Any

import docx
import pypdfium2
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt

from common.documents.model import Report
from common.documents.ooxml.runs import ILLEGAL
from common.documents.pdf.blocks import Block, Paragraph, Table, Words, blocks
from common.documents.pdf.opening import open_flat, open_pdf

REBUILT = (
    "PDF の文字から Word 文書を組み直しました。段落、見出しの大きさ、かんたんな表、ページの区切りは残りますが、"
    "写真、図、罫線、注釈は入りません。元の PDF と見比べてください。"
)
FONT = "游ゴシック"
CENTRED = 0.03
"""How far, as a part of the page's width, the middle of a centred line may be from the middle of the page."""
LEAST_MARGIN, MOST_MARGIN = 28.0, 90.0
LEAST_SIZE, MOST_SIZE = 6.0, 72.0
MOST_INCHES_IN_POINTS = 1584.0
"""The largest page that Word has."""
Edges = tuple[float, float]


def rebuild(path: Path, out: Path) -> Report:
    """Raises what `read` does. The report's notes say what was left out."""
    made = docx.Document()
    _set_font(made.styles["Normal"])
    with closing(open_pdf(path)) as file:
        for number in range(1, len(file) + 1):
            with closing(open_flat(file, number)) as page:
                _add_page(made, page, number)
    made.save(str(out))
    return Report(applied=0, notes=[REBUILT])


def _set_font(style: Any) -> None:
    style.font.name = FONT
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(0)


def _add_page(made: Any, page: pypdfium2.PdfPage, number: int) -> None:
    with closing(page.get_textpage()) as text:
        found = blocks(text)
    edges = _edges(found, page.get_width())
    if number == 1:
        _set_page(made.sections[0], page, edges)
    elif not found or isinstance(found[0], Table):
        made.add_paragraph().paragraph_format.page_break_before = True
    before: Paragraph | None = None
    for block in found:
        if isinstance(block, Table):
            _add_table(made, block)
            before = None
        else:
            paragraph = _add_paragraph(made, block, before, edges, page.get_width())
            paragraph.paragraph_format.page_break_before = (number > 1 and block is found[0]) or None
            before = block


def _set_page(section: Any, page: pypdfium2.PdfPage, edges: Edges) -> None:
    width, height = (min(side, MOST_INCHES_IN_POINTS) for side in page.get_size())
    section.page_width, section.page_height = Pt(width), Pt(height)
    left, right = (min(MOST_MARGIN, max(LEAST_MARGIN, margin)) for margin in (edges[0], width - edges[1]))
    section.left_margin, section.right_margin = Pt(left), Pt(right)
    section.top_margin = section.bottom_margin = Pt((left + right) / 2)


def _edges(found: Sequence[Block], width: float) -> Edges:
    boxes = [words.box for words in _all_words(found)]
    return min((box[0] for box in boxes), default=0), max((box[2] for box in boxes), default=width)


def _all_words(found: Sequence[Block]) -> Iterator[Words]:
    for block in found:
        if isinstance(block, Paragraph):
            yield from block.lines
        else:
            yield from (words for row in block.rows for cell in row for words in cell)


def _add_paragraph(made: Any, block: Paragraph, before: Paragraph | None, edges: Edges, width: float) -> Any:
    paragraph = made.add_paragraph()
    _add_run(paragraph, block.text, block.size, block.bold)
    left, _, right, top = block.box
    style = paragraph.paragraph_format
    if before is not None and (gap := before.box[1] - top) > block.size:
        style.space_before = Pt(min(gap, 3 * block.size))
    narrow = right - left < 0.8 * (edges[1] - edges[0])
    if narrow and abs((left + right) / 2 - width / 2) < CENTRED * width and left - edges[0] > block.size:
        style.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif narrow and edges[1] - right < block.size and left > width / 2:
        style.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    elif left - edges[0] > block.size / 2:
        style.left_indent = Pt(min(left - edges[0], width / 2))
    return paragraph


def _add_table(made: Any, block: Table) -> None:
    table = made.add_table(rows=len(block.rows), cols=len(block.rows[0]), style="Table Grid")
    for row, cells in zip(table.rows, block.rows, strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            if words:
                size = median(each.size for each in words)
                _add_run(cell.paragraphs[0], " ".join(each.text for each in words), size, words[0].bold)


def _add_run(paragraph: Any, text: str, size: float, bold: bool) -> None:
    run = paragraph.add_run(ILLEGAL.sub("", text))
    run.font.size = Pt(round(min(MOST_SIZE, max(LEAST_SIZE, size)) * 2) / 2)
    run.bold = bold or None
