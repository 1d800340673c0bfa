"""How our own Word minutes look: fonts, paper, page numbers."""

from collections.abc import Iterable, Sequence
from typing import Any

FONT = "游ゴシック"
BODY_POINTS = 10.5
TITLE_POINTS = 18
STYLES = ("Normal", "Title", "Heading 1", "Heading 2", "List Bullet", "Table Grid")
TIME_WIDTH_MM = 18
CELL_MARGIN = 50
"""Twentieths of a point."""
A4_MM, MARGIN_MM = (210, 297), 25


def set_styles(document: Any) -> None:
    """Word takes Japanese characters from the East Asian font, which python-docx does not set."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    for name in STYLES:
        style = document.styles[name]
        style.font.name = FONT
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.set(qn("w:eastAsia"), FONT)
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(theme), None)
    document.styles["Normal"].font.size = Pt(BODY_POINTS)
    document.styles["Normal"].paragraph_format.space_after = Pt(3)
    document.styles["Title"].font.size = Pt(TITLE_POINTS)
    _set_title(document.styles["Title"])
    _set_language(document)


def _set_title(style: Any) -> None:
    """In the middle, without the coloured line of python-docx's template."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn

    style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for border in style.element.pPr.findall(qn("w:pBdr")):
        style.element.pPr.remove(border)


def _set_language(document: Any) -> None:
    """So that line breaks and proofing follow Japanese rules."""
    from docx.oxml.ns import qn

    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "ja-JP")
        language.set(qn("w:eastAsia"), "ja-JP")


def set_page(document: Any) -> None:
    """A4 with equal margins, the page number at the foot."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = (Mm(side) for side in A4_MM)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Mm(MARGIN_MM))
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _add_page_number(foot)


def add_table(document: Any, rows: Sequence[Sequence[str]], widths_mm: Sequence[int]) -> Any:
    """A table of fixed columns. Word reads a cell's width, LibreOffice the grid's: both are set."""
    from docx.shared import Mm

    table = document.add_table(rows=len(rows), cols=len(widths_mm), style="Table Grid")
    table.autofit = False
    _set_cell_margins(table)
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, row, strict=True):
            cell.paragraphs[0].add_run(text)
            cell.paragraphs[0].paragraph_format.space_after = Mm(0)
    return table


def make_bold(cells: Iterable[Any]) -> None:
    for cell in cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True


def _set_cell_margins(table: Any) -> None:
    """Room above and below the text, which else touches the lines."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    margins = OxmlElement("w:tblCellMar")
    for side in ("top", "bottom"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(CELL_MARGIN))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)


def _add_page_number(paragraph: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)
