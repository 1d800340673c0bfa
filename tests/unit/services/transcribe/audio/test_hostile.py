"""Files made to do harm: none opens another file or the network, fills the disk, hangs or crashes."""

import socket
import struct
import time

import av
import numpy as np
import pytest

from common.errors import BrokenFile, EmptyFile, Problem, UnsupportedFormat
from services.transcribe.audio.pcm import RATE
from tests.unit.services.transcribe.audio.recordings import beep_times, beeps, record

PLAYLISTS = {
    "concat": "ffconcat version 1.0\nfile '{}'\n",
    "unsafe": "ffconcat version 1.0\noption safe 0\nfile 'file:{}'\n",
    "hls": "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:8,\n{}\n#EXT-X-ENDLIST\n",
    "hls-map": '#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:9\n#EXT-X-MAP:URI="{0}"\n#EXTINF:8,\n{0}\n',
    "sdp": "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nm=audio 9 RTP/AVP 0\na={}\n",
    "dash": '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static"><Period>'
    '<AdaptationSet mimeType="audio/mp4"><Representation id="a"><BaseURL>{}</BaseURL>'
    "</Representation></AdaptationSet></Period></MPD>",
    "smil": '<smil><body><audio src="{}"/></body></smil>',
    "asx": '<asx version="3.0"><entry><ref href="{}"/></entry></asx>',
    "pls": "[playlist]\nFile1={}\nNumberOfEntries=1\n",
    "imf": '<AssetMap xmlns="http://www.smpte-ra.org/schemas/429-9/2007/AM"><Path>{}</Path></AssetMap>',
}


@pytest.fixture
def canary(tmp_path):
    """A recording that nobody may hear."""
    return record(tmp_path / "canary.wav", "pcm_s16le", RATE, beeps(2, RATE))


@pytest.fixture
def listener():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        listening.setblocking(False)
        yield listening


@pytest.mark.parametrize("suffix", ["wav", "m3u8"])
@pytest.mark.parametrize("playlist", PLAYLISTS.values(), ids=PLAYLISTS.keys())
def test_a_playlist_opens_no_file(extracted, pcm, tmp_path, canary, playlist, suffix):
    (tmp_path / f"a.{suffix}").write_text(playlist.format(canary))
    with pytest.raises(UnsupportedFormat):
        extracted(tmp_path / f"a.{suffix}")
    assert not pcm.exists()


@pytest.mark.parametrize("playlist", PLAYLISTS.values(), ids=PLAYLISTS.keys())
def test_a_playlist_calls_nobody(extracted, tmp_path, listener, playlist):
    (tmp_path / "a.m3u8").write_text(playlist.format(f"http://127.0.0.1:{listener.getsockname()[1]}/a.wav"))
    with pytest.raises(UnsupportedFormat):
        extracted(tmp_path / "a.m3u8")
    with pytest.raises(BlockingIOError):
        listener.accept()


def test_a_quicktime_track_in_another_file_is_not_followed(extracted, pcm, tmp_path, canary):
    """A data reference may be an alias: FFmpeg follows it when `enable_drefs` is set, and so can show that it would."""
    path = record(tmp_path / "a.mov", "pcm_s16le", RATE, beeps(2, RATE))
    path.write_bytes(with_alias(path.read_bytes(), canary.name))
    with av.open(str(path), options={"enable_drefs": "1"}) as followed:
        assert sum(frame.samples for frame in followed.decode(audio=0)) > RATE
    with pytest.raises(Problem) as refused:
        extracted(path)
    assert refused.value.code in ("broken_file", "empty_file")
    assert not pcm.exists()


def with_alias(movie, name):
    """`movie` with its data reference to itself replaced by an alias record of a file beside it."""
    own = struct.pack(">I4sI", 12, b"url ", 1)
    assert movie.count(own) == 1
    path = name.encode()
    volume = b"\x05tests" + bytes(22 + 12)
    record = bytes(10) + volume + bytes([len(path)]) + path.ljust(63, b"\0") + bytes(16)
    levels = struct.pack(">hh", 1, 1) + bytes(16)
    full = struct.pack(">HH", 2, len(path)) + path + b"\0" * (len(path) % 2) + struct.pack(">HH", 0xFFFF, 0)
    body = struct.pack(">I", 0) + record + levels + full
    alias = struct.pack(">I4s", len(body) + 8, b"alis") + body
    return grown(movie, movie.index(own), own, alias)


def grown(movie, at, old, new):
    """`old` at `at` replaced by a longer `new`, and all boxes around it grown with it (they follow `mdat`)."""
    more, content = len(new) - len(old), bytearray(movie)
    for name in (b"moov", b"trak", b"mdia", b"minf", b"dinf", b"dref"):
        size_at = content.rindex(name, 0, at) - 4
        struct.pack_into(">I", content, size_at, struct.unpack_from(">I", content, size_at)[0] + more)
    return bytes(content[:at]) + new + bytes(content[at + len(old) :])


def test_a_linked_matroska_segment_is_not_followed(extracted, tmp_path):
    canary = record(tmp_path / "canary12.mkv", "pcm_s16le", RATE, beeps(9, RATE))
    path = record(tmp_path / "a.mkv", "pcm_s16le", RATE, beeps(2, RATE))
    written_by = b"\x57\x41" + bytes([0x80 | 13]) + b"Lavf"
    content = path.read_bytes()
    at = content.index(written_by)
    next_file = b"\x3e\x83\xbb" + bytes([0x80 | 12]) + canary.name.encode()
    path.write_bytes(content[:at] + next_file + content[at + len(next_file) :])
    assert extracted(path).seconds == pytest.approx(2, abs=0.1)


def wav_header(rate=RATE, channels=1, data=RATE, riff=None, bits=16):
    block = channels * bits // 8 & 0xFFFF
    layout = struct.pack("<HHIIHH", 1, channels, rate, rate * block & 0xFFFFFFFF, block, bits)
    head = struct.pack("<4sI4s4sI", b"RIFF", 36 + data if riff is None else riff, b"WAVE", b"fmt ", 16)
    return head + layout + struct.pack("<4sI", b"data", data)


@pytest.mark.parametrize("rate", [0, 1, 300, 4_000_000_000, 0xFFFFFFFF])
def test_an_absurd_sample_rate_is_refused(extracted, tmp_path, rate):
    (tmp_path / "a.wav").write_bytes(wav_header(rate) + bytes(RATE))
    with pytest.raises(BrokenFile):
        extracted(tmp_path / "a.wav")


@pytest.mark.parametrize("channels", [0, 65, 600, 65535])
def test_absurd_channels_are_refused(extracted, tmp_path, channels):
    (tmp_path / "a.wav").write_bytes(wav_header(channels=channels) + bytes(RATE))
    with pytest.raises((BrokenFile, UnsupportedFormat)):
        extracted(tmp_path / "a.wav")


@pytest.mark.parametrize("size", [0x7FFFFF00, 0xFFFFFFFF, 0])
def test_a_wav_may_declare_what_it_likes(extracted, sound, tmp_path, size):
    """The greatest size, or none, is what recorders write that cannot seek back."""
    whole = (beeps(3, RATE) * 32767).astype("<i2").tobytes()
    (tmp_path / "a.wav").write_bytes(wav_header(data=size, riff=min(size + 36, 0xFFFFFFFF)) + whole)
    decoded = extracted(tmp_path / "a.wav")
    assert decoded.seconds == pytest.approx(3, abs=0.1)
    assert bool(decoded.warnings) == (size == 0x7FFFFF00)


def test_a_movie_may_declare_what_it_likes(extracted, tmp_path):
    path = record(tmp_path / "a.m4a", "aac", 48000, beeps(3, 48000))
    content = bytearray(path.read_bytes())
    for box, units in ((b"mvhd", 1000), (b"tkhd", 1000), (b"mdhd", 48000)):
        at = content.index(box) + (24 if box == b"tkhd" else 20)
        struct.pack_into(">I", content, at, min(400 * 3600 * units, 0xFFFFFFF0))
    path.write_bytes(content)
    assert extracted(path).seconds == pytest.approx(3, abs=0.1)


def test_a_thousand_tracks(extracted, tmp_path):
    with av.open(str(tmp_path / "a.mkv"), "w") as made:
        streams = [made.add_stream("pcm_s16le", rate=8000, layout="mono") for _ in range(999)]
        for stream in streams:
            frame = av.AudioFrame.from_ndarray(np.full((1, 800), 9000, np.int16), format="s16", layout="mono")
            frame.sample_rate, frame.pts = 8000, 0
            made.mux(stream.encode(frame))
    decoded = extracted(tmp_path / "a.mkv")
    assert decoded.seconds == pytest.approx(0.1, abs=0.01)
    assert decoded.warnings == ["音声トラックが999本あります。1本目だけを文字にしました。"]


def test_a_cover_picture_is_no_harm(extracted, tmp_path):
    path = record(tmp_path / "a.mp3", "libmp3lame", 44100, beeps(3, 44100))
    picture = b"\0image/png\0\x03\0" + b"\x89PNG\r\n\x1a\n" + bytes(40_000)
    frame = b"APIC" + struct.pack(">IH", len(picture), 0) + picture
    size = bytes(len(frame) >> shift & 0x7F for shift in (21, 14, 7, 0))
    path.write_bytes(b"ID3\x03\0\0" + size + frame + path.read_bytes())
    assert extracted(path).seconds == pytest.approx(3, abs=0.1)


MADE = [
    ("a.wav", "pcm_s16le"),
    ("a.mp3", "libmp3lame"),
    ("a.m4a", "aac"),
    ("a.aac", "aac"),
    ("a.ogg", "libopus"),
    ("a.flac", "flac"),
    ("a.wma", "wmav2"),
    ("a.mkv", "aac"),
    ("a.webm", "libopus"),
    ("a.ts", "mp2"),
]
made = pytest.mark.parametrize(("name", "codec"), MADE, ids=[name for name, _ in MADE])


@pytest.fixture
def recording(tmp_path):
    def make(name, codec, seconds=9):
        often = {"cluster_time_limit": "1000"} if name in ("a.mkv", "a.webm") else None
        sound, options = beeps(seconds, 48000), {"b": "128k"}
        return record(tmp_path / name, codec, 48000, sound, options=options, container_options=often)

    return make


@made
def test_a_corrupt_middle_costs_only_the_middle(extracted, sound, recording, name, codec):
    path = recording(name, codec)
    content = bytearray(path.read_bytes())
    third = len(content) // 3
    content[third : 2 * third] = np.random.default_rng(1).bytes(third)
    path.write_bytes(content)
    decoded = extracted(path)
    assert len(beep_times(sound(0, 2))) == 2, "the beginning is there"
    assert decoded.warnings or name in ("a.wav", "a.aac"), "nothing tells that these are damaged"
    stamped = name not in ("a.mp3", "a.aac")  # these carry no time: what is lost shortens them
    if stamped:
        assert decoded.seconds == pytest.approx(9, abs=0.5)
    last = decoded.seconds - 1
    assert np.abs(sound(last)).max() > 0.3, "the end is there"


@made
def test_a_cut_tail_gives_what_is_there(extracted, sound, recording, name, codec):
    path = recording(name, codec)
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 6 // 10])
    if name == "a.m4a":  # its index is at the end
        with pytest.raises(BrokenFile):
            extracted(path)
        return
    decoded = extracted(path)
    assert 4 < decoded.seconds < 7
    assert beep_times(sound(0, 4)) == pytest.approx([0.4, 1.4, 2.4, 3.4], abs=0.1)
    said_by_nobody = name in ("a.aac", "a.ts")
    assert any("途中で切れて" in warning for warning in decoded.warnings) or said_by_nobody


def outcome(extracted, path):
    """How long the sound is that was found; 0 with a problem that says what to do."""
    try:
        return extracted(path).seconds
    except Problem as problem:
        said = problem
    assert said.code in ("broken_file", "empty_file", "unsupported_format", "too_large")
    assert "ください" in said.detail
    return 0.0


@made
def test_a_header_alone_is_a_clear_problem(extracted, recording, name, codec):
    path = recording(name, codec, seconds=20)
    path.write_bytes(path.read_bytes()[: 44 if name == "a.wav" else 700])
    assert outcome(extracted, path) < 1


@made
@pytest.mark.parametrize("seed", range(2))
def test_random_damage_ends_in_sound_or_in_a_problem(extracted, recording, name, codec, seed):
    path, random = recording(name, codec), np.random.default_rng(seed)
    content = np.frombuffer(path.read_bytes(), np.uint8).copy()
    hits = random.integers(0, len(content), max(8, len(content) // 200))
    content[hits] = random.integers(0, 256, len(hits))
    path.write_bytes(content.tobytes())
    began = time.monotonic()
    assert outcome(extracted, path) < 900
    assert time.monotonic() - began < 20


def test_a_wrong_extension_does_not_matter(extracted, recording):
    path = recording("a.mp3", "libmp3lame", seconds=2)
    assert extracted(path.rename(path.with_suffix(".wav"))).seconds == pytest.approx(2, abs=0.1)


@pytest.mark.parametrize("content", [b"", b"\0" * 5000, b"\xff" * 5000, "議事録".encode() * 900, b"MZ" * 99])
def test_what_is_no_recording_is_refused(extracted, tmp_path, content):
    (tmp_path / "a.mp3").write_bytes(content)
    with pytest.raises((UnsupportedFormat, BrokenFile, EmptyFile)) as refused:
        extracted(tmp_path / "a.mp3")
    assert "ください" in refused.value.detail
