from services.transcribe.minutes import write_minutes
from services.transcribe.minutes.drafting.composing import WHOLE_MEETING, calls, compose, parts_of
from services.transcribe.minutes.drafting.endpoint import EndpointWriter
from services.transcribe.minutes.drafting.prompts import JOIN, PART, WHOLE

WRITER = EndpointWriter("http://localhost", "m", None)
NAMES = {"S1": "山本"}


def asking(answers):
    asked = []

    def ask(instruction, text):
        asked.append((instruction, text))
        return answers(text)

    return ask, asked


def test_each_agenda_item_is_a_part_with_who_said_what(transcript):
    first, second = parts_of(transcript, NAMES, 1000)
    assert (first.heading, second.heading) == ("開館時間の見直し", "蔵書点検の日程")
    assert "山本：夜間の利用者は45人でした" in first.pieces[0]
    assert "閉会" not in second.pieces[0]


def test_a_meeting_without_agenda_is_one_part(transcript):
    plain = transcript.model_copy(update={"minutes": write_minutes("会", None, [])})
    assert [part.heading for part in parts_of(plain, {}, 1000)] == [WHOLE_MEETING]
    assert parts_of(plain.model_copy(update={"segments": []}), {}, 1000) == []


def test_pieces_are_summed_up_then_items_then_the_whole(transcript):
    parts = parts_of(transcript, NAMES, 30)
    ask, asked = asking(lambda text: f"要点{len(text)}")
    draft = compose(parts, ask, "", WRITER)
    kinds = [instruction for instruction, _ in asked]
    assert kinds.count(PART) == sum(len(part.pieces) for part in parts)
    assert JOIN in kinds and kinds[-1] == WHOLE
    assert calls(parts) <= len(asked) + 2
    assert [section.heading for section in draft.sections] == ["開館時間の見直し", "蔵書点検の日程"]


def test_hours_are_joined_in_rounds(transcript):
    ask, asked = asking(lambda text: "要点" * 100)
    parts = parts_of(transcript, NAMES, 20)
    draft = compose(parts, ask, "", WRITER)
    assert draft.text and len(asked) < 50


def test_what_nobody_said_is_listed_beside_the_text(transcript):
    ask, _ = asking(lambda text: "利用者は99人")
    draft = compose(parts_of(transcript, NAMES, 1000), ask, "利用者は45人", WRITER)
    assert draft.doubtful == ["99"] and draft.sections[0].doubtful == ["99"]


def test_silence_gives_an_empty_draft():
    assert compose([], lambda *_: "x", "", WRITER).text == ""
