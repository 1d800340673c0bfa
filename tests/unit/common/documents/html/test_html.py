from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.documents import read_here
from common.documents.html import parse

PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>粗大ごみの
出し方</title><meta name="author" content="環境課"><style>p {{ color: red }}</style>
<script>if (1 < 2) document.write("<p>偽</p>")</script></head>
<body><h1>申込み</h1><p>電話で
申し込んで<b>ください</b>。<br>受付は　平日 9時&#65374;17時</p>
<table><tr><td>品目<td>手数料</tr></table><img src="a.png" alt="受付の地図"><!-- 内部メモ --></body></html>"""


def texts(markup: str) -> list[str]:
    return [segment.text for segment in parse(markup).segments]


@pytest.mark.parametrize("charset", ["utf-8", "Shift_JIS", "euc-jp", "iso-2022-jp"])
def test_blocks_are_read_in_every_usual_encoding(tmp_path: Path, charset: str) -> None:
    encoding = {"Shift_JIS": "cp932"}.get(charset, charset)
    (tmp_path / "a.html").write_bytes(PAGE.format(charset=charset).encode(encoding))
    document = read_here(tmp_path / "a.html")
    assert (document.format, document.title, document.author) == ("html", "粗大ごみの出し方", "環境課")
    assert [(s.place.part, s.text) for s in document.segments] == [
        ("title", "粗大ごみの出し方"),
        ("body", "申込み"),
        ("body", "電話で申し込んでください。\n受付は　平日 9時～17時"),
        ("body", "品目"),
        ("body", "手数料"),
        ("alt", "受付の地図"),
    ]


def test_a_false_charset_does_not_spoil_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.htm").write_bytes(PAGE.format(charset="utf-8").encode("cp932"))
    assert read_here(tmp_path / "a.htm").title == "粗大ごみの出し方"


@pytest.mark.parametrize(
    "ruby",
    [
        "<ruby>東京<rp>(</rp><rt>とうきょう</rt><rp>)</rp></ruby>都",
        "<ruby>東<rt>とう<rb>京<rt>きょう</ruby>都",
        "<RUBY><RB>東京</RB><RT>とうきょう</RT></RUBY>都",
    ],
)
def test_readings_stay_out_of_words(ruby: str) -> None:
    assert texts(f"<p>{ruby}</p>") == ["東京都"]


def test_broken_markup_still_gives_its_text() -> None:
    assert texts("<p>甲<div>乙</p></table><![if !vml]>丙<![endif]></div>丁<b") == ["甲", "乙", "丙", "丁<b"]


def test_preformatted_lines_stay_apart() -> None:
    assert texts("<pre>一\n二</pre>") == ["一\n二"]


def test_a_page_nested_without_end_is_read() -> None:
    assert texts("<div>" * 50_000 + "底") == ["底"]


@given(st.text(alphabet="<>/!-[]&;abdprtcisv\"'= 東京", max_size=60))
def test_no_markup_breaks_the_reader(markup: str) -> None:
    for text in texts(markup):
        assert text == text.strip() != ""


@given(st.lists(st.text(alphabet="東京都市役所0123abc", min_size=1), min_size=1))
def test_text_without_markup_characters_comes_out_as_it_is(lines: list[str]) -> None:
    assert texts("".join(f"<p>{line}</p>" for line in lines)) == lines
