from services.transcribe.exports.plain import plain_export


def test_plain_minutes_hold_every_part(transcript):
    lines = plain_export(transcript).decode().split("\r\n")
    assert "開催日　2026年11月13日（金）" in lines
    assert "・延長に決定（0:04）" in lines
    assert "・佐藤さん　確認　期限：来週（1:01:01）" in lines
    assert "[0:04] 議長：<b>A & B</b>に決定しました。" in lines


def test_what_was_not_found_is_said(bare):
    text = plain_export(bare).decode()
    assert text.count("（自動では見つかりませんでした）") == 3
    assert "下書き" in text
