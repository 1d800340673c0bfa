"""Word files: headings, paragraphs, lists, tables, header, footer, one comment."""

from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from examples.make import packing
from examples.make.sources import Block, Source

FACES = {"Normal": "游明朝", "Heading 1": "游ゴシック", "Heading 2": "游ゴシック"}


def write(source: Source, path: Path) -> None:
    """Write `source` to `path`. Front matter used: title, author, header, footer, comment, modified."""
    document = docx.Document()
    set_page(document)
    set_faces(document)
    set_properties(document, source)
    for block in source.blocks():
        add_block(document, block)
    section = document.sections[0]
    section.header.paragraphs[0].text = source.meta.get("header", "")
    section.footer.paragraphs[0].text = source.meta.get("footer", "")
    if comment := source.meta.get("comment"):
        add_comment(document, comment, source)
    document.save(str(path))
    packing.freeze(path, source.modified)


def set_page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin = section.bottom_margin = Mm(22)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "ja-JP")


def set_faces(document: Document) -> None:
    for name, face in FACES.items():
        style: Any = document.styles[name]
        style.font.name = face
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.rPr.rFonts
        # A theme's font wins over a named one.
        for theme in [name for name in fonts.attrib if name.endswith("Theme")]:
            del fonts.attrib[theme]
        fonts.set(qn("w:eastAsia"), face)
    normal: Any = document.styles["Normal"]
    normal.font.size = Pt(10.5)


def set_properties(document: Document, source: Source) -> None:
    properties = document.core_properties
    properties.title = source.meta.get("title", "")
    properties.author = source.meta["author"]
    properties.last_modified_by = source.meta["author"]
    properties.comments = ""
    properties.created = properties.modified = source.modified


def add_block(document: Document, block: Block) -> None:
    if block.kind == "table":
        add_table(document, block)
    elif block.kind == "heading":
        document.add_heading(block.text, level=block.level)
    else:
        paragraph = document.add_paragraph(style="List Bullet" if block.kind == "item" else None)
        if block.kind == "aside":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        add_runs(paragraph, block)


def add_runs(paragraph: Paragraph, block: Block) -> None:
    for run in block.runs():
        paragraph.add_run(run.text).bold = run.bold or None


def add_table(document: Document, block: Block) -> None:
    table = document.add_table(rows=0, cols=len(block.rows[0]), style="Table Grid")
    for row in block.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.add_paragraph()


def add_comment(document: Document, comment: dict[str, str], source: Source) -> None:
    """Attach a comment to the first body paragraph that holds `comment["on"]`."""
    anchor = next(p for p in document.paragraphs if comment["on"] in p.text)
    added = document.add_comment(anchor.runs, text=comment["text"], author=comment["author"], initials="")
    added._comment_elm.set(qn("w:date"), source.modified.strftime("%Y-%m-%dT%H:%M:%SZ"))
