import numpy as np

from services.transcribe.audio.pcm import RATE
from services.transcribe.speakers.pauses import quiet


def loud(seconds: float, level: float = 0.3) -> np.ndarray:
    return (level * np.random.default_rng(1).standard_normal(int(seconds * RATE))).astype(np.float32)


def test_gaps_between_words_are_quiet_but_for_what_fades():
    sound = np.concatenate([loud(1), loud(0.3, 0.0005)] * 4 + [loud(1)])
    pause = np.flatnonzero(quiet(sound)) % 130
    assert set(range(110, 120)) <= set(pause.tolist()) < set(range(102, 128))


def test_a_gap_too_short_to_be_a_pause_is_none():
    assert not quiet(np.concatenate([loud(0.5), loud(0.05, 0.0005)] * 8 + [loud(1)])).any()


def test_noise_without_pauses_has_none():
    assert not quiet(loud(5, 0.01)).any()


def test_quiet_is_judged_by_the_noise_of_the_room():
    sound = np.concatenate([loud(2, 0.2), loud(1, 0.02), loud(2, 0.2)])
    assert 60 < quiet(sound).sum() < 110


def test_less_than_a_frame_has_no_pauses():
    assert len(quiet(np.zeros(10, np.float32))) == 0


def test_digital_silence_is_not_a_pause_of_anything():
    assert not quiet(np.zeros(RATE, np.float32)).any()
