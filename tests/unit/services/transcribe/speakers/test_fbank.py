import numpy as np
import pytest

from services.transcribe.audio.pcm import RATE
from services.transcribe.speakers.fbank import BATCH, BINS, FRAME, HOP, fbank


def test_energies_are_those_of_kaldi():
    """Values of kaldi-native-fbank 1.23 with dither 0 and 80 bins, for the same rising tone."""
    times = np.arange(RATE) / RATE
    features = fbank((0.4 * np.sin(2 * np.pi * (300 + 1500 * times) * times)).astype(np.float32))
    assert features.shape == (98, BINS)
    assert features[0, [0, 10, 20, 79]] == pytest.approx([-6.525, 2.777, -11.454, -15.942], abs=0.002)
    assert features[50, [0, 20, 40, 60]] == pytest.approx([-13.738, -14.208, 7.113, -15.942], abs=0.002)
    assert features[97, [40, 60]] == pytest.approx([-13.767, -9.528], abs=0.002)


@pytest.mark.parametrize(("samples", "frames"), [(0, 0), (FRAME - 1, 0), (FRAME, 1), (FRAME + HOP, 2)])
def test_there_is_a_frame_for_each_hop_that_fits(samples, frames):
    assert len(fbank(np.zeros(samples, np.float32))) == frames


def test_frames_do_not_depend_on_the_batch_they_are_done_in():
    noise = np.random.default_rng(1).standard_normal((BATCH + 3) * HOP + FRAME).astype(np.float32)
    late = fbank(noise[BATCH * HOP :])
    assert np.array_equal(fbank(noise)[BATCH:], late)
