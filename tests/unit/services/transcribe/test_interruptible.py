import threading
import time

import pytest

from services.transcribe.interruptible import Abandoned, interruptible


class Cancelled(Exception):
    pass


def cancelled():
    raise Cancelled


def test_what_the_work_gives_or_raises_comes_back():
    assert interruptible(lambda _: 5, lambda: None) == 5
    with pytest.raises(TimeoutError):
        interruptible(lambda _: (_ for _ in ()).throw(TimeoutError), lambda: None)


def test_a_cancel_does_not_wait_for_the_work_and_the_work_learns_of_it():
    go_on, learned = threading.Event(), threading.Event()

    def work(check):
        go_on.wait(30)
        try:
            check()
        except Abandoned:
            learned.set()

    began = time.monotonic()
    with pytest.raises(Cancelled):
        interruptible(work, cancelled)
    assert time.monotonic() - began < 5
    go_on.set()
    assert learned.wait(5)
