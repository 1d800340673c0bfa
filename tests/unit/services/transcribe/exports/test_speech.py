"""Names, styles and marks, the same in every document."""

import pytest

from services.transcribe.exports import FORMATS, ExportOptions
from services.transcribe.exports.speech import PARAGRAPH, corrected, spoken, turns
from services.transcribe.minutes import AgendaItem, Remark


def lines(transcript, **options):
    return [each.line for each in spoken(transcript, ExportOptions(**options))]


def test_names_marks_and_styles_meet_in_one_line(doubted):
    assert lines(doubted) == ["【要確認】会議を始めます。", "山本：賛成します。（発言の重なりあり）"]
    assert lines(doubted, style="verbatim")[1] == "山本：えーと、賛成します。（発言の重なりあり）"
    assert lines(doubted, style="dearu")[1] == "山本：賛成する。（発言の重なりあり）"


def test_what_is_nothing_but_fillers_is_left_out(doubted):
    filler = doubted.segments[1].model_copy(update={"text": "えーと、"})
    assert len(lines(doubted.model_copy(update={"segments": [filler]}))) == 0
    assert len(lines(doubted.model_copy(update={"segments": [filler]}), style="verbatim")) == 1


def test_an_agenda_item_stands_before_what_opens_it(transcript):
    place = {"segment": "s2", "start": 4.5}
    item = AgendaItem(text="利用時間", **place, discussion=[Remark(text="…", **place)])
    minutes = transcript.minutes.model_copy(update={"agenda": [item]})
    found = list(spoken(transcript.model_copy(update={"minutes": minutes}), ExportOptions()))
    assert [each.item for each in found] == [None, "利用時間", None]


def test_each_correction_is_listed(doubted):
    assert [(each.original, each.entry) for each in corrected(doubted)] == [("解議", "会議")]


@pytest.mark.parametrize(("name", "marked"), [("txt", True), ("md", True), ("srt", False), ("vtt", False)])
def test_documents_mark_doubt_and_subtitles_do_not(doubted, name, marked):
    text = FORMATS[name].write(doubted, ExportOptions()).decode()
    assert ("【要確認】" in text) == marked
    assert "山本" in text and "えーと" not in text


def said_by(transcript, *speakers, text="はい。"):
    """A segment for each of `speakers`."""
    first = transcript.segments[0]
    segments = [
        first.model_copy(update={"id": f"x{n}", "text": text, "speaker": who, "marks": []})
        for n, who in enumerate(speakers)
    ]
    return transcript.model_copy(update={"segments": segments})


def turn_lines(transcript):
    return [turn.line for turn in turns(spoken(transcript, ExportOptions()))]


def test_what_one_person_says_at_a_stretch_is_one_paragraph(transcript):
    assert turn_lines(said_by(transcript, "S1", "S1", "S2")) == ["S1：はい。はい。", "S2：はい。"]


def test_unknown_voices_and_long_speeches_are_not_run_together(transcript):
    assert turn_lines(said_by(transcript, None, None)) == ["はい。", "はい。"]
    long = said_by(transcript, "S1", "S1", text="あ" * PARAGRAPH)
    assert len(turn_lines(long)) == 2


def test_a_doubtful_piece_is_marked_where_it_stands(transcript):
    both = said_by(transcript, "S1", "S1")
    doubtful = both.segments[1].model_copy(update={"doubtful": True})
    marked = both.model_copy(update={"segments": [both.segments[0], doubtful]})
    assert turn_lines(marked) == ["S1：はい。【要確認】はい。"]
