import numpy as np
import pytest

from services.transcribe.audio.pcm import RATE
from services.transcribe.speakers.segmentation import FRAME_MIDDLE, FRAME_STEP, POWERSET, WINDOW, PyanNet

pytestmark = pytest.mark.models


@pytest.fixture(scope="module")
def network(model) -> PyanNet:
    return model.segmentation


def frame(seconds: float) -> int:
    return int((seconds - FRAME_MIDDLE) / FRAME_STEP)


def test_it_answers_with_probabilities_for_each_frame_of_ten_seconds(network, meeting_sound):
    answer = network.probabilities(meeting_sound[: 2 * WINDOW].reshape(2, WINDOW).copy())
    assert answer.shape == (2, 589, len(POWERSET))
    assert answer.sum(axis=-1) == pytest.approx(1, abs=1e-4)


def test_speech_and_the_pause_after_it_are_told_apart(network, meeting_sound):
    """The chair ends at 14.8 s; the next one begins at 15.4 s."""
    answer = network.probabilities(meeting_sound[None, 10 * RATE : 20 * RATE].copy())[0]
    silence = answer[:, 0]
    assert silence[frame(5.05) : frame(5.3)].mean() > 0.7
    assert silence[frame(2) : frame(4.5)].mean() < 0.1


def test_the_next_voice_is_another_one(network, meeting_sound):
    answer = network.probabilities(meeting_sound[None, 10 * RATE : 20 * RATE].copy())[0]
    active = POWERSET[answer.argmax(axis=-1)] > 0
    before, after = active[frame(1) : frame(4.5)].mean(axis=0), active[frame(6) : frame(9.5)].mean(axis=0)
    assert before.argmax() != after.argmax()
    assert min(before.max(), after.max()) > 0.8


def test_silence_is_silent(network):
    answer = network.probabilities(np.zeros((1, WINDOW), np.float32))
    assert (answer.argmax(axis=-1) == 0).all()
