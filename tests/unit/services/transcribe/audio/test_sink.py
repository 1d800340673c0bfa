import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.errors import TooLarge
from services.transcribe.audio.pcm import RATE
from services.transcribe.audio.sink import Sink


@given(sizes=st.lists(st.integers(0, 2 * RATE), max_size=8), channels=st.lists(st.integers(1, 9), min_size=8))
def test_every_sample_taken_is_written_once(sizes, channels):
    pcm, levels = io.BytesIO(), io.BytesIO()
    sink = Sink(pcm, levels, 60)
    for size, count in zip(sizes, channels, strict=False):
        sink.write(np.full((size, count), 0.25, np.float32))
    sink.finish()
    written = np.frombuffer(pcm.getvalue(), "<i2")
    assert len(written) == sink.samples == sum(sizes)
    assert written == pytest.approx(np.full(len(written), 8192), abs=1)
    frames = -(-sink.samples // 800)
    assert len(levels.getvalue()) == 2 * frames * min(sink.channels, 8)


def test_silence_past_the_limit_is_refused_before_it_is_written():
    pcm = io.BytesIO()
    sink = Sink(pcm, io.BytesIO(), 10)
    sink.open(1)
    with pytest.raises(TooLarge):
        sink.silence(11 * RATE)
    assert pcm.tell() == 0
