import pytest

from services.transcribe.audio.media import mime_type, starts_like_media, states_its_length


@pytest.mark.parametrize(
    "head",
    [b"RIFF....WAVE", b"ID3\x04", b"OggS", b"fLaC", b"\0\0\0\x1cftypM4A ", b"\xff\xfb\x90", b"\x1aE\xdf\xa3"],
)
def test_the_first_bytes_of_known_formats_are_recognised(tmp_path, head):
    (tmp_path / "a").write_bytes(head + bytes(20))
    assert starts_like_media(tmp_path / "a")


@pytest.mark.parametrize("head", [b"", b"\xff", b"PK\x03\x04", b"hello", b"#EXTM3U\n"])
def test_other_files_are_not(tmp_path, head):
    (tmp_path / "a").write_bytes(head)
    assert not starts_like_media(tmp_path / "a")


def test_an_mp3_without_a_xing_header_does_not_state_its_length(tmp_path):
    (tmp_path / "a").write_bytes(b"\xff\xfb" + bytes(500))
    (tmp_path / "b").write_bytes(b"\xff\xfb" + bytes(30) + b"Xing" + bytes(500))
    assert not states_its_length(tmp_path / "a", "mp3")
    assert states_its_length(tmp_path / "b", "mp3")
    assert states_its_length(tmp_path / "a", "wav")


def test_an_unknown_suffix_is_never_served_as_something_a_browser_runs():
    assert mime_type(".html") == "application/octet-stream"
    assert mime_type(".m4a") == "audio/mp4"
