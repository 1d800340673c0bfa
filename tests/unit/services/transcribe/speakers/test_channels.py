import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.transcribe.audio.levels import PER_SECOND
from services.transcribe.speakers.channels import by_channel

SECONDS = 60
FLOOR = 0.001


def levels(*spoken: list[tuple[float, float]], bleed: float = 0.1) -> np.ndarray:
    """A channel for each, loud where its person speaks; the others hear it as `bleed` says."""
    chance = np.random.default_rng(1)
    alone = np.zeros((SECONDS * PER_SECOND, len(spoken)))
    for channel, spans in enumerate(spoken):
        for start, end in spans:
            first, last = int(start * PER_SECOND), int(end * PER_SECOND)
            alone[first:last, channel] = chance.uniform(0.05, 0.3, last - first)
    others = alone.sum(axis=1, keepdims=True) - alone
    noise = FLOOR * chance.uniform(0.5, 1.5, alone.shape)
    return (alone + bleed * others + noise).astype(np.float32)


ONE, OTHER = [(2, 10), (30, 40)], [(12, 20), (45, 50)]


def test_each_channel_is_a_person():
    turns = by_channel(levels(ONE, OTHER))
    assert turns is not None
    assert [turn.speaker for turn in turns] == [0, 1, 0, 1]
    assert [turn.start for turn in turns] == pytest.approx([2, 12, 30, 45])
    assert [turn.end for turn in turns] == pytest.approx([10, 20, 40, 50])


def test_two_persons_at_once_are_both_heard():
    turns = by_channel(levels([(2, 10), (30, 40)], [(8, 20), (45, 50)]))
    assert turns is not None
    assert [turn.start for turn in turns[:2]] == pytest.approx([2, 8], abs=0.1)
    assert [turn.end for turn in turns[:2]] == pytest.approx([10, 20], abs=0.1)


def test_a_channel_of_nobody_is_no_person():
    turns = by_channel(levels(ONE, OTHER, []))
    assert turns is not None
    assert {turn.speaker for turn in turns} == {0, 1}


def test_a_stereo_copy_keeps_nobody_apart():
    mono = levels(ONE)
    both = np.concatenate([mono, 0.7 * mono], axis=1)
    assert by_channel(both) is None
    assert by_channel(both, told=True) is None


def test_two_microphones_in_one_room_keep_nobody_apart():
    assert by_channel(levels(ONE, OTHER, bleed=0.8)) is None


def test_people_who_talk_all_at_once_are_kept_apart_only_when_somebody_knows_their_channels():
    both = levels([(2, 50)], [(4, 52)])
    assert by_channel(both) is None
    turns = by_channel(both, told=True)
    assert turns is not None
    assert {turn.speaker for turn in turns} == {0, 1}


def test_a_dead_channel_keeps_nobody_apart():
    assert by_channel(levels(ONE, [], bleed=0)) is None


def test_one_channel_silence_and_no_sound_keep_nobody_apart():
    assert by_channel(levels(ONE)) is None
    assert by_channel(np.zeros((100, 2), np.float32)) is None
    assert by_channel(np.zeros((0, 2), np.float32)) is None


@given(
    st.integers(0, 200).flatmap(
        lambda n: st.tuples(st.just(n), st.integers(1, 8), st.integers(0, 99), st.booleans())
    )
)
def test_whatever_the_levels_turns_lie_in_the_recording(made):
    frames, channels, seed, told = made
    chance = np.random.default_rng(seed)
    loud = chance.uniform(0, 1, (frames, channels)) ** chance.integers(1, 9)
    for turn in by_channel(loud.astype(np.float32), told=told) or []:
        assert 0 <= turn.start < turn.end <= frames / PER_SECOND
