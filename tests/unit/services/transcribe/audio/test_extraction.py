import numpy as np
import pytest

from common.errors import UnsupportedFormat
from common.settings import SandboxSettings
from services.transcribe.audio.extraction import MAX_SECONDS, decode_limits, extract
from services.transcribe.audio.pcm import RATE

LIMITS = SandboxSettings()


class Cancelled(Exception):
    pass


def nothing(*_):
    return None


def test_the_sound_is_written_by_the_sandboxed_child(tmp_path, write_wav, sine):
    source = write_wav(tmp_path / "a.wav", sine(3, rate=44100), rate=44100)
    decoded = extract(source, tmp_path / "sound.pcm", LIMITS, check=nothing, report=nothing)
    assert decoded.samples == 3 * RATE
    assert (tmp_path / "sound.pcm").stat().st_size == 3 * RATE * 2


def test_a_problem_in_the_child_is_the_same_problem_here(tmp_path):
    (tmp_path / "a.mp3").write_text("これは音声ではありません")
    with pytest.raises(UnsupportedFormat):
        extract(tmp_path / "a.mp3", tmp_path / "sound.pcm", LIMITS, check=nothing, report=nothing)


def test_a_cancel_ends_the_decoding_of_hours(tmp_path, write_wav):
    source = write_wav(tmp_path / "long.wav", np.zeros(RATE * 3600 * 2))

    def cancel():
        raise Cancelled

    with pytest.raises(Cancelled):
        extract(source, tmp_path / "sound.pcm", LIMITS, check=cancel, report=nothing)
    assert not (tmp_path / "sound.pcm").exists()


def test_the_limits_allow_twelve_hours_of_sound():
    limits = decode_limits(LIMITS, 6 * 1024**3)
    assert limits.output_bytes > MAX_SECONDS * RATE * 2
    assert min(limits.cpu_seconds, limits.wall_seconds) >= MAX_SECONDS / 20
    assert limits.memory_bytes == LIMITS.memory_bytes


def test_a_small_file_may_not_keep_a_processor_busy_for_long():
    limits = decode_limits(LIMITS, 4096)
    assert limits.wall_seconds <= max(61, LIMITS.wall_seconds)
