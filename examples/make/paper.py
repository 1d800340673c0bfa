"""PDF with a text layer, set in the CID fonts that every reader knows by name (nothing embedded)."""

from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from examples.make.sources import Block, Source

MINCHO, GOTHIC = "HeiseiMin-W3", "HeiseiKakuGo-W5"
TEXT_WIDTH_PT = 451


def style(name: str, face: str = MINCHO, size: float = 10.5, **more: Any) -> ParagraphStyle:
    return ParagraphStyle(name, fontName=face, fontSize=size, leading=size * 1.6, wordWrap="CJK", **more)


STYLES = {
    "heading1": style("heading1", GOTHIC, 15, spaceAfter=8),
    "heading2": style("heading2", GOTHIC, 12, spaceBefore=8, spaceAfter=4),
    "paragraph": style("paragraph", spaceAfter=4),
    "item": style("item", leftIndent=14, bulletIndent=2, bulletFontName=MINCHO),
    "aside": style("aside", alignment=TA_RIGHT),
    "cell": style("cell", size=9),
}


def write(source: Source, path: Path) -> None:
    """Write `source` to `path` on A4; `invariant` fixes the dates and the file identifier."""
    for face in (MINCHO, GOTHIC):
        pdfmetrics.registerFont(UnicodeCIDFont(face))
    document = SimpleDocTemplate(
        str(path),
        pagesize=A4,
        title=source.meta.get("title", ""),
        author=source.meta["author"],
        invariant=1,
    )
    document.build([flowable for block in source.blocks() for flowable in flowables(block)])


def flowables(block: Block) -> list[Any]:
    if block.kind == "table":
        return [table(block), Spacer(1, 8)]
    if block.kind == "heading":
        return [Paragraph(escape(block.text), STYLES[f"heading{block.level}"])]
    bullet = "・" if block.kind == "item" else None
    return [Paragraph(markup(block), STYLES[block.kind], bulletText=bullet)]


def markup(block: Block) -> str:
    faces = {True: GOTHIC, False: MINCHO}
    return "".join(f'<font name="{faces[run.bold]}">{escape(run.text)}</font>' for run in block.runs())


def table(block: Block) -> Table:
    cells = [[Paragraph(escape(cell), STYLES["cell"]) for cell in row] for row in block.rows]
    columns = len(block.rows[0])
    grid = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")])
    return Table(cells, colWidths=[TEXT_WIDTH_PT / columns] * columns, style=grid, repeatRows=1)
