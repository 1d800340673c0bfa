"""Nobody's voice is lost on the way to one channel."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.transcribe.audio.levels import measured
from services.transcribe.audio.mixing import Mixer
from services.transcribe.audio.pcm import RATE

SECONDS = 12


def phrases(seed, *, of=SECONDS, level=0.1):
    """Noise as loud as speech, in phrases of about a second with pauses between."""
    random = np.random.default_rng(seed)
    is_on = np.repeat(random.random(of * 2) < 0.6, RATE // 2)
    return (random.normal(0, level, of * RATE) * is_on).astype(np.float32)


def mixed(*channels):
    mixer, sound = Mixer(len(channels)), np.stack(channels, axis=1).astype(np.float32)
    blocks = [sound[at : at + RATE] for at in range(0, len(sound), RATE)]
    return np.concatenate([mixer.mix(block, measured(block)) for block in blocks])


def power(sound):
    return 10 * np.log10(np.mean(np.square(sound)) + 1e-12)


@pytest.mark.parametrize("channels", [2, 6, 8])
def test_the_same_sound_everywhere_comes_out_unchanged(channels):
    voice = phrases(1)
    assert mixed(*[voice] * channels) == pytest.approx(voice, abs=1e-6)


def test_a_dead_channel_does_not_halve_the_speech():
    voice = phrases(1)
    for pair in ((voice, voice * 0), (voice * 0, voice)):
        assert power(mixed(*pair)[RATE:]) == pytest.approx(power(voice[RATE:]), abs=0.5)


def test_a_much_quieter_twin_does_not_matter():
    voice = phrases(1)
    assert power(mixed(voice, voice / 30)) == pytest.approx(power(voice), abs=0.5)


def test_a_reversed_twin_does_not_cancel_the_speech():
    voice = phrases(1)
    assert power(mixed(voice, -voice)) == pytest.approx(power(voice), abs=0.5)
    assert power(mixed(voice, -0.8 * voice + phrases(2, level=0.01))) > power(voice) - 2


def test_a_reversed_one_of_many_is_turned():
    voice = phrases(1)
    assert power(mixed(*[voice] * 5, -voice)) == pytest.approx(power(voice), abs=0.5)


def test_turning_a_channel_makes_no_click():
    voice = np.sin(2 * np.pi * 200 * np.arange(SECONDS * RATE) / RATE).astype(np.float32) / 4
    half = len(voice) // 2
    other = np.concatenate([voice[:half], -voice[half:]])
    assert np.abs(np.diff(mixed(voice, other))).max() < 1.5 * np.abs(np.diff(voice)).max()


def test_who_speaks_into_one_of_eight_microphones_is_heard_over_the_noise_of_seven():
    voice = phrases(1)
    channels = [np.random.default_rng(n).normal(0, 0.003, len(voice)) for n in range(8)]
    channels[5] = channels[5] + voice
    speaking, sound = voice != 0, mixed(*channels)
    assert power(sound[speaking]) == pytest.approx(power(voice[speaking]), abs=1.5)


def test_hum_on_an_unused_input_does_not_drown_the_speech():
    voice, times = phrases(1), np.arange(SECONDS * RATE) / RATE
    hum = 0.3 * np.sin(2 * np.pi * 50 * times)
    sound, speaking = mixed(voice, hum), voice != 0
    left = sound[speaking] - voice[speaking]
    assert power(left[2 * RATE :]) < power(hum) - 6


def test_two_people_on_two_channels_are_both_heard():
    left, right = phrases(1), phrases(4)
    sound = mixed(left, right)
    only_left, only_right = (left != 0) & (right == 0), (right != 0) & (left == 0)
    assert power(sound[only_left]) == pytest.approx(power(left[only_left]), abs=1.5)
    assert power(sound[only_right]) == pytest.approx(power(right[only_right]), abs=1.5)


@given(seed=st.integers(0, 999), channels=st.integers(2, 9), length=st.integers(1, 3 * RATE))
def test_the_mix_is_never_louder_than_the_loudest_channel(seed, channels, length):
    random = np.random.default_rng(seed)
    scales = random.random(channels) * random.integers(0, 2, channels)
    sound = random.normal(0, 0.2, (length, channels)) * scales
    assert np.abs(mixed(*sound.T)).max() <= np.abs(sound).max() + 1e-6
