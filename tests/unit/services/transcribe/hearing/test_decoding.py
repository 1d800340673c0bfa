import time

import numpy as np
import pytest

from common.models import ModelStore
from common.settings import Settings
from services.transcribe.audio.pcm import RATE
from services.transcribe.hearing.decoding import MOST_TOGETHER, Decoder
from services.transcribe.hearing.whisper import Ear, load_whisper
from services.transcribe.hearing.windows import Window
from services.transcribe.schemas import Asked

pytestmark = pytest.mark.models


class Cancelled(Exception):
    pass


@pytest.fixture(scope="module")
def model():
    settings = Settings()
    return load_whisper(ModelStore(settings.models).folder(settings.transcribe.model))


def decoder(model, sound, check=lambda: None):
    asked = Asked()
    return Decoder(Ear.set_to(model, asked, sound), asked, sound, check)


def test_every_window_is_decoded_once_in_order_a_few_at_a_time(model, meeting_sound):
    windows = [Window(n * RATE, (n + 3) * RATE, ((n * RATE, (n + 3) * RATE),)) for n in range(10)]
    rows = list(decoder(model, meeting_sound).decoded(windows))
    assert [window for row in rows for window, _ in row] == windows
    assert [len(row) for row in rows] == [5, 5], "even rows, and none above the bound"
    assert max(map(len, rows)) <= MOST_TOGETHER
    assert list(decoder(model, meeting_sound).decoded([])) == []


def test_a_cancel_does_not_wait_for_the_model(model, meeting_sound):
    """It comes while eight windows are decoded; the model can be used afterwards."""
    sound = np.concatenate([meeting_sound[: 25 * RATE]] * MOST_TOGETHER)
    windows = [Window(n * 25 * RATE, (n + 1) * 25 * RATE, ()) for n in range(MOST_TOGETHER)]
    asked_to_stop = [0.0]
    calls = []

    def check():
        calls.append(time.monotonic())
        if len(calls) > MOST_TOGETHER + 2:  # one before each window is encoded; then the model decodes
            asked_to_stop[0] = asked_to_stop[0] or time.monotonic()
            raise Cancelled

    with pytest.raises(Cancelled):
        list(decoder(model, sound, check).decoded(windows))
    assert time.monotonic() - asked_to_stop[0] < 1
    [row] = decoder(model, meeting_sound).decoded([Window(0, 5 * RATE, ((0, 5 * RATE),))])
    assert row[0][1].hypothesis.text
