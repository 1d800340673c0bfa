from dataclasses import replace

import pytest

from services.transcribe.audio.container import Track, is_plausible_rate, likelihood

PLAIN = Track(number=2, seconds=60)


@pytest.mark.parametrize(
    "better",
    [
        replace(PLAIN, language="jpn"),
        replace(PLAIN, is_default=True),
        replace(PLAIN, seconds=90),
        replace(PLAIN, number=1),
    ],
)
def test_a_likelier_track_comes_first(better):
    assert likelihood(better) > likelihood(PLAIN) > likelihood(replace(better, is_extra=True))


def test_rates_of_telephones_and_studios_are_plausible():
    assert [rate for rate in (0, 1, 4000, 8000, 192_000, 768_000, 10**9) if is_plausible_rate(rate)] == [
        4000, 8000, 192_000, 768_000,
    ]  # fmt: skip
