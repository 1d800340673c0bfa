from services.transcribe.exports.markdown import markdown_export


def test_markdown_minutes_have_headings_and_tables(transcript):
    text = markdown_export(transcript).decode()
    assert text.startswith("# 運営\\|会議\n")
    assert "## 決定事項\n\n- 延長に決定（0:04）" in text
    assert "| 佐藤さん | 確認 | 来週 | 1:01:01 |" in text


def test_what_was_said_is_never_markup(transcript):
    assert "\\<b\\>A & B" in markdown_export(transcript).decode()


def test_empty_minutes_are_still_a_document(bare):
    assert "## 宿題・TODO\n\n- （自動では" in markdown_export(bare).decode()
