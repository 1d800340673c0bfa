from services.transcribe.minutes.agenda import find_agenda, named_by
from services.transcribe.minutes.model import Decision
from services.transcribe.minutes.sentences import Sentence


def said(*lines):
    return [Sentence(text, f"s{n}", float(n), "S1") for n, text in enumerate(lines)]


MEETING = said(
    "本日の議題は、開館時間の見直しと、蔵書点検の日程の2件です",
    "それでは、議題の1つ目、開館時間の見直しについて、説明をお願いします",
    "夜間の利用者は45人でした",
    "続いて、2つ目の議題、蔵書点検の日程に移ります",
    "本件は2月とします",
    "以上で、本日の委員会を閉会します",
)


def test_each_item_has_what_was_said_about_it():
    first, second = find_agenda(MEETING)
    assert (first.text, [each.segment for each in first.discussion]) == ("開館時間の見直し", ["s1", "s2"])
    assert (second.text, [each.segment for each in second.discussion]) == ("蔵書点検の日程", ["s3", "s4"])
    assert first.discussion[0].speaker == "S1"


def test_an_item_is_linked_to_where_it_comes_up():
    assert [item.segment for item in find_agenda(MEETING)] == ["s1", "s3"]


def test_an_item_that_never_comes_up_has_no_discussion():
    (first, second) = find_agenda(said("議題は、予算の執行と人事の配置の2件です"))
    assert (first.text, second.text) == ("予算の執行", "人事の配置")
    assert not (first.discussion or second.discussion)


def test_a_decision_on_this_matter_is_named_by_its_item():
    decision = Decision(text="本件は2月とします", segment="s4", start=4.0)
    assert named_by(find_agenda(MEETING), decision).about == "蔵書点検の日程"


def test_bills_are_items():
    (item,) = find_agenda(said("日程第1、議案第41号、一般会計補正予算第3号を議題といたします"))
    assert item.text == "議案第41号、一般会計補正予算第3号"


def test_a_suggestion_is_no_item():
    assert find_agenda(said("まず、金曜日だけではいかがでしょうか", "次回もう一回話しましょう")) == []
