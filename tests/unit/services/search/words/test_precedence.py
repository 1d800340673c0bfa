import threading
import time

from services.search.words import precedence
from services.search.words.precedence import Precedence


def test_who_indexes_goes_on_at_once_when_nobody_searches() -> None:
    started = time.monotonic()
    Precedence().give_way()
    assert time.monotonic() - started < precedence.MOST_SECONDS / 2


def test_who_indexes_waits_for_the_end_of_a_search(monkeypatch) -> None:
    monkeypatch.setattr(precedence, "MOST_SECONDS", 30)
    order, line = [], Precedence()

    def index() -> None:
        line.give_way()
        order.append("indexed")

    with line.searching():
        thread = threading.Thread(target=index)
        thread.start()
        time.sleep(0.1)
        order.append("searched")
    thread.join(timeout=10)
    assert order == ["searched", "indexed"]


def test_searches_without_end_do_not_stop_indexing() -> None:
    line = Precedence()
    with line.searching():
        started = time.monotonic()
        line.give_way()
    assert precedence.MOST_SECONDS / 2 < time.monotonic() - started < 20 * precedence.MOST_SECONDS
