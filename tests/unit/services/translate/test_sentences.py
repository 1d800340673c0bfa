from itertools import pairwise

import pytest

from services.translate.sentences import sentence_ends


def cut(text: str, code: str) -> list[str]:
    offsets = [0, *sentence_ends(text, code), len(text)]
    return [text[a:b] for a, b in pairwise(offsets)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("雨です。傘が要ります。", ["雨です。", "傘が要ります。"]),
        (
            "市長は「行きます。ぜひ。」と述べた。次です。",
            ["市長は「行きます。ぜひ。」と述べた。", "次です。"],
        ),
        ("「行く。」「来る。」", ["「行く。」", "「来る。」"]),
        ("受付（9時。土曜を除く。）です。", ["受付（9時。土曜を除く。）です。"]),
        ("本当ですか！？はい。", ["本当ですか！？", "はい。"]),
        ("彼は「行く。そして来る。", ["彼は「行く。", "そして来る。"]),
        ("https://a.jp/?b=1 を見る。", ["https://a.jp/?b=1 を見る。"]),
        ("３．５倍です。", ["３．５倍です。"]),
    ],
)
def test_japanese_ends_outside_brackets_only(text: str, sentences: list[str]) -> None:
    assert cut(text, "ja") == sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It rains. Take one.", ["It rains. ", "Take one."]),
        ("Dr. Smith came at 3.5 p.m. Monday.", ["Dr. Smith came at 3.5 p.m. Monday."]),
        ('He said "Go." Then he left.', ['He said "Go." ', "Then he left."]),
        ("The U.S. Army came. 3 left.", ["The U.S. Army came. ", "3 left."]),
    ],
)
def test_english_does_not_end_at_abbreviations(text: str, sentences: list[str]) -> None:
    assert cut(text, "en") == sentences


def test_chinese_ends_as_japanese_does() -> None:
    assert cut("他说：“好。”然后走了。再见！", "zh") == ["他说：“好。”然后走了。", "再见！"]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("접수합니다. 오세요.", ["접수합니다. ", "오세요."]),
        ("오전 9.5시입니다! 정말요? 네.", ["오전 9.5시입니다! ", "정말요? ", "네."]),
        ("비용은 3.5만 원입니다.", ["비용은 3.5만 원입니다."]),
    ],
)
def test_korean_ends_at_a_stop_and_a_blank(text: str, sentences: list[str]) -> None:
    assert cut(text, "ko") == sentences


@pytest.mark.parametrize(
    "text",
    [
        "It costs approx. 500 yen.",
        "See Art. 5 and Sec. 3.",
        "Bring ID, e.g. Passport.",
        "Open Mon. Tue. and Wed. only.",
        "The fee etc. Must be paid.",
        "Rev. King spoke.",
        "Room No. 5 is open.",
    ],
)
def test_more_abbreviations_end_no_sentence(text: str) -> None:
    assert cut(text, "en") == [text]


def test_lists_and_numbers_in_japanese() -> None:
    assert cut("①氏名。②住所。", "ja") == ["①氏名。", "②住所。"]
    assert cut("「必着。」と書く。（注意。）次。", "ja") == ["「必着。」と書く。", "（注意。）次。"]
