import pytest

from gateway.failures import FailureLimit, TooManyFailures


def test_the_failure_past_the_limit_is_told_how_long_to_wait():
    limit = FailureLimit(limit=3, window_seconds=60)
    for _ in range(3):
        limit.record("10.0.0.1")
    with pytest.raises(TooManyFailures) as problem:
        limit.record("10.0.0.1")
    assert problem.value.retry_after == 60
    limit.record("10.0.0.2")


def test_after_the_window_it_counts_anew(monkeypatch):
    now = [100.0]
    monkeypatch.setattr("gateway.failures.time.monotonic", lambda: now[0])
    limit = FailureLimit(limit=1, window_seconds=10)
    limit.record("a")
    with pytest.raises(TooManyFailures):
        limit.record("a")
    now[0] += 10
    limit.record("a")


def test_many_addresses_take_bounded_memory():
    limit = FailureLimit(addresses=100)
    for number in range(10_000):
        limit.record(f"10.0.{number >> 8}.{number & 255}")
    assert len(limit) == 100
