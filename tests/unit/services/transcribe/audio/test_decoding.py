import av
import docx
import numpy as np
import pytest

from common.errors import BrokenFile, EmptyFile, TooLarge, UnsupportedFormat
from services.transcribe.audio.decoding import Stopped, decode_here
from services.transcribe.audio.pcm import RATE

LIMIT = 3600


@pytest.fixture
def decode(tmp_path):
    def run(source, limit=LIMIT):
        return decode_here(source, tmp_path / "sound.pcm", tmp_path / "stop", limit)

    return run


@pytest.fixture
def sound(tmp_path):
    return lambda: np.fromfile(tmp_path / "sound.pcm", dtype="<i2").astype(float) / 32768


@pytest.fixture
def encoded(tmp_path, write_wav, sine):
    """Eight seconds of 440 Hz in the asked container and codec."""

    def encode(name, codec, rate, *, layout="stereo", **options):
        source = write_wav(tmp_path / "source.wav", sine(8, rate=rate), rate=rate)
        with av.open(str(source)) as given, av.open(str(tmp_path / name), "w") as made:
            stream = made.add_stream(codec, rate=rate, layout=layout, **options)
            for frame in given.decode(audio=0):
                frame.pts = None
                made.mux(stream.encode(frame))
            made.mux(stream.encode(None))
        return tmp_path / name

    return encode


@pytest.mark.parametrize(
    ("name", "codec", "rate"),
    [
        ("a.mp3", "libmp3lame", 44100),
        ("a.m4a", "aac", 48000),
        ("a.mp4", "aac", 22050),
        ("a.mov", "pcm_s16le", 8000),
        ("a.aac", "aac", 44100),
        ("a.opus", "libopus", 48000),
        ("a.ogg", "libopus", 48000),
        ("a.flac", "flac", 96000),
        ("a.mkv", "aac", 32000),
        ("a.webm", "libopus", 48000),
    ],
)
def test_every_listed_format_becomes_the_same_sound(decode, sound, encoded, name, codec, rate):
    decoded = decode(encoded(name, codec, rate))
    assert decoded.warnings == []
    assert decoded.seconds == pytest.approx(8, abs=0.15)
    middle = sound()[RATE : 2 * RATE]
    assert np.abs(np.fft.rfft(middle)).argmax() == 440
    assert np.sqrt(np.mean(middle**2)) == pytest.approx(0.25, rel=0.1)  # 0.5/√2, and -3 dB for the upmix


def test_windows_media_audio_is_read(decode, encoded):
    assert decode(encoded("a.wma", "wmav2", 44100, options={"b": "128k"})).seconds == pytest.approx(
        8, abs=0.2
    )


def test_many_channels_become_one(decode, sound, tmp_path, write_wav, sine):
    channels = np.stack([sine(1), np.zeros(RATE)], axis=1).ravel()
    assert decode(write_wav(tmp_path / "two.wav", channels, channels=2)).samples == RATE
    assert 0.1 < np.abs(sound()).max() < 0.4


def test_a_truncated_mp3_gives_what_is_there_and_says_so(decode, encoded):
    whole = encoded("a.mp3", "libmp3lame", 44100)
    whole.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    decoded = decode(whole)
    assert 3 < decoded.seconds < 5
    assert "0:08のうち" in "".join(decoded.warnings)


def test_a_truncated_wav_says_so_too(decode, tmp_path, write_wav, sine):
    path = write_wav(tmp_path / "a.wav", sine(4))
    path.write_bytes(path.read_bytes()[:RATE])
    decoded = decode(path)
    assert decoded.samples == (RATE - 44) // 2
    assert "途中で切れています" in decoded.warnings[0]


def test_a_corrupt_middle_is_passed_over_and_said(decode, encoded):
    path = encoded("a.flac", "flac", 44100)
    content = bytearray(path.read_bytes())
    third = len(content) // 3
    content[third : 2 * third] = b"\xff" * third
    path.write_bytes(content)
    decoded = decode(path)
    assert decoded.seconds == pytest.approx(8, abs=0.1)
    assert "抜けている部分" in "".join(decoded.warnings)


def test_a_stream_that_changes_its_rate_is_read_on(decode, sound, encoded):
    first = encoded("a.mp3", "libmp3lame", 44100).read_bytes()
    both = encoded("b.mp3", "libmp3lame", 22050)
    both.write_bytes(first + both.read_bytes())
    assert decode(both).seconds == pytest.approx(16, abs=0.5)
    assert np.abs(np.fft.rfft(sound()[12 * RATE : 13 * RATE])).argmax() == 440


def test_a_recording_cut_before_its_index_is_broken(decode, encoded):
    path = encoded("a.m4a", "aac", 48000)
    path.write_bytes(path.read_bytes()[:2000])
    with pytest.raises(BrokenFile):
        decode(path)


def test_a_word_file_called_mp3_is_not_audio(decode, tmp_path):
    docx.Document().save(str(tmp_path / "a.mp3"))
    with pytest.raises(UnsupportedFormat) as refused:
        decode(tmp_path / "a.mp3")
    assert "mp3" in refused.value.detail


def test_a_video_without_sound_is_refused(decode, tmp_path):
    with av.open(str(tmp_path / "a.mp4"), "w") as made:
        stream = made.add_stream("mpeg4", rate=10)
        stream.width = stream.height = 64
        for _ in range(10):
            made.mux(stream.encode(av.VideoFrame(64, 64, "yuv420p")))
        made.mux(stream.encode(None))
    with pytest.raises(UnsupportedFormat, match="音声が入っていません"):
        decode(tmp_path / "a.mp4")


@pytest.mark.parametrize(
    "playlist",
    [
        "ffconcat version 1.0\nfile '{}'\n",
        "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:8,\n{}\n#EXT-X-ENDLIST\n",
        "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nm=audio 9 RTP/AVP 0\na={}\n",
    ],
    ids=["concat", "hls", "sdp"],
)
def test_a_file_that_names_other_files_is_refused(decode, tmp_path, write_wav, sine, playlist):
    other = write_wav(tmp_path / "other.wav", sine(2))
    (tmp_path / "a.wav").write_text(playlist.format(other))
    with pytest.raises(UnsupportedFormat):
        decode(tmp_path / "a.wav")


def test_a_wav_without_samples_is_empty(decode, tmp_path, write_wav):
    with pytest.raises(EmptyFile):
        decode(write_wav(tmp_path / "a.wav", np.zeros(0)))


def test_a_recording_past_the_limit_is_refused(decode, tmp_path, write_wav):
    with pytest.raises(TooLarge):
        decode(write_wav(tmp_path / "a.wav", np.zeros(3 * RATE)), limit=2)


def test_a_gap_in_the_time_stamps_becomes_silence(decode, sound, tmp_path, sine):
    with av.open(str(tmp_path / "gap.mkv"), "w") as made:
        stream = made.add_stream("pcm_s16le", rate=RATE, layout="mono")
        for start in (0, 5):
            samples = (sine(1) * 32767).astype("<i2").reshape(1, -1)
            frame = av.AudioFrame.from_ndarray(samples, format="s16", layout="mono")
            frame.sample_rate, frame.pts = RATE, start * RATE
            made.mux(stream.encode(frame))
        made.mux(stream.encode(None))
    assert decode(tmp_path / "gap.mkv").seconds == pytest.approx(6, abs=0.1)
    assert np.abs(sound()[2 * RATE : 4 * RATE]).max() == 0
    assert np.abs(sound()[int(5.2 * RATE) :]).max() > 0.4


def test_decoding_stops_when_it_is_no_longer_wanted(decode, tmp_path, write_wav, sine):
    (tmp_path / "stop").touch()
    with pytest.raises(Stopped):
        decode(write_wav(tmp_path / "a.wav", sine(2)))
