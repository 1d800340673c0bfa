import re

from hypothesis import given
from hypothesis import strategies as st

from services.transcribe.clock import clock, subtitle_time


def test_a_clock_shows_hours_only_when_there_are_some():
    assert [clock(s) for s in (0, 9.9, 75, 3599, 3723)] == ["0:00", "0:09", "1:15", "59:59", "1:02:03"]


def test_rounding_up_carries_into_the_next_minute():
    assert subtitle_time(59.9996, ",") == "00:01:00,000"


@given(st.floats(min_value=0, max_value=400_000))
def test_a_subtitle_time_reads_back_to_the_same_millisecond(seconds):
    hours, minutes, whole, thousandths = map(int, re.split("[:.]", subtitle_time(seconds, ".")))
    assert minutes < 60
    assert whole < 60
    assert (hours * 3600 + minutes * 60 + whole) * 1000 + thousandths == round(seconds * 1000)
