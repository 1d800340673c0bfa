import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.transcribe.audio.levels import FRAME, MOST_CHANNELS, measured, read_levels, stored


@given(samples=st.integers(1, 5 * FRAME), channels=st.integers(1, 12), seed=st.integers(0, 99))
def test_levels_are_written_and_read_again(tmp_path_factory, samples, channels, seed):
    block = np.random.default_rng(seed).normal(0, 0.1, (samples, channels)).astype(np.float32)
    levels, kept = measured(block), min(channels, MOST_CHANNELS)
    assert levels.shape == (-(-samples // FRAME), channels)
    first = np.sqrt(np.mean(block[:FRAME] ** 2, axis=0))
    assert levels[0] == pytest.approx(first, rel=1e-4)
    path = tmp_path_factory.mktemp("levels") / "sound.levels"
    path.write_bytes(stored(levels))
    read = read_levels(path, kept)
    assert read.dtype == np.float32
    assert read == pytest.approx(levels[:, :kept], rel=2e-3, abs=1e-7)
