import re

import pytest

from common.documents.readings import READING
from services.translate.languages import HAN
from services.translate.plain.annotating import aligned, annotated, unread
from services.translate.plain.marks import Style, bare, in_brackets, in_ruby


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("申し込みの紙を出してください。", "申（もう）し込（こ）みの 紙（かみ）を 出（だ）してください。"),
        ("10月1日と1月20日です。", "10月（がつ）1日（ついたち）と 1月（がつ）20日（はつか）です。"),
        (
            "3本、4分、13階、1人、2人、20歳",
            "3本（ぼん）、4分（ぷん）、13階（がい）、1人（ひとり）、2人（ふたり）、20歳（はたち）",
        ),
        ("1日に2回", "1日（にち）に 2回（かい）"),
        ("大会を行った。", "大会（たいかい）を 行（おこな）った。"),
        ("市民課へ行きます。", "市民（しみん）課（か）へ 行（い）きます。"),
    ],
)
def test_kanji_have_their_readings(text: str, shown: str) -> None:
    assert in_brackets(annotated(text), Style()) == shown


def test_every_kanji_of_a_notice_is_read_and_no_word_is_changed() -> None:
    text = "神戸市中央区加納町6丁目5番1号、髙橋課長（総務部）、令和8年4月1日付け、第3回、2,500円、100人以上"
    marked = annotated(text)
    assert bare(marked) == text
    assert re.findall(f"[{HAN}]", READING.sub("", marked)) == []
    assert unread(text) == []


def test_a_kanji_that_nobody_knows_is_told() -> None:
    assert unread("龘の市") == ["龘"]


def test_okurigana_is_left_out_of_the_reading() -> None:
    assert aligned("問い合わせ", "といあわせ") == ((0, 1, "と"), (2, 3, "あ"))
    assert aligned("今日", "きょう") == ((0, 2, "きょう"),)


@pytest.mark.parametrize(
    ("style", "shown"),
    [
        (Style("all"), "学校（がっこう）で 避難（ひなん）"),
        (Style("grade1", spaced=False), "学校で避難（ひなん）"),
        (Style("none"), "学校で 避難"),
    ],
)
def test_a_reader_gets_the_readings_that_were_asked_for(style: Style, shown: str) -> None:
    assert in_brackets(annotated("学校で避難"), style) == shown


def test_html_has_ruby() -> None:
    ruby = "<ruby>学校<rp>（</rp><rt>がっこう</rt><rp>）</rp></ruby>"
    assert in_ruby(annotated("学校"), Style()) == ruby
