"""Names, styles and marks, the same in every document."""

import pytest

from services.transcribe.exports import FORMATS, ExportOptions
from services.transcribe.exports.speech import corrected, spoken
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
