import struct

import pytest

from services.transcribe.audio.cuts import is_cut
from tests.unit.services.transcribe.audio.recordings import beeps, record


@pytest.mark.parametrize(
    ("riff_size", "cut"), [(36 + 100, True), (36, False), (0, False), (0xFFFFFFFF, False)]
)
def test_a_wav_is_cut_when_its_header_promises_more(tmp_path, riff_size, cut):
    (tmp_path / "a.wav").write_bytes(b"RIFF" + struct.pack("<I", riff_size) + bytes(36))
    assert is_cut(tmp_path / "a.wav") is cut


@pytest.mark.parametrize(("name", "codec"), [("a.ogg", "libopus"), ("a.ogg", "flac"), ("a.wma", "wmav2")])
@pytest.mark.parametrize("missing", [0, 1, 5000])
def test_pages_and_packets_are_cut_when_the_last_is_not_whole(tmp_path, name, codec, missing):
    path = record(tmp_path / name, codec, 48000, beeps(3, 48000), options={"b": "128k"})
    path.write_bytes(path.read_bytes()[: path.stat().st_size - missing])
    assert is_cut(path) is (missing > 0)


@pytest.mark.parametrize("content", [b"", b"R", b"OggS", b"ID3" + bytes(900)])
def test_other_files_are_not_looked_at(tmp_path, content):
    (tmp_path / "a").write_bytes(content)
    assert is_cut(tmp_path / "a") is (content == b"OggS")
