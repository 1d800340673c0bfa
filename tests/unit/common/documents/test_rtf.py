from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.documents import read_here
from common.documents.rtf import parse
from common.errors import BrokenFile

FONTS = r"{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset128 \'82\'6c\'82\'72;}}"


def rtf(body: str, head: str = r"\ansi\ansicpg932") -> bytes:
    return rf"{{\rtf1{head}{FONTS}{body}}}".encode("ascii")


def hexed(text: str, encoding: str = "cp932") -> str:
    return "".join(rf"\'{byte:02x}" for byte in text.encode(encoding))


def texts(body: str, **options: str) -> list[str]:
    return [segment.text for segment in parse(rtf(body, **options)).segments]


def test_paragraphs_are_read_with_title_and_author(tmp_path: Path) -> None:
    info = r"{\info{\upr{\title ??}{\*\ud{\title \u20104?\u35696?}}}{\author " + hexed("総務課") + "}}"
    (tmp_path / "a.doc").write_bytes(rtf(info + hexed("一行目") + r"\par " + hexed("表示") + r"\par"))
    document = read_here(tmp_path / "a.doc")
    assert (document.format, document.title, document.author) == ("rtf", "予議", "総務課")
    assert [(s.id, s.text, s.place.paragraph) for s in document.segments] == [
        ("p1", "一行目", 1),
        ("p2", "表示", 2),
    ]


def test_the_font_says_the_encoding() -> None:
    assert texts(rf"\f1 {hexed('住民税')}\f0  caf\'e9", head=r"\ansi\ansicpg1252") == ["住民税 café"]


def test_a_trail_byte_may_be_a_plain_letter() -> None:
    assert texts(r"\f1 \'83A\'83C\par") == ["アイ"]
    assert texts("\\f1 \\'95\\'5c\\'8e\\'a6") == ["表示"]


def test_unicode_is_read_once_and_beyond_the_basic_plane() -> None:
    assert texts(r"\uc2\u24066?!\uc1\u-10174?\u-8265?\uc0\u37326 .") == ["市𠮷野."]


def test_notes_headers_and_comments_keep_their_place() -> None:
    body = r"{\header top}body{\footnote note}{\*\annotation remark} more\par"
    assert [(s.place.part, s.text) for s in parse(rtf(body)).segments] == [
        ("header", "top"),
        ("footnote", "note"),
        ("comment", "remark"),
        ("body", "body more"),
    ]


def test_what_no_reader_sees_is_left_out() -> None:
    body = r"{\*\generator Word;}{\stylesheet{\s1\v0 Normal;}}{\pict 00ff}a{\v hidden}b{\*\unknown c}\bin3 {}{d\par"
    assert texts(body) == ["abd"]


def test_rows_are_lines_of_cells() -> None:
    assert texts(r"\trowd a\cell b\cell\row c\cell d\cell\row") == ["a\tb", "c\td"]


def test_what_is_no_rtf_is_broken() -> None:
    with pytest.raises(BrokenFile):
        parse(b"{\\html}")
    with pytest.raises(BrokenFile):
        parse(rtf("{" * 5_000))


@given(
    st.text(alphabet=st.characters(codec="utf-8", min_codepoint=33, exclude_categories=["Cs"]), min_size=1)
)
def test_any_text_survives_as_unicode(text: str) -> None:
    units = text.encode("utf-16-le")
    escaped = "".join(
        rf"\u{int.from_bytes(units[at : at + 2], 'little', signed=True)}?" for at in range(0, len(units), 2)
    )
    assert texts(escaped) == ([text.strip()] if text.strip() else [])


@given(st.binary(max_size=80))
def test_no_bytes_break_the_reader(content: bytes) -> None:
    parse(b"{\\rtf1" + content)
