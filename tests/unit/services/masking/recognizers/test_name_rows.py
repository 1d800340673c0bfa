"""Names that the people beside them in a table or a list call for."""

import pytest

from services.masking.recognizers.name_rows import in_lines, in_rows


def spans(text: str, names: list[str]) -> list[tuple[int, int]]:
    return [(text.index(name), text.index(name) + len(name)) for name in names]


@pytest.mark.parametrize(
    ("text", "people", "expected"),
    [
        ("稲葉\t石動\t猪狩\t植草", ["猪狩", "植草"], ["稲葉", "石動"]),
        ("|黒川|飯尾|福島|", ["黒川", "飯尾"], ["福島"]),
        ("黒川\t福島\t松本\t飯尾", ["黒川"], []),
        ("黒川\t3年\t出席", ["黒川"], []),
        ("松本駅\t黒川\t飯尾\t三橋", ["黒川", "飯尾", "三橋"], []),
        ("前田川\t黒川\t飯尾\t三橋", ["黒川", "飯尾", "三橋"], []),
        ("黒川\t飯尾\t税務課", ["黒川", "飯尾"], []),
        ("黒川\t福島", ["黒川"], []),
    ],
)
def test_a_row_of_people(text: str, people: list[str], expected: list[str]) -> None:
    assert [text[e.start : e.end] for e in in_rows(text, spans(text, people))] == expected


@pytest.mark.parametrize(
    ("text", "people", "expected"),
    [
        ("1 飯尾 章\n2 松本 3年\n3 黒川 花", ["飯尾 章", "黒川 花"], ["松本"]),
        (
            "ライ・ブディマン\n飯尾 章\nレ・ティ・ホア 乳児",
            ["ライ・ブディマン", "飯尾 章"],
            ["レ・ティ・ホア"],
        ),
        ("飯尾 章\n福島駅前\n黒川 花", ["飯尾 章", "黒川 花"], []),
        ("飯尾 章\n二 次の件\n黒川 花", ["飯尾 章", "黒川 花"], []),
        ("飯尾 章\n市長\n黒川 花", ["飯尾 章", "黒川 花"], []),
        ("飯尾 章\n松本 3年", ["飯尾 章"], []),
    ],
)
def test_a_list_of_people(text: str, people: list[str], expected: list[str]) -> None:
    assert [text[e.start : e.end] for e in in_lines(text, spans(text, people))] == expected
