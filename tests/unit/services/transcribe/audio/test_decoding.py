import av
import docx
import numpy as np
import pytest
from av.stream import Disposition

from common.errors import BrokenFile, EmptyFile, TooLarge, UnsupportedFormat
from services.transcribe.audio.decoding import Stopped, decode_here
from services.transcribe.audio.levels import read_levels
from services.transcribe.audio.pcm import RATE
from tests.unit.services.transcribe.audio.recordings import frames

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


@pytest.fixture
def tracks(tmp_path, sine):
    """An mkv with one tone a track: (hertz, language, disposition, seconds)."""

    def make(*given):
        with av.open(str(tmp_path / "a.mkv"), "w") as made:
            streams = []
            for _, language, disposition, _ in given:
                stream = made.add_stream("pcm_s16le", rate=RATE, layout="mono")
                stream.metadata["language"] = language
                stream.disposition = disposition
                streams.append(stream)
            for stream, (hertz, _, _, seconds) in zip(streams, given, strict=True):
                for frame in frames(RATE, sine(seconds, hertz=hertz) if hertz else np.zeros(RATE), "mono"):
                    made.mux(stream.encode(frame))
        return tmp_path / "a.mkv"

    return make


NONE, DEFAULT, COMMENT = Disposition(0), Disposition.default, Disposition.comment


@pytest.mark.parametrize(
    ("given", "heard", "said"),
    [
        ([(300, "eng", DEFAULT, 2), (500, "jpn", NONE, 2)], 500, "2本目（日本語）だけ"),
        ([(300, "", NONE, 2), (500, "", DEFAULT, 2)], 500, "2本目だけ"),
        ([(300, "jpn", COMMENT, 2), (500, "und", NONE, 2)], 500, "2本目だけ"),
        ([(300, "", NONE, 2), (500, "", NONE, 2)], 300, "1本目だけ"),
        ([(0, "jpn", DEFAULT, 2), (500, "", NONE, 2)], 500, "2本目だけ"),
    ],
    ids=["japanese", "default", "no commentary", "first", "not the silent one"],
)
def test_of_several_tracks_the_likeliest_is_heard_and_named(decode, sound, tracks, given, heard, said):
    decoded = decode(tracks(*given))
    assert np.abs(np.fft.rfft(sound()[:RATE])).argmax() == heard
    assert said in decoded.warnings[0]


def test_the_levels_of_each_channel_lie_beside_the_sound(decode, tmp_path, write_wav, sine):
    channels = np.stack([sine(1), sine(1) / 10], axis=1).ravel()
    decoded = decode(write_wav(tmp_path / "two.wav", channels, channels=2))
    levels = read_levels(tmp_path / "sound.levels", decoded.channels)
    assert levels.shape == (20, 2)
    assert levels.mean(axis=0) == pytest.approx([0.354, 0.0354], rel=0.02)


def test_a_faint_recording_is_made_louder_and_says_so(decode, sound, tmp_path, write_wav, sine):
    decoded = decode(write_wav(tmp_path / "a.wav", sine(5) * 10 ** (-50 / 20)))
    assert decoded.gain_db == 34
    assert "34デシベル" in decoded.warnings[0]
    assert np.abs(sound()).max() == pytest.approx(0.5 * 10 ** (-16 / 20), rel=0.05)


def test_float_samples_that_are_no_numbers_do_no_harm(decode, sound, tmp_path):
    samples = np.full(RATE, np.nan, np.float32)
    samples[:100], samples[100:200], samples[200:300] = np.inf, -np.inf, 1e30
    frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="flt", layout="mono")
    frame.sample_rate = RATE
    with av.open(str(tmp_path / "a.wav"), "w") as made:
        stream = made.add_stream("pcm_f32le", rate=RATE, layout="mono")
        made.mux([*stream.encode(frame), *stream.encode(None)])
    assert decode(tmp_path / "a.wav").seconds == 1
    assert np.abs(sound()[400:]).max() == 0


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


def test_a_wav_without_samples_is_empty(decode, tmp_path, write_wav):
    with pytest.raises(EmptyFile):
        decode(write_wav(tmp_path / "a.wav", np.zeros(0)))


def test_a_recording_past_the_limit_is_refused(decode, tmp_path, write_wav):
    with pytest.raises(TooLarge):
        decode(write_wav(tmp_path / "a.wav", np.zeros(3 * RATE)), limit=2)


def test_decoding_stops_when_it_is_no_longer_wanted(decode, tmp_path, write_wav, sine):
    (tmp_path / "stop").touch()
    with pytest.raises(Stopped):
        decode(write_wav(tmp_path / "a.wav", sine(2)))
