import re

from services.transcribe.exports.subtitles import srt, vtt


def test_srt_cues_are_numbered_and_timed(transcript):
    first, second, third = srt(transcript.segments).split("\n\n")
    assert first == "1\n00:00:00,000 --> 00:00:04,500\n会議を始めます。"
    assert second.startswith("2\n00:00:04,500 --> 00:00:09,250\n議長: <b>")
    assert third.startswith("3\n01:01:01,000 --> ")


def test_vtt_begins_with_its_signature_and_escapes_markup(transcript):
    text = vtt(transcript.segments)
    assert text.startswith("WEBVTT\n\n00:00:00.000 --> 00:00:04.500\n")
    assert "議長: &lt;b&gt;A &amp; B&lt;/b&gt;" in text


def test_a_line_break_in_a_text_does_not_end_its_cue(transcript):
    broken = transcript.segments[0].model_copy(update={"text": "一\n\n二", "end": 0.0})
    cue = srt([broken])
    assert "一 二" in cue
    assert re.search(r"00:00:00,000 --> 00:00:00,001", cue)


def test_no_segments_are_no_cues():
    assert srt([]) == ""
    assert vtt([]).strip() == "WEBVTT"
