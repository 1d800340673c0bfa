import datetime as dt

from services.transcribe.exports.outline import (
    decided,
    decision_line,
    draft_lines,
    due,
    next_meeting,
    task_rows,
)
from services.transcribe.exports.plain import plain_export
from services.transcribe.minutes import Decision, Draft, Meeting, Minutes, Task
from services.transcribe.schemas import Speaker

PLACE = {"segment": "s3", "start": 61.0}


def test_a_day_that_was_said_loosely_is_spelt_out():
    task = Task(text="…", what="確認", due="来週金曜", due_date=dt.date(2026, 11, 27), **PLACE)
    assert due(task) == "来週金曜（11月27日）"
    assert due(task.model_copy(update={"due": "11月27日"})) == "11月27日"
    assert due(task.model_copy(update={"due": None})) == ""


def test_renaming_a_speaker_renames_who_does_his_tasks(transcript):
    task = Task(text="…", what="確認", who="話者1", speaker="S1", **PLACE)
    minutes = transcript.minutes.model_copy(update={"tasks": [task]})
    renamed = transcript.model_copy(update={"minutes": minutes, "speakers": [Speaker(id="S1", name="山本")]})
    assert task_rows(renamed)[0][0] == "山本"


def test_a_decision_says_what_it_is_about():
    decision = Decision(text="本件は可決されました", about="条例の改正", **PLACE)
    assert decision_line(decision) == "本件は可決されました（条例の改正）（1:01）"


def test_the_next_meeting_is_when_and_where():
    meeting = Meeting(text="…", when="12月4日", where="第1会議室", **PLACE)
    assert next_meeting(Minutes(title="会議", next_meeting=meeting)) == "12月4日　第1会議室"


def test_a_draft_is_marked_as_one_in_every_document(transcript):
    made = dt.datetime(2026, 11, 16, tzinfo=dt.UTC)
    draft = Draft(engine="local", model="m", made_at=made, text="会議の要約。", doubtful=["99"])
    lines = list(draft_lines(draft))
    assert "AIが作成した下書き" in lines[0] and "99" in lines[2]
    drafted = transcript.minutes.model_copy(update={"draft": draft})
    text = plain_export(transcript.model_copy(update={"minutes": drafted})).decode()
    assert "【要約（下書き・AI）】" in text


def test_a_decision_is_shown_without_the_words_of_deciding():
    texts = {
        "8時まで延長することに決定しました": "8時まで延長する",
        "廃止しないこととします": "廃止しない",
        "蔵書点検は6日までとします": "蔵書点検は6日までとします",
    }
    for text, shown in texts.items():
        assert decided(Decision(text=text, **PLACE)) == shown
