from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.transcribe.audio.pcm import RATE
from services.transcribe.hearing import speech
from services.transcribe.hearing.speech import next_chunk


@pytest.fixture
def chunks(tmp_path):
    """All chunks of a sound, as the job goes through them."""

    def cut(sound, longest_seconds):
        pcm = tmp_path / "sound.pcm"
        (np.asarray(sound) * 32767).astype("<i2").tofile(pcm)
        found, start = [], 0
        while start < len(sound):
            found.append(next_chunk(pcm, start, int(longest_seconds * RATE)))
            start = found[-1].end
        return found

    return cut


@pytest.mark.parametrize("kind", ["silence", "noise", "hum", "tone"])
def test_sounds_without_a_voice_hold_no_speech(chunks, sine, kind):
    sounds = {
        "silence": np.zeros(40 * RATE),
        "noise": np.random.default_rng(1).normal(0, 0.1, 40 * RATE),
        "hum": sine(40, hertz=50),
        "tone": sine(40, hertz=440),
    }
    assert not any(chunk.speech for chunk in chunks(sounds[kind], 15))


def test_chunks_cover_the_recording_without_gap_or_overlap(chunks, meeting_sound):
    found = chunks(meeting_sound, 15)
    assert found[0].start == 0
    assert found[-1].end == len(meeting_sound)
    assert all(a.end == b.start for a, b in pairwise(found))
    assert max(c.end - c.start for c in found) <= 15 * RATE


def test_a_cut_falls_into_a_pause(chunks, meeting_sound):
    cuts = [chunk.end for chunk in chunks(meeting_sound, 15)[:-1]]
    assert len(cuts) >= 4
    loud = np.sqrt(np.mean(meeting_sound**2))
    for cut in cuts:
        around = meeting_sound[cut - RATE // 20 : cut + RATE // 20]
        assert np.sqrt(np.mean(around**2)) < loud / 10


def test_speech_without_a_pause_is_cut_where_it_is_quietest():
    loud = np.full(20 * RATE, 0.5, dtype=np.float32)
    loud[15 * RATE : 15 * RATE + RATE // 5] = 0.01
    assert 15 * RATE <= speech._quietest(loud) <= 15 * RATE + RATE // 5


@given(st.lists(st.integers(1, 1000), max_size=20), st.integers(1, 1000))
def test_a_pause_found_lies_between_spans_in_the_late_part(widths, tail):
    edges = np.cumsum(widths).tolist()
    spans = list(zip(edges[::2], edges[1::2], strict=False))
    length = (edges[-1] if edges else 0) + tail
    cut = speech._longest_pause(spans, length)
    assert cut is not None
    assert int(length * speech.LATEST_SHARE) <= cut <= length
    assert not any(start < cut < end for start, end in spans)
