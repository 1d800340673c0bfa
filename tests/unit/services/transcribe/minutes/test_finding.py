import datetime as dt
from pathlib import Path
from types import SimpleNamespace

import pytest

from services.transcribe.minutes import write_minutes

SCRIPT = Path(__file__).resolve().parents[5] / "examples" / "meeting.script.txt"


def said(*texts):
    return [
        SimpleNamespace(id=f"s{n}", start=n * 5.0, end=n * 5.0 + 5, text=text) for n, text in enumerate(texts)
    ]


def minutes(*texts, date=None):
    return write_minutes("運営会議", date, said(*texts))


@pytest.mark.parametrize(
    "text",
    [
        "平日の利用時間を午後8時まで延長することに決定しました",
        "本案は承認されました",
        "原案のとおり可決いたしました",
        "開催日は2月13日に決まりました",
        "来年度から実施することといたします",
    ],
)
def test_decisions_are_recognised(text):
    assert minutes(text).decisions


@pytest.mark.parametrize(
    "text",
    [
        "まだ決定していません",
        "いつ決まりましたか",
        "延長することに決定したいと思います",
        "採用するかどうかを検討することにします",
        "決定事項を確認します",
        "予算は5万円です",
        "異議なしと認めます",
    ],
)
def test_what_is_undecided_is_no_decision(text):
    assert not minutes(text).decisions


def test_the_script_of_the_made_meeting_gives_its_minutes():
    lines = [line.partition(": ")[2] for line in SCRIPT.read_text(encoding="utf-8").splitlines()]
    found = minutes(*lines)
    assert found.date == dt.date(2026, 11, 13)
    assert [item.text for item in found.agenda] == ["利用時間の変更", "冬のイベント"]
    assert [decision.text for decision in found.decisions] == [
        "平日の利用時間を午後8時まで延長することに決定しました",
        "料理教室を2月13日に開催することに決定しました",
    ]
    assert [task.due for task in found.tasks] == ["11月25日", "11月30日", "来週"]
    assert "12月4日" in found.next_meeting.when


def test_every_item_is_linked_to_the_second_it_was_said():
    found = minutes("始めます。", "延長することに決定しました。")
    assert (found.decisions[0].segment, found.decisions[0].start) == ("s1", 5.0)


def test_a_given_date_is_preferred_to_a_said_one():
    given = dt.date(2026, 1, 2)
    assert minutes("本日は2026年11月13日です。", date=given).date == given


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("本日は令和8年11月13日です", dt.date(2026, 11, 13)),
        ("令和元年5月1日", dt.date(2019, 5, 1)),
        ("2026年2月30日です", None),
        ("11月13日です", None),
    ],
)
def test_dates_are_read_in_both_calendars(text, date):
    assert minutes(text).date == date


def test_attendees_are_listed_when_they_are_said():
    found = minutes("本日の出席者は、田中課長、佐藤さん、議長の山本の3名です。")
    assert [person.text for person in found.attendees] == ["田中課長", "佐藤さん", "議長の山本"]


def test_an_agenda_item_named_twice_is_listed_once():
    found = minutes("議題は予算です。", "次の議題は予算です。", "議題は2つです。")
    assert [item.text for item in found.agenda] == ["予算"]


def test_nothing_said_is_empty_minutes():
    found = minutes()
    assert (found.title, found.date, found.next_meeting) == ("運営会議", None, None)
    assert not (found.agenda or found.decisions or found.tasks or found.attendees)


def test_agreement_decides_what_was_proposed_before_it():
    found = minutes("閉館時間を午後9時とすることでよろしいでしょうか", "異議なしと認めます").decisions
    assert [(each.text, each.agreed.text) for each in found] == [
        ("閉館時間を午後9時とする", "異議なしと認めます")
    ]
