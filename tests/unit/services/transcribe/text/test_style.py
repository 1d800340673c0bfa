from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.transcribe.text.marks import Mark, marks
from services.transcribe.text.style import Style, styled, tidy, without

STYLES: tuple[Style, ...] = get_args(Style)
PIECES = [
    "えー、",
    "けん、",
    "県道の",
    "来週、",
    "来週の",
    "予算です",
    "。",
    "、",
    " ",
    "確認します",
    "あのー",
    "か",
    "ね",
    "𠮷",
]
SPEECH = st.lists(st.sampled_from(PIECES)).map("".join)
NUMBERS = st.lists(
    st.sampled_from([*PIECES, "三百", "一万", "二十", "人", "円", "年", "月", "日", "12000", "３"])
).map("".join)
ANY_MARKS = st.lists(
    st.builds(
        Mark, start=st.integers(0, 60), end=st.integers(0, 60), kind=st.sampled_from(["filler", "restart"])
    )
)


def is_subsequence(part: str, whole: str) -> bool:
    rest = iter(whole)
    return all(character in rest for character in part)


def test_one_utterance_in_three_styles() -> None:
    said = "えー、予算は、あのー、三百万円です。けん、県道の工事は十一月二十五日に始めます。"
    found = marks(said)
    assert styled(said, found, "verbatim") == said
    assert styled(said, found, "cleaned") == "予算は、300万円です。県道の工事は11月25日に始めます。"
    assert styled(said, found, "dearu") == "予算は、300万円である。県道の工事は11月25日に始める。"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("、予算です。", "予算です。"),
        ("予算、、決算です、。", "予算、決算です。"),
        ("予算です。、次に。。", "予算です。次に。"),
        ("予算 です", "予算です"),
        ("、", ""),
    ],
)
def test_what_is_taken_out_leaves_no_stray_marks(text: str, wanted: str) -> None:
    assert tidy(text) == wanted


def test_marks_that_overlap_or_reach_beyond_the_text_do_no_harm() -> None:
    given_marks = [Mark(start=2, end=4, kind="filler"), Mark(start=3, end=99, kind="restart")]
    assert without("予算えー、です", given_marks) == "予算"


@pytest.mark.parametrize("style", STYLES)
def test_empty_stays_empty(style: Style) -> None:
    assert styled("", [], style) == ""


@given(st.text() | NUMBERS, ANY_MARKS)
def test_verbatim_is_what_was_said_and_no_style_fails(text: str, given_marks: list[Mark]) -> None:
    assert styled(text, given_marks, "verbatim") == text
    assert isinstance(styled(text, given_marks, "dearu"), str)


@given(SPEECH)
def test_a_cleaned_text_has_nothing_but_what_is_not_marked(text: str) -> None:
    assert is_subsequence(styled(text, marks(text), "cleaned"), without(text, marks(text)))


@given(st.text() | NUMBERS, st.sampled_from(STYLES))
def test_a_style_twice_is_the_style_once(text: str, style: Style) -> None:
    once = styled(text, [], style)
    assert styled(once, [], style) == once


@given(st.integers(2000, 2099), st.integers(1, 12), st.integers(2, 28), st.integers(1, 9999))
def test_dates_and_amounts_survive_every_style(year: int, month: int, day: int, myriads: int) -> None:
    said = f"えー、{year}年{month}月{day}日に{myriads}万円を支出します。"
    for style in ("cleaned", "dearu"):
        shown = styled(said, marks(said), style)
        assert f"{year}年{month}月{day}日に{myriads:,}万円を支出" in shown
