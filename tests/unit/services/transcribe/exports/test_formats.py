import pytest

from services.transcribe.exports import FORMATS, file_name


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_writes_minutes_and_silence(name, transcript, bare):
    assert len(FORMATS[name].write(transcript)) > 100
    assert FORMATS[name].write(bare) is not None


def test_a_title_becomes_a_name_that_windows_takes():
    assert file_name('第1回/運営会議: "夜"?', "docx") == "第1回／運営会議： ”夜”？.docx"
    assert file_name("..\x00\\x", "txt") == "..＼x.txt"
