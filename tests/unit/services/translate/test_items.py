import pytest

from services.translate.items import items


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("受付センター　電話 03-0000-0530（平日）", ["受付センター", "電話 03-0000-0530（平日）"]),
        ("名前　　住所\t電話番号", ["名前", "住所", "電話番号"]),
        ("市　長", []),
        ("〒530-0000　みどり市中央", ["〒530-0000", "みどり市中央"]),
        ("ひと続きの文です。", []),
        ("　前の空白だけ　", []),
        ("", []),
    ],
)
def test_rows_of_items_are_told_from_words_with_blanks(text: str, found: list[str]) -> None:
    assert items(text) == found
