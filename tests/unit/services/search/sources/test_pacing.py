import time

import pytest

from services.search.sources.options import SourceOptions
from services.search.sources.pacing import Pace, Rate, rate_of


def nothing() -> None:
    pass


def seconds(pace: Pace, times: int, **cost: int) -> float:
    started = time.monotonic()
    for _ in range(times):
        pace.spend(nothing, **cost)
    return time.monotonic() - started


def test_no_more_files_than_the_rate_allows() -> None:
    assert seconds(Pace(Rate(50.0, None)), 40, files=1) >= 0.5


def test_no_more_bytes_than_the_rate_allows() -> None:
    assert seconds(Pace(Rate(None, 10_000_000)), 10, size=1_000_000) >= 0.6


def test_without_a_rate_nothing_waits() -> None:
    assert seconds(Pace(Rate(None, None)), 1000, files=1, size=10**9) < 0.2


def test_a_wait_can_be_ended() -> None:
    pace = Pace(Rate(0.01, None))
    pace.spend(nothing, files=1)

    def stop() -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        pace.spend(stop, files=1)


def test_a_network_share_is_read_politely_unless_said_otherwise() -> None:
    assert rate_of(SourceOptions(), is_network=False) == Rate(None, None)
    assert rate_of(SourceOptions(), is_network=True) == Rate(50.0, 20 * 1024**2)
    assert rate_of(SourceOptions(files_per_second=500), is_network=True).files == 500
