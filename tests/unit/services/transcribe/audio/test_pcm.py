import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.transcribe.audio.pcm import length, read_samples

WHOLE = np.arange(-500, 500, dtype="<i2") * 60


@pytest.fixture(scope="module")
def pcm(tmp_path_factory):
    path = tmp_path_factory.mktemp("pcm") / "sound.pcm"
    WHOLE.tofile(path)
    return path


def test_the_length_is_in_samples(pcm):
    assert length(pcm) == 1000


@given(start=st.integers(0, 1000), count=st.integers(0, 1200))
def test_any_stretch_is_read_as_floats_from_minus_one_to_one(pcm, start, count):
    stretch = read_samples(pcm, start, count)
    assert stretch.dtype == np.float32
    assert np.array_equal(stretch * 32768, WHOLE[start : start + count])
