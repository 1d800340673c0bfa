import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.transcribe.speakers.timetable import Timetable
from services.transcribe.speakers.turns import Turn

MOMENTS = st.integers(0, 400).map(lambda n: n / 10)
SPANS = st.tuples(MOMENTS, MOMENTS).map(sorted)
TURNS = st.lists(
    st.builds(lambda span, who: Turn(start=span[0], end=span[1], speaker=who), SPANS, st.integers(0, 3)),
    max_size=12,
)


def turn(start: float, end: float, speaker: int) -> Turn:
    return Turn(start=start, end=end, speaker=speaker)


def test_who_speaks_most_is_who_speaks():
    table = Timetable([turn(0, 2, 0), turn(2, 5, 1)])
    assert table.voice(0, 3) == 0
    assert table.voice(1.5, 3) == 1


def test_of_two_who_speak_alike_the_preferred_one_speaks():
    table = Timetable([turn(0, 2, 0), turn(2, 4, 1)])
    assert table.voice(1, 3, preferred=0) == 0
    assert table.voice(1, 3, preferred=1) == 1


def test_between_turns_the_nearest_speaks_and_far_from_all_nobody():
    table = Timetable([turn(0, 2, 0), turn(10, 12, 1)])
    assert table.voice(2.5, 3) == 0
    assert table.voice(8.5, 9) == 1
    assert table.voice(5, 6) is None


def test_what_others_say_meanwhile_is_counted():
    table = Timetable([turn(0, 5, 0), turn(4, 8, 1)])
    assert table.beside(0, 0, 5) == pytest.approx(1)
    assert table.beside(0, 0, 4) == 0


@given(TURNS, SPANS)
def test_shares_are_what_counting_all_turns_gives(turns, span):
    start, end = span
    wanted: dict[int, float] = {}
    for each in turns:
        seconds = min(end, each.end) - max(start, each.start)
        if seconds > 0:
            wanted[each.speaker] = wanted.get(each.speaker, 0) + seconds
    shares = {who: seconds for who, seconds in Timetable(turns).shares(start, end).items() if seconds > 0}
    assert shares == pytest.approx(wanted)
