import pytest
from lxml import etree

from common.documents.docx.revisions import accept_revisions
from common.documents.ooxml.markup import find_all

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def accepted(markup: str) -> str:
    root = etree.fromstring(f"<w:body {W}>{markup}</w:body>")
    accept_revisions(root)
    return (
        etree.tostring(root).decode().replace(f" {W}", "").removeprefix("<w:body>").removesuffix("</w:body>")
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<w:p><w:ins><w:r/></w:ins></w:p>", "<w:p><w:r/></w:p>"),
        ("<w:p><w:del><w:r/></w:del></w:p>", "<w:p/>"),
        ("<w:p><w:ins><w:del><w:r/></w:del></w:ins></w:p>", "<w:p/>"),
        ("<w:p><w:moveTo><w:r/></w:moveTo><w:moveFrom><w:r/></w:moveFrom></w:p>", "<w:p><w:r/></w:p>"),
        (
            "<w:p><w:r><w:rPr><w:b/><w:rPrChange><w:rPr/></w:rPrChange></w:rPr></w:r></w:p>",
            "<w:p><w:r><w:rPr><w:b/></w:rPr></w:r></w:p>",
        ),
        ("<w:tbl><w:tr><w:trPr><w:del/></w:trPr></w:tr><w:tr/></w:tbl>", "<w:tbl><w:tr/></w:tbl>"),
        ("<w:p/><w:tbl><w:tr><w:trPr><w:del/></w:trPr></w:tr></w:tbl>", "<w:p/>"),
        ("<w:tbl><w:tr><w:trPr><w:ins/></w:trPr></w:tr></w:tbl>", "<w:tbl><w:tr><w:trPr/></w:tr></w:tbl>"),
        ("<w:moveFromRangeStart/><w:p/><w:moveFromRangeEnd/>", "<w:p/>"),
        (
            "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>A</w:t></w:r></w:p><w:p><w:pPr/><w:r><w:t>B</w:t></w:r></w:p>",
            "<w:p><w:pPr/><w:r><w:t>A</w:t></w:r><w:r><w:t>B</w:t></w:r></w:p>",
        ),
    ],
)
def test_a_change_is_accepted(before: str, after: str) -> None:
    assert accepted(before) == after


def test_nothing_is_counted_where_nothing_changed() -> None:
    root = etree.fromstring(f"<w:body {W}><w:p><w:r/></w:p></w:body>")
    assert accept_revisions(root) == 0
    assert len(find_all(root, "w:r")) == 1
