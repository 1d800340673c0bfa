import io

import docx
import pytest
from docx.oxml.ns import qn

from services.transcribe.exports.docx import docx_export
from services.transcribe.exports.word_styles import FONT


@pytest.fixture
def document(transcript):
    return docx.Document(io.BytesIO(docx_export(transcript)))


def test_the_header_table_says_which_meeting_it_was(document):
    rows = {row.cells[0].text: row.cells[1].text for row in document.tables[0].rows}
    assert rows["会議名"] == "運営|会議"
    assert rows["開催日"] == "2026年11月13日（金）"
    assert rows["次回"] == "12月4日"


def test_headings_come_in_the_order_of_minutes(document):
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert headings == ["議題", "決定事項", "宿題・TODO", "全文"]


def test_tasks_are_a_table_with_their_times(document):
    assert [cell.text for cell in document.tables[1].rows[1].cells] == ["佐藤さん", "確認", "来週", "1:01:01"]


def test_the_full_text_carries_times_and_speakers(document):
    assert "0:04\t議長：<b>A & B</b>に決定しました。" in [p.text for p in document.paragraphs]


def test_japanese_text_gets_a_japanese_font(document):
    for name in ("Normal", "Title", "Heading 1"):
        fonts = document.styles[name].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) == FONT
        assert fonts.get(qn("w:eastAsiaTheme")) is None


def test_control_characters_do_not_break_the_file(transcript):
    spoiled = transcript.segments[0].model_copy(update={"text": "は\x00い\x0b"})
    content = docx_export(transcript.model_copy(update={"segments": [spoiled]}))
    assert "はい" in docx.Document(io.BytesIO(content)).paragraphs[-1].text


def test_minutes_of_silence_open_in_word(bare):
    assert len(docx.Document(io.BytesIO(docx_export(bare))).tables) == 1
