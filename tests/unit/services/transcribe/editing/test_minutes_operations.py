"""What a person changed in the minutes stays when the rules read the edited text anew."""

import datetime as dt

from services.transcribe.minutes import Draft

TYPO = {"op": "text", "segment": "s2", "text": "それでは、みどり市の窓口の時間を延ばすことに決定しました。"}


def texts(transcript, section="decisions"):
    return [item.text for item in getattr(transcript.minutes, section)]


def change(section, action, index=0, **item):
    return {"op": "minutes", "section": section, "action": action, "index": index, "item": item or None}


def test_the_rules_find_what_the_made_meeting_says(meeting):
    assert texts(meeting) == ["みどり市の窓口の時間を延長することに決定しました"]
    assert len(meeting.minutes.tasks) == 1
    assert meeting.minutes.next_meeting.when == "12月4日"


def test_an_added_item_stands_where_it_was_said_and_survives_edits(meeting, apply):
    added = apply(meeting, change("decisions", "add", text="資料を公開する", segment="s1"))
    assert texts(added) == ["資料を公開する", *texts(meeting)]
    assert (added.minutes.decisions[0].segment, added.minutes.decisions[0].start) == ("s1", 0.0)
    assert texts(apply(added, TYPO))[0] == "資料を公開する"
    nowhere = apply(meeting, change("attendees", "add", text="佐藤"), change("attendees", "add", text="田中"))
    assert texts(apply(nowhere, TYPO), "attendees")[-2:] == ["佐藤", "田中"]


def test_a_changed_item_stays_changed_when_its_sentence_is_corrected(meeting, apply):
    changed = apply(meeting, change("tasks", "change", text="資料の確認", who="佐藤課長", due="11月末"))
    (task,) = changed.minutes.tasks
    assert (task.who, task.what, task.due, task.segment) == ("佐藤課長", "資料の確認", "11月末", "s3")
    edited = apply(
        changed,
        {"op": "text", "segment": "s3", "text": "佐藤さんは11月25日までに、資料を確認してください。"},
    )
    assert edited.minutes.tasks == [task]


def test_a_struck_out_item_does_not_come_back(meeting, apply):
    struck = apply(meeting, change("decisions", "delete"))
    assert texts(struck) == []
    assert texts(apply(struck, TYPO)) == []
    other = {"op": "text", "segment": "s5", "text": "また、予算を減らすことに決定しました。"}
    assert len(texts(apply(struck, other))) == 1, "what is said anew is found"


def test_ones_own_item_can_be_changed_and_taken_away_again(meeting, apply):
    own = apply(meeting, change("decisions", "add", text="一"), change("decisions", "change", 1, text="二"))
    assert texts(own)[1:] == ["二"]
    assert len(own.by_hand) == 1
    gone = apply(own, change("decisions", "delete", 1))
    assert (texts(gone), gone.by_hand) == (texts(meeting), [])


def test_the_next_meeting_can_be_set_changed_and_struck_out(meeting, apply):
    moved = apply(meeting, change("next_meeting", "change", text="次回は12月5日です", when="12月5日"))
    assert apply(moved, TYPO).minutes.next_meeting.when == "12月5日"
    gone = apply(moved, change("next_meeting", "delete"))
    assert apply(gone, TYPO).minutes.next_meeting is None
    again = apply(gone, change("next_meeting", "add", text="1月8日", when="1月8日"))
    assert apply(again, TYPO).minutes.next_meeting.when == "1月8日"


def test_a_drafted_summary_and_a_given_place_stay(meeting, apply):
    draft = Draft(engine="local", model="m", made_at=dt.datetime.now(dt.UTC), text="まとめ")
    drafted = meeting.model_copy(update={"minutes": meeting.minutes.model_copy(update={"draft": draft})})
    after = apply(drafted, {"op": "place", "place": "第1会議室"}, TYPO)
    assert (after.minutes.draft, after.minutes.place.text) == (draft, "第1会議室")


def test_an_items_link_follows_its_segment_into_another(meeting, apply):
    added = apply(meeting, change("decisions", "add", text="資料を公開する", segment="s3"))
    merged = apply(added, {"op": "merge", "segments": ["s2", "s3"]})
    ids = {segment.id for segment in merged.segments}
    assert {item.segment for item in merged.minutes.decisions} <= ids
    assert "資料を公開する" in texts(merged)


def test_a_name_typed_for_a_task_takes_the_place_of_its_speaker(meeting, apply):
    own = change("tasks", "change", text="資料の確認")
    spoken = meeting.minutes.tasks[0].model_copy(update={"who": "話者1", "speaker": "S1"})
    minutes = meeting.minutes.model_copy(update={"tasks": [spoken]})
    said = meeting.model_copy(update={"minutes": minutes})
    assert apply(said, own).minutes.tasks[0].speaker == "S1"
    named = change("tasks", "change", text="資料の確認", who="佐藤課長")
    (task,) = apply(said, named).minutes.tasks
    assert (task.who, task.speaker) == ("佐藤課長", None)
