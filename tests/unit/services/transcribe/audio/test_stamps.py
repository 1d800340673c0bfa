import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.transcribe.audio.stamps import FILL_SHARE, FREE_FILL, GAP_SECONDS, Stamps


def follow(stamps, times, length=0.02):
    """Where each frame of `length` seconds comes to lie."""
    position, places = 0.0, []
    for time in times:
        position += stamps.gap(time, position)
        places.append(position)
        position += length
    return places, position


def test_sound_that_begins_late_is_not_a_loss():
    stamps = Stamps(origin=0.0)
    assert follow(stamps, [3.0, 3.02])[0] == [3.0, 3.02]
    assert stamps.lost_seconds == 0


def test_without_an_origin_the_first_frame_is_second_zero():
    assert follow(Stamps(None), [77.0, 77.02, 78.0])[0] == pytest.approx([0, 0.02, 1.0])


def test_a_gap_is_filled_and_counted():
    stamps = Stamps(0.0)
    assert follow(stamps, [0.0, 5.0])[0] == [0, 5.0]
    assert stamps.lost_seconds == pytest.approx(4.98)


def test_a_jump_is_counted_and_what_follows_follows_directly():
    stamps = Stamps(0.0)
    assert follow(stamps, [0.0, 1e6, 1e6 + 0.02, 4.0, 4.02])[0] == pytest.approx([0, 0.02, 0.04, 0.06, 0.08])
    assert (stamps.jumps, stamps.lost_seconds) == (2, 0)


@given(st.lists(st.floats(-1e9, 1e9), max_size=60))
def test_whatever_the_stamps_say_silence_is_bounded_and_time_runs_on(times):
    places, end = follow(Stamps(0.0), times)
    heard = 0.02 * len(times)
    assert places == sorted(places)
    assert end <= FREE_FILL + (FILL_SHARE + 1) * heard + 1e-6


@given(st.lists(st.floats(0, GAP_SECONDS / 2), min_size=1, max_size=200))
def test_jitter_is_no_gap(jitter):
    _, end = follow(Stamps(0.0), [number * 0.02 + late for number, late in enumerate(jitter)])
    assert end == pytest.approx(0.02 * len(jitter))


@given(st.lists(st.floats(0, 2), min_size=1, max_size=100))
def test_credible_stamps_are_kept_to_a_quarter_of_a_second(pauses):
    times, now = [], 0.0
    for pause in pauses:
        now += pause
        times.append(now)
        now += 0.02
    places, _ = follow(Stamps(0.0), times)
    assert places == pytest.approx(times, abs=GAP_SECONDS + 1e-6)
