"""How our own Word minutes look: fonts, paper, page numbers."""

from typing import Any

FONT = "游ゴシック"
BODY_POINTS = 10.5
TITLE_POINTS = 18
STYLES = ("Normal", "Title", "Heading 1", "Heading 2", "List Bullet", "Table Grid")
TIME_WIDTH_MM = 18
A4_MM, MARGIN_MM = (210, 297), 25


def set_styles(document: Any) -> None:
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
    document.styles["Normal"].paragraph_format.space_after = Pt(3)
    document.styles["Title"].font.size = Pt(TITLE_POINTS)
    _set_language(document)


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
