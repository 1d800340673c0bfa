"""Word, Excel and PowerPoint files that hide a person in places of their kind, different ones each time."""

import io
import zipfile
from pathlib import Path
from random import Random
from typing import Any

from bench.masking_leaks.people import Person, cut

PACKAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def docx(path: Path, who: Person, random: Random) -> None:
    import docx as python_docx
    from docx.shared import Pt

    made = python_docx.Document()
    for _ in range(random.randrange(2, 6)):
        paragraph = made.add_paragraph()
        for run in cut(who.sentence(random), random):
            paragraph.add_run(run).font.size = Pt(random.choice((9, 10.5, 12)))
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "氏名", who.name
    if random.random() < 0.6:
        made.sections[0].header.paragraphs[0].text = f"{who.name} 申請"
    if random.random() < 0.6:
        made.core_properties.author = made.core_properties.title = who.name
    if random.random() < 0.6:
        made.add_comment(made.paragraphs[0].runs[0], f"{who.name}に確認", author=who.name)
    if random.random() < 0.5:
        markup: Any = made.paragraphs[0]._p
        deleted = markup.makeelement(_w("del"), {_w("author"): who.name, _w("id"): "9"})
        run = deleted.makeelement(_w("r"), {})
        former = run.makeelement(_w("delText"), {})
        former.text = f"旧 {who.name} {who.phone}"
        run.append(former)
        deleted.append(run)
        markup.append(deleted)
    made.save(str(path))
    _stuff(path, who, random, "word/document.xml")


def _w(name: str) -> str:
    return "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}" + name


def xlsx(path: Path, who: Person, random: Random) -> None:
    import openpyxl
    from openpyxl.comments import Comment
    from openpyxl.workbook.defined_name import DefinedName
    from openpyxl.worksheet.datavalidation import DataValidation

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["氏名", "電話", "備考"])
    for _ in range(random.randrange(1, 5)):
        sheet.append([who.name, who.phone, who.sentence(random)])
    if random.random() < 0.5:
        sheet.title = who.name
    if random.random() < 0.5:
        sheet["A2"].comment = Comment(f"{who.name}に確認", who.name)
    if random.random() < 0.5:
        hidden = book.create_sheet("控え")
        hidden["A1"] = f"{who.name} {who.phone}"
        hidden.sheet_state = random.choice(("hidden", "veryHidden"))
    if random.random() < 0.5:
        sheet["H9"] = who.sentence(random)
        sheet.row_dimensions[9].hidden = True
    if random.random() < 0.5:
        sheet["J1"] = who.phone
        sheet.column_dimensions["J"].hidden = True
    if random.random() < 0.5:
        sheet["D1"] = f'=IF(A2="{who.name}","{who.phone}","")'
    if random.random() < 0.5:
        book.defined_names["担当"] = DefinedName("担当", attr_text=f'"{who.name}"')
    if random.random() < 0.5:
        validation = DataValidation(type="list", formula1=f'"{who.name},その他"', prompt=who.phone)
        validation.add("E1")
        sheet.add_data_validation(validation)
    if random.random() < 0.5:
        sheet.auto_filter.ref = "A1:C3"
        sheet.auto_filter.add_filter_column(0, [who.name])
    if random.random() < 0.5:
        around: Any = sheet
        around.oddHeader.left.text, around.oddFooter.right.text = who.name, who.phone
    book.properties.creator = who.name
    book.save(path)
    _share_strings(path, who)
    _stuff(path, who, random, "xl/workbook.xml")


def _share_strings(path: Path, who: Person) -> None:
    """A shared string with furigana, in two cells, in the way that Excel writes them."""
    parts = _unpacked(path)
    name = "xl/worksheets/sheet1.xml"
    cells = '<row r="40"><c r="A40" t="s"><v>{n}</v></c><c r="B40" t="s"><v>{n}</v></c></row></sheetData>'
    strings = parts.get("xl/sharedStrings.xml", b"").decode()
    if "</sst>" in strings or strings.endswith("/>"):
        number = strings.count("<si>")
        entry = f'<si><r><t>{who.name[:1]}</t></r><r><t>{who.name[1:]}様</t></r><rPh sb="0" eb="2"><t>{who.reading}</t></rPh></si>'
        if "</sst>" not in strings:
            strings = strings[: strings.rindex("/>")] + "></sst>"
        parts["xl/sharedStrings.xml"] = strings.replace("</sst>", entry + "</sst>").encode()
        parts[name] = parts[name].decode().replace("</sheetData>", cells.format(n=number)).encode()
        _pack(path, parts)


def pptx(path: Path, who: Person, random: Random) -> None:
    import openpyxl
    from pptx import Presentation
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.enum.shapes import PROG_ID
    from pptx.util import Inches

    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = who.sentence(random)
    frame = slide.shapes.add_textbox(0, Inches(2), Inches(6), Inches(2)).text_frame
    for run in cut(who.sentence(random), random):
        frame.paragraphs[0].add_run().text = run
    slide.shapes.add_table(1, 2, 0, 0, Inches(2), Inches(1)).table.cell(0, 1).text = who.name
    if random.random() < 0.6:
        slide.notes_slide.notes_text_frame.text = who.sentence(random)
    if random.random() < 0.6:
        data = CategoryChartData()
        data.categories = [who.name, "その他"]
        data.add_series(who.phone, (1, 2))
        slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, 0, 0, Inches(3), Inches(3), data)
    if random.random() < 0.5:
        hidden = deck.slides.add_slide(deck.slide_layouts[6])
        hidden.shapes.add_textbox(0, 0, Inches(3), Inches(1)).text_frame.text = who.sentence(random)
        hidden._element.set("show", "0")
        slide.shapes.title.click_action.target_slide = hidden
    if random.random() < 0.5:
        book = openpyxl.Workbook()
        book.worksheets[0]["A1"] = f"{who.name} {who.phone}"
        content = io.BytesIO()
        book.save(content)
        content.seek(0)
        slide.shapes.add_ole_object(content, PROG_ID.XLSX, 0, 0, Inches(1), Inches(1))
    if random.random() < 0.5:
        slide.shapes.title._element.nvSpPr.cNvPr.set("descr", f"{who.name}の写真")
    if random.random() < 0.5:
        box = slide.shapes.add_textbox(0, 0, Inches(1), Inches(1))
        box.text_frame.text, box.name = who.sentence(random), who.name
        box._element.nvSpPr.cNvPr.set("hidden", "1")
    if random.random() < 0.4:
        layout = deck.slide_layouts[5].shapes
        layout._spTree.append(frame._txBody.getparent().__deepcopy__({}))
    deck.core_properties.author = who.name
    deck.save(str(path))
    _stuff(path, who, random, "ppt/presentation.xml")


def _stuff(path: Path, who: Person, random: Random, main: str) -> None:
    """Parts of custom XML, a thumbnail and a part that nothing refers to."""
    parts = _unpacked(path)
    if random.random() < 0.5:
        parts["customXml/item1.xml"] = f"<r><n>{who.name}</n><p>{who.phone}</p></r>".encode()
        rels = f"{main.rpartition('/')[0]}/_rels/{main.rpartition('/')[2]}.rels"
        row = f'<Relationship Id="rIdX" Type="{PACKAGE}/customXml" Target="/customXml/item1.xml"/></Relationships>'
        parts[rels] = parts[rels].decode().replace("</Relationships>", row).encode()
    if random.random() < 0.5:
        parts["docProps/left.xml"] = f"<x>{who.name}</x>".encode()
    parts[main] = parts[main].replace(b"?>", b"?><!-- " + who.phone.encode() + b" -->", 1)
    _pack(path, parts)


def _unpacked(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}


def _pack(path: Path, parts: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
