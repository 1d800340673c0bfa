from pathlib import Path

from common.documents import Edit, read_here, rewrite_here

SRT = "1\r\n00:00:01,000 --> 00:00:02,500\r\n議会を開きます。\r\n起立\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\n着席\r\n"
VTT = """WEBVTT - 議会

NOTE 記録者の覚え書き

STYLE
::cue { color: red }

start
00:01.000 --> 00:02.000 align:start
<v 議長>これより開会します。</v>

00:03.000 --> 00:04.000
<i>拍手</i>
"""


def test_captions_are_read_and_written_with_their_times(tmp_path: Path) -> None:
    path, out = tmp_path / "a.srt", tmp_path / "b.srt"
    path.write_bytes(SRT.encode("cp932"))
    found = read_here(path, name="a.srt").segments
    assert [(each.id, each.text, each.place.line) for each in found] == [
        ("C1", "議会を開きます。\n起立", 3),
        ("C2", "着席", 8),
    ]
    edits = [Edit(segment_id="C1", start=0, end=11, text="We open.\n\nStand")]
    rewrite_here(path, edits, out, name="a.srt")
    assert out.read_bytes() == SRT.replace("議会を開きます。\r\n起立", "We open.\r\nStand").encode("cp932")


def test_a_voice_a_style_and_a_comment_are_no_captions(tmp_path: Path) -> None:
    path, out = tmp_path / "a.vtt", tmp_path / "b.vtt"
    path.write_text(VTT, encoding="utf-8")
    found = read_here(path, name="a.vtt").segments
    assert [each.text for each in found] == ["これより開会します。", "<i>拍手</i>"]
    edits = [Edit(segment_id=found[0].id, start=0, end=10, text="The session is open.")]
    rewrite_here(path, edits, out, name="a.vtt")
    assert out.read_text(encoding="utf-8") == VTT.replace("これより開会します。", "The session is open.")
