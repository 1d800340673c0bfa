import pytest
from lxml import etree

from common.documents.model import Edit
from common.documents.ooxml.emphasis import emphasis
from common.documents.ooxml.runs import change, slots_of, text_of

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def paragraph(inner: str) -> etree._Element:
    return etree.fromstring(f'<w:p xmlns:w="{W}">{inner}</w:p>')


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


@pytest.mark.parametrize(
    ("inner", "stretches"),
    [
        (run("期限は") + run("10月", "<w:b/>") + run("です。"), ((3, 6),)),
        (run("電話は") + run("078-000-1234", "<w:b/>") + run("。"), ((3, 15),)),
        (run("全部が", "<w:b/>") + run("太い", "<w:b/>"), ()),
        (run("前") + run("ABC", '<w:rFonts w:hint="eastAsia"/><w:lang w:val="en-US"/>') + run("後"), ()),
        (run("詳しくは") + f"<w:hyperlink>{run('こちら')}</w:hyperlink>" + run("へ"), ((4, 7),)),
        (run("小さい字です", '<w:sz w:val="16"/>') + run("大", '<w:sz w:val="40"/>'), ((6, 7),)),
        ("", ()),
    ],
)
def test_what_is_set_otherwise_than_the_rest(inner: str, stretches: tuple[tuple[int, int], ...]) -> None:
    assert emphasis(slots_of(paragraph(inner))) == stretches


@pytest.mark.parametrize(("at", "texts"), [(0, ["x", "10月", "まで"]), (5, ["10月", "まで", "x"])])
def test_an_insertion_takes_the_style_that_it_is_told(at: int, texts: list[str]) -> None:
    element = paragraph(run("10月", "<w:b/>") + run("まで", "<w:i/>"))
    change(slots_of(element), [Edit(segment_id="a", start=at, end=at, text="x", like=4)])
    assert [each.text for each in element.iter(f"{{{W}}}t")] == texts
    new = next(each for each in element.iter(f"{{{W}}}t") if each.text == "x").getparent()
    assert new is not None
    assert new.find(f".//{{{W}}}i") is not None
    assert text_of(slots_of(element)) == "".join(texts)
