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
