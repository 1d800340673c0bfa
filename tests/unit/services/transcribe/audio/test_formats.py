"""Every format that FFmpeg's encoders in the PyAV wheel can make, through the sandbox and back to the second.

What has no encoder and is therefore not here: WMA Pro, WMA Lossless and WMA Voice, AMR-WB, HE-AAC.
"""

import numpy as np
import pytest

from services.transcribe.audio.levels import levels_path, read_levels
from services.transcribe.audio.pcm import RATE
from tests.unit.services.transcribe.audio.recordings import BEEP_AT, beep_times, beeps, record

SECONDS = 6
OPTIONS = {"vorbis": {"strict": "experimental"}, "wmav1": {"b": "64k"}, "wmav2": {"b": "128k"}}
FORMATS = [
    ("wav", "pcm_u8", 8000, "mono"),
    ("wav", "pcm_s16le", 44100, "stereo"),
    ("wav", "pcm_s16le", 12345, "mono"),
    ("wav", "pcm_s24le", 96000, "mono"),
    ("wav", "pcm_s32le", 192000, "mono"),
    ("wav", "pcm_f32le", 48000, "mono"),
    ("wav", "pcm_f64le", 48000, "mono"),
    ("wav", "pcm_alaw", 8000, "mono"),
    ("wav", "pcm_mulaw", 8000, "mono"),
    ("wav", "adpcm_ima_wav", 22050, "mono"),
    ("wav", "adpcm_ms", 44100, "stereo"),
    ("wav", "g726", 8000, "mono"),
    ("wav", "libmp3lame", 44100, "mono"),
    ("wav", "pcm_s16le", 48000, "5.1"),
    ("wav", "pcm_s16le", 48000, "7.1"),
    ("wav", "pcm_s24le", 48000, "16 channels"),
    ("wav", "pcm_s16le", 16000, "64 channels"),
    ("w64", "pcm_s16le", 48000, "stereo"),
    ("mp3", "libmp3lame", 44100, "stereo"),
    ("mp3", "libmp3lame", 8000, "mono"),
    ("m4a", "aac", 48000, "stereo"),
    ("m4a", "aac", 8000, "mono"),
    ("m4a", "aac", 96000, "mono"),
    ("m4a", "aac", 48000, "5.1"),
    ("m4a", "aac", 48000, "7.1"),
    ("m4a", "alac", 44100, "stereo"),
    ("aac", "aac", 44100, "stereo"),
    ("aac", "aac", 16000, "mono"),
    ("ogg", "libopus", 48000, "stereo"),
    ("ogg", "vorbis", 44100, "stereo"),
    ("ogg", "flac", 44100, "stereo"),
    ("opus", "libopus", 16000, "mono"),
    ("opus", "libopus", 48000, "5.1"),
    ("flac", "flac", 96000, "stereo"),
    ("flac", "flac", 48000, "5.1"),
    ("wma", "wmav1", 22050, "mono"),
    ("wma", "wmav2", 44100, "stereo"),
    ("mp4", "aac", 44100, "stereo"),
    ("mp4", "libmp3lame", 32000, "stereo"),
    ("mov", "pcm_s16le", 8000, "mono"),
    ("mov", "pcm_s24le", 48000, "stereo"),
    ("mov", "alac", 48000, "mono"),
    ("webm", "libopus", 48000, "stereo"),
    ("webm", "vorbis", 48000, "stereo"),
    ("mkv", "aac", 32000, "5.1"),
    ("mkv", "pcm_s16le", 11025, "mono"),
    ("3gp", "libopencore_amrnb", 8000, "mono"),
    ("3gp", "aac", 16000, "mono"),
    ("amr", "libopencore_amrnb", 8000, "mono"),
    ("aiff", "pcm_s24be", 48000, "stereo"),
    ("caf", "pcm_s16le", 48000, "stereo"),
    ("caf", "alac", 44100, "mono"),
    ("avi", "libmp3lame", 44100, "stereo"),
    ("ts", "aac", 48000, "stereo"),
    ("mpg", "mp2", 44100, "stereo"),
    ("mpg", "ac3", 48000, "stereo"),
]


@pytest.mark.parametrize(("suffix", "codec", "rate", "layout"), FORMATS)
def test_every_beep_is_where_it_was(extracted, sound, pcm, tmp_path, suffix, codec, rate, layout):
    path = record(
        tmp_path / f"a.{suffix}", codec, rate, beeps(SECONDS, rate), layout=layout, options=OPTIONS.get(codec)
    )
    decoded = extracted(path)
    assert decoded.warnings == []
    assert decoded.seconds == pytest.approx(SECONDS, abs=0.1)
    heard = beep_times(sound())
    assert heard == pytest.approx(np.arange(SECONDS) + BEEP_AT, abs=0.1)
    assert np.ptp(heard - np.arange(SECONDS)) < 0.03, "it drifts"
    second = sound(int(heard[2]), int(heard[2]) + 1)
    assert np.abs(np.fft.rfft(second)).argmax() == pytest.approx(1000, abs=2)
    levels = read_levels(levels_path(pcm), decoded.channels)
    assert levels.shape == (-(-decoded.samples // (RATE // 20)), decoded.channels)
    assert np.sqrt(np.mean(second**2)) == pytest.approx(0.5 * np.sqrt(0.2 / 2), rel=0.15)
