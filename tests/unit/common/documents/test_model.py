import pytest

from common.documents import Document, Place, Segment


@pytest.mark.parametrize(
    ("place", "label"),
    [
        (Place(part="cell", sheet="シート1", cell="B3", row=3, column=2), "シート1 B3"),
        (Place(part="cell", row=3, column=2), "3行2列"),
        (Place(page=3), "3ページ"),
        (Place(page=3, line=2), "3ページ 2行"),
        (Place(slide=2), "スライド2"),
        (Place(slide=2, part="note"), "スライド2 ノート"),
        (Place(paragraph=12), "12段落"),
        (Place(part="header"), "ヘッダー"),
        (Place(part="cell", sheet="名簿", cell="A1", hidden=True), "名簿 A1 （非表示）"),
        (Place(member="資料.zip › 名簿.csv", part="cell", row=3, column=2), "資料.zip › 名簿.csv 3行2列"),
        (Place(part="sheet", sheet="名簿"), "名簿 シート名"),
        (Place(), "本文"),
    ],
)
def test_a_place_is_named_in_japanese(place: Place, label: str) -> None:
    assert place.label() == label


def test_a_document_survives_json() -> None:
    document = Document(
        format="pdf",
        segments=[Segment(id="p1-1", text="𠮷野家", place=Place(page=1, box=(1.0, 2.0, 3.0, 4.0)))],
    )
    assert Document.model_validate_json(document.model_dump_json()) == document


def test_the_text_of_a_document_is_its_segments_a_line_each() -> None:
    segments = [Segment(id=str(n), text=text, place=Place()) for n, text in enumerate(["甲", "乙"])]
    assert Document(format="txt", segments=segments).text == "甲\n乙"


@pytest.mark.parametrize(
    ("metadata", "author"),
    [
        ({"initial-creator": "甲", "creator": "乙"}, "甲"),
        ({"Author": "甲"}, "甲"),
        ({"from": "甲 <a@example.jp>"}, "甲 <a@example.jp>"),
        ({"creator": "", "title": "乙"}, None),
    ],
)
def test_the_author_is_found_under_the_name_of_each_format(
    metadata: dict[str, str], author: str | None
) -> None:
    assert Document(format="txt", segments=[], metadata=metadata).author == author
