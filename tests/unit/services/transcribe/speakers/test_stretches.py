import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.transcribe.audio.pcm import RATE
from services.transcribe.speakers.pauses import PER_SECOND
from services.transcribe.speakers.segmentation import FRAME_MIDDLE, FRAME_STEP, WINDOW
from services.transcribe.speakers.stretches import CELL_SECONDS, HOP, SILENCE, spans, stretches, windows

FRAMES = 589
FIRST, SECOND, BOTH = 1, 2, 4


def activity(seconds: float, *said: tuple[float, float, int]) -> np.ndarray:
    """What the segmentation would answer for a sound in which these classes are heard, silence elsewhere."""
    count = len(windows(np.zeros(int(seconds * RATE), np.float32)))
    answer = np.zeros((count, FRAMES, 7), np.float32)
    for window in range(count):
        times = window * HOP / RATE + FRAME_MIDDLE + FRAME_STEP * np.arange(FRAMES)
        kind = np.full(FRAMES, SILENCE)
        for start, end, klass in said:
            kind[(times >= start) & (times < end)] = klass
        answer[window, np.arange(FRAMES), kind] = 1
    return answer


def found(seconds: float, *said: tuple[float, float, int], pauses: tuple[float, float] = (0, 0)) -> list:
    quiet = np.zeros(int(seconds * PER_SECOND), np.bool_)
    quiet[int(pauses[0] * PER_SECOND) : int(pauses[1] * PER_SECOND)] = True
    return [each.stretch for each in stretches(activity(seconds, *said), quiet)]


def test_windows_overlap_by_half_and_the_last_is_filled_up():
    audio = np.arange(1, WINDOW + HOP // 2, dtype=np.float32)
    seen = windows(audio)
    assert seen.shape == (2, WINDOW)
    assert (seen[1, 0], seen[1, -1]) == (HOP + 1, 0)


def test_speech_is_cut_into_stretches_of_a_good_half_second():
    row = found(20, (2, 7, FIRST))
    assert (row[0].start, row[-1].end) == (pytest.approx(2, abs=0.02), pytest.approx(7, abs=0.02))
    assert all(stretch.end - stretch.start < 1.25 * CELL_SECONDS + 0.01 for stretch in row)
    assert all(stretch.alone > 0.9 for stretch in row)


def test_a_pause_parts_them_but_not_their_run():
    row = found(10, (1, 3, FIRST), pauses=(2, 2.3))
    assert len({stretch.part for stretch in row}) == 2
    assert len({stretch.run for stretch in row}) == 1
    assert not any(stretch.start < 2.29 and stretch.end > 2.01 for stretch in row)


def test_a_change_of_voice_is_a_change_of_number():
    row = found(10, (1, 3, FIRST), (3, 5, SECOND))
    assert {stretch.local for stretch in row if stretch.end < 3.1} == {row[0].local}
    assert row[-1].local != row[0].local
    assert row[-1].run != row[0].run


def test_two_at_once_are_two_rows_that_are_not_alone():
    row = found(10, (1, 5, FIRST), (5, 6, BOTH))
    late = [stretch for stretch in row if stretch.start > 5]
    assert len({stretch.local for stretch in late}) == 2
    assert all(stretch.alone < 0.2 for stretch in late)


def test_silence_has_none():
    assert found(30) == []


def test_a_moment_too_short_for_a_word_is_none():
    assert found(10, (3, 3.08, FIRST)) == []


@given(st.lists(st.booleans(), max_size=40))
def test_spans_are_the_true_places(values):
    mask = np.array(values, np.bool_)
    again = np.zeros(len(values), np.bool_)
    for begin, end in spans(mask):
        assert begin < end
        again[begin:end] = True
    assert again.tolist() == values


@given(st.lists(st.tuples(st.integers(0, 330), st.integers(4, 80)), max_size=4))
def test_all_speech_is_covered_once_wherever_windows_meet(given_spans):
    said = [(start / 10, (start + length) / 10, FIRST) for start, length in given_spans]
    wanted = np.zeros(4200, np.bool_)
    for start, end, _ in said:
        wanted[round(start * 100) : round(end * 100)] = True
    covered = np.zeros(4200, np.int64)
    for stretch in found(42, *said):
        covered[round(stretch.start * 100) : round(stretch.end * 100)] += 1
    assert covered.max() <= 1
    borders = 1 + 2 * len(said)
    missed = sum(max(0, end - begin - 13) for begin, end in spans(wanted & (covered == 0)))
    assert missed == 0
    # Silences shorter than a syllable are bridged.
    assert (covered.astype(bool) & ~wanted).sum() <= 13 * borders
