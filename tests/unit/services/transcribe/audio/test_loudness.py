import numpy as np
import pytest

from services.transcribe.audio.loudness import Loudness, amplify


def loudness(*runs):
    """(dBFS, frames) after one another."""
    whole = Loudness()
    for decibels, frames in runs:
        whole.add(np.full((frames, 1), 10 ** ((decibels + 0.5) / 20), np.float32))
    return whole


@pytest.mark.parametrize(
    ("runs", "loud", "gain"),
    [
        ([(-20, 1000)], -20, 0),
        ([(-60, 1000)], -60, 34),
        ([(-60, 1000), (-3, 20)], -60, 34),  # a door slams
        ([(-60, 1000), (-20, 100)], -20, 0),  # somebody speaks up
        ([(-90, 1000)], -90, 0),  # nothing but the converter's own noise
        ([(-74, 1000)], -74, 40),
        ([(-50, 3)], -50, 24),
        ([], -100, 0),
    ],
)
def test_the_loudest_seconds_decide_the_gain(runs, loud, gain):
    assert (loudness(*runs).loud, loudness(*runs).gain_db) == (loud, gain)


@pytest.mark.parametrize("samples", [0, 1, 100_000, 1_200_000])
def test_a_file_is_made_louder_in_place(tmp_path, samples):
    before = np.random.default_rng(0).integers(-300, 300, samples).astype("<i2")
    before.tofile(tmp_path / "a")
    amplify(tmp_path / "a", 20)
    assert np.array_equal(np.fromfile(tmp_path / "a", "<i2"), before * 10)


def test_single_peaks_are_clipped_not_wrapped(tmp_path):
    np.array([30000, -30000, 5], "<i2").tofile(tmp_path / "a")
    amplify(tmp_path / "a", 40)
    assert np.fromfile(tmp_path / "a", "<i2").tolist() == [32767, -32768, 500]
