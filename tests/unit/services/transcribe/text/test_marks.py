import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.transcribe.text.marks import Mark, marks

SPEECH = st.lists(
    st.sampled_from(
        [
            "えー、",
            "あのー",
            "けん、",
            "県道の",
            "来週、",
            "来週の",
            "予算",
            "です",
            "。",
            "、",
            "まあ",
            "ですね",
            " ",
            "か",
            "𠮷",
        ]
    )
).map("".join)


def left_out(text: str) -> list[tuple[str, str]]:
    return [(text[mark.start : mark.end], mark.kind) for mark in marks(text)]


@pytest.mark.parametrize(
    ("text", "fillers"),
    [
        ("えー、それでは会議を始めます。", ["えー、"]),
        ("予算は、えーと、三億円です。", ["えーと、"]),
        ("あのー、資料なんですけれども。", ["あのー、"]),
        ("あの、私から補足します。", ["あの、"]),
        ("あのちょっと伺います。", ["あの"]),
        ("そのー、何と申しますか。", ["そのー、"]),
        ("まあ、やむを得ません。", ["まあ、"]),
        ("これはまあやむを得ません。", ["まあ"]),
        ("なんか、違う気がします。", ["なんか、"]),
        ("うーん、難しいです。", ["うーん、"]),
        ("はい、それでは次に移ります。", ["はい、"]),
        ("予算につきましてはですね、増額します。", ["ですね"]),
        ("あのですね、この件は後日です。", ["あのですね、"]),
    ],
)
def test_a_filler_is_marked_with_its_comma(text: str, fillers: list[str]) -> None:
    assert left_out(text) == [(filler, "filler") for filler in fillers]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("けん、県道の整備です。", "けん、"),
        ("けん県道の整備です。", "けん"),
        ("ば、場所は市役所です。", "ば、"),
        ("来週、来週の火曜日です。", "来週、"),
        ("来週来週の火曜日です。", "来週"),
        ("予算が予算が足りません。", "予算が"),
        ("条例を、条例を改めます。", "条例を、"),
        ("図書館、いや、公民館の利用時間です。", "図書館、いや、"),
        ("開会は3月、いや、4月からです。", "3月、いや、"),
    ],
)
def test_what_was_said_first_is_marked_when_it_is_said_anew(text: str, first: str) -> None:
    assert left_out(text) == [(first, "restart")]


@pytest.mark.parametrize(
    "text",
    [
        "あの建物は古いです。",
        "その件は後日です。",
        "まあまあの出来です。",
        "予算なんか、足りません。",
        "はい、そうです。",
        "はい、はい、わかりました。",
        "え、本当ですか。",
        "予定どおりですね。",
        "そうですか、いや、驚きました。",
        "「えー」と言いました。",
        "いろいろな人々がいます。",
        "前年度、前々年度の予算です。",
        "一、二、三番です。",
        "3、3、5番です。",
        "地域地域の実情です。",
        "毎日毎日の積み重ねです。",
        "本当に、本当にありがとうございます。",
        "議長、議長！",
        "国、国土交通省、県に要望します。",
        "予算、予算書を配ります。",
        "これでいいですか、課長。",
    ],
)
def test_what_is_meant_is_not_marked(text: str) -> None:
    assert marks(text) == []


def test_a_place_beyond_the_basic_plane_counts_as_one_character() -> None:
    assert marks("𠮷野です。えー、次に") == [Mark(start=5, end=8, kind="filler")]


@given(st.text() | SPEECH)
def test_marks_are_sorted_apart_and_within_the_text(text: str) -> None:
    at = 0
    for mark in marks(text):
        assert at <= mark.start < mark.end <= len(text)
        at = mark.end
