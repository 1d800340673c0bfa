"""Office files of a city, made by chance from sentences whose English is known."""

import io
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

KINDS = ("docx", "xlsx", "pptx")
PLAIN = {
    "お知らせ": "Notice",
    "転入の届出について": "About moving in",
    "転入された方は、市民課で届出をしてください。": "If you have moved here, please report to the Citizens' Affairs Division.",
    "代理の方は委任状をお持ちください。": "Representatives need a letter of authority.",
    "窓口はたいへん混み合うことがあります。": "The counters can be very busy.",
    "ごみは決められた日の朝に出してください。": "Put out your garbage on the morning of the day set for it.",
    "避難所は小学校の体育館です。": "The shelter is the gym of the elementary school.",
    "図書館は月曜日に休みます。": "The library is closed on Mondays.",
    "相談は無料です。秘密は守られます。": "Consultations are free. Your privacy is protected.",
    "印鑑は必要ありません。": "No seal is needed.",
    "持ち物": "What to bring",
    "区分": "Category",
    "金額": "Amount",
    "担当課": "Division in charge",
    "市民課": "Citizens' Affairs Division",
    "保険年金課": "Insurance and Pension Division",
    "こども家庭課": "Children and Families Division",
    "合計": "Total",
    "世帯数": "Households",
    "人口の推移": "Change in population",
    "市役所の地図": "Map of the city office",
    "脚注：金額は税込みです。": "Note: amounts include tax.",
    "発行：市役所広報課": "Published by the Public Relations Division",
    "回覧": "For circulation",
    "申請の手順": "How to apply",
    "申請書を書く": "Fill in the form",
    "窓口に出す": "Hand it in at the counter",
    "発表者への覚え書きです。": "A note for the speaker.",
    "申込一覧": "Applications",
    "手続き": "Procedures",
}
EMPHASISED = (
    ("提出の期限は", "令和8年10月31日", "です。", "The deadline is ", "October 31, 2026 (Reiwa 8)", "."),
    ("", "10月31日", "までに提出してください。", "Submit by ", "October 31", "."),
    ("手数料は", "300円", "かかります。", "There is a fee of ", "300 yen", "."),
    ("問い合わせは", "078-000-1234", "まで。", "Call ", "078-000-1234", " for inquiries."),
    ("受付は", "午前9時", "に始まります。", "Reception opens at ", "9 a.m.", ""),
    ("", "本人確認書類", "を必ずお持ちください。", "Always bring your ", "identity documents", "."),
)
ALONE = {
    "本人確認書類": "Identity documents",
    "10月31日": "October 31",
    "令和8年10月31日": "October 31, 2026 (Reiwa 8)",
    "300円": "300 yen",
    "午前9時": "9:00 a.m.",
    "078-000-1234": "078-000-1234",
}
LINK = ("詳しくは", "市のホームページ", "をご覧ください。", "See ", "the city's website", " for details.")
ALONE |= {LINK[1]: "the city's website"}
TWO_LINES = (("受付場所", "三階の会議室"), ("Place of reception", "Meeting room on the third floor"))
COLUMNS = (("日時", "毎週水曜日の午後"), ("Date and time", "Every Wednesday afternoon"))


@dataclass
class Made:
    """What must be in the translation."""

    english: list[str] = field(default_factory=list)
    """Whole paragraphs and cells."""
    emphasised: list[str] = field(default_factory=list)
    """Words that must be in bold, or in a link."""


def remember(client: TestClient) -> None:
    """Put every sentence into the translation memory of the service."""
    units = PLAIN | ALONE | {"".join(each[:3]): "".join(each[3:]) for each in (*EMPHASISED, LINK)}
    units |= dict(zip(*TWO_LINES, strict=True)) | dict(zip(*COLUMNS, strict=True))
    for source, target in units.items():
        if source != target:
            unit = {"source_language": "ja", "target_language": "en", "source": source, "target": target}
            client.post("/v1/translate/memory", json=unit).raise_for_status()


def make(kind: str, path: Path, chance: random.Random) -> Made:
    """Write a file of the kind to `path`."""
    made = Made()
    MAKERS[kind](path, chance, made)
    return made


def _said(made: Made, japanese: str) -> str:
    made.english.append(PLAIN[japanese])
    return japanese


def _any(made: Made, chance: random.Random) -> str:
    return _said(made, chance.choice(list(PLAIN)))


def _docx(path: Path, chance: random.Random, made: Made) -> None:
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt, RGBColor

    document = docx.Document()
    document.add_heading(_said(made, "お知らせ"), chance.choice([0, 1, 2]))
    for _ in range(chance.randint(2, 6)):
        paragraph = document.add_paragraph(
            style=chance.choice(["Normal", "List Bullet", "List Number", "Quote"])
        )
        run = paragraph.add_run(_any(made, chance))
        run.font.size = Pt(chance.choice([9, 11, 14]))
        run.font.color.rgb = RGBColor(chance.choice([0, 128]), 0, chance.choice([0, 200]))
        paragraph.alignment = chance.choice([WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT])
    for parts in chance.sample(EMPHASISED, chance.randint(1, 4)):
        _bold(document.add_paragraph(), parts, made, chance)
    _docx_link(document, made)
    paragraph = document.add_paragraph()
    paragraph.add_run(TWO_LINES[0][0]).add_break()
    paragraph.add_run(TWO_LINES[0][1])
    made.english.append("".join(TWO_LINES[1]))
    document.add_paragraph("\t".join(COLUMNS[0]))
    made.english.append("".join(COLUMNS[1]))
    _docx_table(document, chance, made)
    section = document.sections[0]
    section.header.paragraphs[0].text = _said(made, "回覧")
    section.footer.paragraphs[0].text = _said(made, "発行：市役所広報課")
    if chance.random() < 0.7:
        _docx_text_box(document, _any(made, chance))
    document.add_picture(_picture())
    described = document.inline_shapes[-1]._inline.docPr
    described.set("descr", _said(made, "市役所の地図"))
    document.save(str(path))


def _bold(paragraph: Any, parts: tuple[str, ...], made: Made, chance: random.Random) -> None:
    for number, text in enumerate(parts[:3]):
        if text:
            run = paragraph.add_run(text)
            if number == 1:
                run.bold = True
                run.font.size = chance.choice([None, 180000])
    made.english.append("".join(parts[3:]))
    made.emphasised.append(parts[4])


def _docx_link(document: Any, made: Made) -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph = document.add_paragraph(LINK[0])
    link = OxmlElement("w:hyperlink")
    id_ = document.part.relate_to(
        "https://www.city.example.jp/", RELATIONSHIP_TYPE.HYPERLINK, is_external=True
    )
    link.set(qn("r:id"), id_)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = LINK[1]
    run.append(text)
    link.append(run)
    paragraph._p.append(link)
    paragraph.add_run(LINK[2])
    made.english.append("".join(LINK[3:]))
    made.emphasised.append(LINK[4])


def _docx_table(document: Any, chance: random.Random, made: Made) -> None:
    table = document.add_table(rows=1, cols=3, style="Table Grid")
    for cell, text in zip(table.rows[0].cells, ("区分", "金額", "担当課"), strict=True):
        cell.text = ""
        cell.paragraphs[0].add_run(_said(made, text)).bold = True
        made.emphasised.append(PLAIN[text])
    for _ in range(chance.randint(1, 5)):
        cells = table.add_row().cells
        cells[0].text = _any(made, chance)
        cells[1].text = f"{chance.randint(1, 99) * 100:,}"
        cells[2].text = _said(made, chance.choice(["市民課", "保険年金課", "こども家庭課"]))
    if chance.random() < 0.5:
        last = table.add_row().cells
        last[0].merge(last[2]).text = _said(made, "合計")


def _docx_text_box(document: Any, text: str) -> None:
    """As Word writes it: the drawing, and VML with the same words for older programs."""
    from docx.oxml import parse_xml

    spaces = (
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    box = f"<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>"
    drawing = (
        '<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="2000000" cy="500000"/>'
        '<wp:docPr id="77" name="box"/><a:graphic><a:graphicData '
        'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/>'
        '<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="2000000" cy="500000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
        f"<wps:txbx>{box}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    fallback = (
        f'<w:pict><v:shape style="width:150pt;height:40pt"><v:textbox>{box}</v:textbox></v:shape></w:pict>'
    )
    run = (
        f'<w:r {spaces}><mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    document.add_paragraph()._p.append(parse_xml(run))


def _picture() -> io.BytesIO:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (60, 40), (200, 220, 240)).save(out, "png")
    out.seek(0)
    return out


def _xlsx(path: Path, chance: random.Random, made: Made) -> None:
    import openpyxl
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont
    from openpyxl.chart import BarChart, Reference
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.workbook.defined_name import DefinedName

    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = _said(made, "申込一覧")
    for column, text in enumerate(("区分", "担当課", "金額"), start=1):
        cell = sheet.cell(1, column, _said(made, text))
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="336699")
        cell.alignment = Alignment(horizontal="center", wrap_text=True)
    rows = chance.randint(3, 9)
    for row in range(2, rows + 2):
        sheet.cell(row, 1, _any(made, chance))
        sheet.cell(row, 2, _said(made, chance.choice(["市民課", "保険年金課", "こども家庭課"])))
        sheet.cell(row, 3, chance.randint(1, 99) * 100).number_format = '#,##0"円"'
    sheet.cell(rows + 2, 1, _said(made, "合計"))
    sheet.cell(rows + 2, 3, f"=SUM(C2:C{rows + 1})")
    sheet.cell(rows + 3, 3, f"=IF(C{rows + 2}>0,ROUND(C{rows + 2}*1.1,0),0)")
    book.defined_names["TOTAL"] = DefinedName("TOTAL", attr_text=f"'{sheet.title}'!$C${rows + 2}")
    parts = chance.choice(EMPHASISED)
    rich = CellRichText(
        [text for text in (parts[0], TextBlock(InlineFont(b=True), parts[1]), parts[2]) if text]
    )
    sheet.cell(rows + 5, 1, rich)
    made.english.append("".join(parts[3:]))
    made.emphasised.append(parts[4])
    sheet.merge_cells(start_row=rows + 5, start_column=1, end_row=rows + 5, end_column=3)
    sheet.cell(2, 1).comment = Comment(_said(made, "印鑑は必要ありません。"), "staff")
    sheet.oddHeader.center.text = _said(made, "回覧")
    sheet.oddFooter.left.text = _said(made, "発行：市役所広報課")
    chart = BarChart()
    chart.title = _said(made, "人口の推移")
    chart.y_axis.title = _said(made, "世帯数")
    chart.add_data(Reference(sheet, min_col=3, min_row=1, max_row=rows + 1), titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=2, max_row=rows + 1))
    sheet.add_chart(chart, "F2")
    sheet.column_dimensions["A"].width, sheet.freeze_panes = chance.choice([20, 40]), "A2"
    other = book.create_sheet(_said(made, "手続き"))
    other["A1"] = _any(made, chance)
    other["B1"] = f"='{sheet.title}'!C{rows + 2}*2"
    book.save(path)


def _pptx(path: Path, chance: random.Random, made: Made) -> None:
    from pptx import Presentation
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.util import Inches, Pt

    show = Presentation()
    first = show.slides.add_slide(show.slide_layouts[0])
    first.shapes.title.text = _said(made, "転入の届出について")
    first.placeholders[1].text = _said(made, "発行：市役所広報課")
    slide = show.slides.add_slide(show.slide_layouts[1])
    slide.shapes.title.text = _said(made, "申請の手順")
    frame = slide.placeholders[1].text_frame
    frame.text = _said(made, "申請書を書く")
    for _ in range(chance.randint(1, 4)):
        paragraph = frame.add_paragraph()
        paragraph.level = chance.choice([0, 1])
        paragraph.add_run().text = _any(made, chance)
        paragraph.runs[0].font.size = Pt(chance.choice([14, 18, 24]))
    for parts in chance.sample(EMPHASISED, chance.randint(1, 3)):
        paragraph = frame.add_paragraph()
        for number, text in enumerate(parts[:3]):
            if text:
                run = paragraph.add_run()
                run.text = text
                run.font.bold = True if number == 1 else None
        made.english.append("".join(parts[3:]))
        made.emphasised.append(parts[4])
    box = slide.shapes.add_textbox(Inches(1), Inches(5), Inches(4), Inches(1)).text_frame
    paragraph = box.paragraphs[0]
    paragraph.add_run().text = TWO_LINES[0][0]
    paragraph.add_line_break()
    paragraph.add_run().text = TWO_LINES[0][1]
    made.english.append("".join(TWO_LINES[1]))
    slide.notes_slide.notes_text_frame.text = _said(made, "発表者への覚え書きです。")
    picture = slide.shapes.add_picture(_picture(), Inches(7), Inches(5))
    picture._element.nvPicPr.cNvPr.set("descr", _said(made, "市役所の地図"))
    figures = show.slides.add_slide(show.slide_layouts[5])
    figures.shapes.title.text = _said(made, "人口の推移")
    data = CategoryChartData()
    data.categories = [_said(made, text) for text in ("市民課", "保険年金課", "こども家庭課")]
    data.add_series(_said(made, "世帯数"), [chance.randint(1, 50) for _ in range(3)])
    figures.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(1), Inches(2), Inches(5), Inches(3), data)
    table = figures.shapes.add_table(2, 2, Inches(6.2), Inches(2), Inches(3), Inches(1)).table
    for number, text in enumerate(("区分", "金額", "合計")):
        table.cell(number // 2, number % 2).text = _said(made, text)
    table.cell(1, 1).text = "1,200"
    show.save(path)


MAKERS: dict[str, Callable[[Path, random.Random, Made], None]] = {"docx": _docx, "xlsx": _xlsx, "pptx": _pptx}
