import datetime as dt

import pytest

from services.transcribe.minutes.heading import find_attendees, find_next_meeting, find_place
from services.transcribe.minutes.sentences import Sentence


def said(*lines):
    return [Sentence(text, f"s{n}", float(n), f"S{n}") for n, text in enumerate(lines)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("会場は中央図書館2階の研修室です", "中央図書館2階の研修室"),
        ("場所は教育委員会室です", "教育委員会室"),
        ("今日は市民会館の小会議室をお借りしています", "市民会館の小会議室"),
        ("ただいまから会議を始めます", None),
    ],
)
def test_the_place_is_said_at_the_opening(text, place):
    found = find_place(said(text))
    assert (found and found.text.removeprefix("今日は")) == place


def test_the_next_meeting_has_a_day_and_a_place():
    found = find_next_meeting(
        said("次回は、12月18日、金曜日の午後2時から、市役所の第2会議室で開きます"), dt.date(2026, 11, 13)
    )
    assert (found.when, found.date, found.where) == (
        "12月18日、金曜日の午後2時", dt.date(2026, 12, 18), "市役所の第2会議室",
    )  # fmt: skip


def test_the_place_of_the_next_meeting_may_follow():
    found = find_next_meeting(said("次回は来週の水曜日です", "場所は、第1会議室です"), dt.date(2026, 11, 13))
    assert found.date == dt.date(2026, 11, 18)


def test_named_speakers_attend():
    found = find_attendees(
        said("出席者は、田中課長です", "始めます", "はい"), {"S0": "田中", "S1": "山本", "S2": "話者3"}
    )
    assert [person.text for person in found] == ["田中課長", "山本"]


def test_a_headcount_is_nobody():
    assert find_attendees(said("出席委員は10名中8名です"), {}) == []
