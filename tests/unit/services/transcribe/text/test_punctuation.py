import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.transcribe.schemas import Word
from services.transcribe.text.punctuation import punctuated, punctuated_text

ADDED = "。、"
SPEECH = st.lists(
    st.sampled_from(
        [
            "予算",
            "です",
            "ます",
            "確認し",
            "が",
            "か",
            "ね",
            " ",
            "　",
            "、",
            "。",
            "次に",
            "Zoom",
            "10",
            "また",
            "は",
            "て",
        ]
    )
).map("".join)


def spoken(*pieces: str, gaps: dict[int, float] | None = None) -> list[Word]:
    """One word a piece, 0.2 s a character, with `gaps[n]` seconds of silence before piece n."""
    words, at = [], 0.0
    for number, piece in enumerate(pieces):
        at += (gaps or {}).get(number, 0.0)
        end = at + 0.2 * max(1, len(piece))
        words.append(Word(start=at, end=end, text=piece, confidence=0.9))
        at = end
    return words


def joined(words: list[Word]) -> str:
    return "".join(word.text for word in words)


def letters(text: str) -> str:
    return "".join(c for c in text if c not in ADDED + " \u3000")


@pytest.mark.parametrize(
    ("bare", "wanted"),
    [
        ("会議を始めます 議題は2つです", "会議を始めます。議題は2つです。"),
        ("会議を始めます議題は2つです", "会議を始めます。議題は2つです。"),
        ("確認して ください", "確認してください。"),
        ("ご質問はありますかはい", "ご質問はありますか。はい。"),
        ("それではですね説明をお願いします", "それではですね、説明をお願いします。"),
        ("ご説明しましたとおり増額します", "ご説明しましたとおり増額します。"),
        ("雨が降りましたが実施しました", "雨が降りましたが、実施しました。"),
        ("よいと思いますけれども いかがでしょうか", "よいと思いますけれども、いかがでしょうか。"),
        ("そうだ しかし予算がない", "そうだ。しかし、予算がない。"),
        ("田中さんが", "田中さんが"),
        ("それが現実的でしょう来年度は見送ります", "それが現実的でしょう。来年度は見送ります。"),
        ("2万円は高いなあすぐには無理だ", "2万円は高いなあ。すぐには無理だ。"),
        ("今年も来たねえ増えました", "今年も来たねえ。増えました。"),
        ("それは助かるじゃあ会計を続けます", "それは助かる。じゃあ、会計を続けます。"),
        ("それじゃあ始めます", "それじゃあ、始めます。"),
        ("田中さん説明をお願いします", "田中さん、説明をお願いします。"),
        ("議題は以上ですまた来月集まります", "議題は以上です。また、来月集まります。"),
        ("どうもありがとうございました終わります", "どうもありがとうございました。終わります。"),
        ("ありがとうございますでは次の議題です", "ありがとうございます。では、次の議題です。"),
        ("そうだねもう一度調べよう", "そうだね。もう一度調べよう。"),
        ("実施するかどうか検討します", "実施するかどうか検討します。"),
        ("決まりましたら連絡します", "決まりましたら、連絡します。"),
        ("New York 市と Zoom で会議をします", "New York市とZoomで会議をします。"),
        ("", ""),
    ],
)
def test_marks_stand_where_sentences_and_clauses_end(bare: str, wanted: str) -> None:
    assert punctuated_text(bare) == wanted


@pytest.mark.parametrize(
    "text", ["それでは、始めます。", "はい。そうです。", "本当ですか？はい！", "以上で会議を終わります。"]
)
def test_text_with_punctuation_stays(text: str) -> None:
    assert punctuated_text(text) == text


def test_a_mark_falls_within_the_word_that_spans_two_sentences() -> None:
    words = spoken("終わり", "ます次", "に", "予算です")
    assert [word.text for word in punctuated(words)] == ["終わり", "ます。次", "に、", "予算です。"]


def test_a_pause_makes_a_comma_where_grammar_allows_one() -> None:
    pieces = ("田中さん", "から", "説明", "します")
    assert joined(punctuated(spoken(*pieces))) == "田中さんから説明します。"
    assert joined(punctuated(spoken(*pieces, gaps={2: 0.5}))) == "田中さんから、説明します。"
    assert joined(punctuated(spoken(*pieces, gaps={1: 0.5}))) == "田中さんから説明します。"


def test_words_keep_their_times_and_one_of_spaces_alone_goes() -> None:
    words = spoken("始め", "ます", " ", " 次に")
    shown = punctuated(words)
    assert [(word.start, word.end) for word in shown] == [
        (w.start, w.end) for w in (words[0], words[1], words[3])
    ]
    assert [word.text for word in shown] == ["始め", "ます。", "次に"]


@given(st.text() | SPEECH)
def test_only_marks_and_stray_spaces_change_and_once_is_enough(text: str) -> None:
    shown = punctuated_text(text)
    assert letters(shown) == letters(text)
    assert punctuated_text(shown) == shown


@given(st.lists(st.tuples(st.text(max_size=4) | SPEECH, st.floats(0, 2))))
def test_words_keep_their_letters_and_once_is_enough(pieces: list[tuple[str, float]]) -> None:
    words = spoken(*(text for text, _ in pieces), gaps=dict(enumerate(gap for _, gap in pieces)))
    shown = punctuated(words)
    assert letters(joined(shown)) == letters(joined(words))
    assert punctuated(shown) == shown
