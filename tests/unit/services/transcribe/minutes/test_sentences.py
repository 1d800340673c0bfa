import re
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from services.transcribe.minutes.sentences import cleaned, sentences


def said(*texts, gap=0.0):
    return [
        SimpleNamespace(id=f"s{n}", start=n * (5 + gap), end=n * (5 + gap) + 5, text=text)
        for n, text in enumerate(texts)
    ]


def texts(segments):
    return [sentence.text for sentence in sentences(segments)]


def test_full_stops_end_sentences():
    assert texts(said("始めます。議題は2つです。")) == ["始めます", "議題は二つです"]


def test_a_space_after_a_verb_ending_ends_a_sentence_too():
    assert texts(said("始めます 議題は2つです")) == ["始めます", "議題は二つです"]


def test_a_space_inside_a_sentence_does_not():
    assert texts(said("午後8時まで 延長することに決定しました")) == ["午後8時まで延長することに決定しました"]


def test_a_sentence_may_run_over_segments_and_is_linked_to_the_first():
    found = list(sentences(said("ポスターは佐藤さんが", "作成してください。")))
    assert [(s.text, s.segment, s.start) for s in found] == [
        ("ポスターは佐藤さんが作成してください", "s0", 0)
    ]


def test_silence_ends_a_sentence():
    assert texts(said("次の議題", "冬のイベントです", gap=3)) == ["次の議題", "冬のイベントです"]


def test_fillers_are_left_out():
    assert cleaned("えーと、あのー、予算は5万円です。") == "予算は5万円です"
    assert cleaned("あの人が来ます") == "あの人が来ます"


def test_spaces_between_latin_words_stay():
    assert cleaned("Google Meet で 行います") == "Google Meetで行います"


@given(st.lists(st.text(st.sampled_from("会議を始めます。決定 "), max_size=30), max_size=8))
def test_nothing_that_was_said_is_lost(lines):
    kept = [re.sub("[、。 ]", "", text) for text in ("".join(texts(said(*lines))), "".join(lines))]
    assert kept[0] == kept[1]


def test_full_stops_are_put_where_a_segment_has_none():
    assert texts(said("学校には私から頼んでみるよじゃあ次の議題です")) == [
        "学校には私から頼んでみるよ",
        "じゃあ、次の議題です",
    ]
