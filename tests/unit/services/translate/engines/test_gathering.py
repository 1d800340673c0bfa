import threading
from collections.abc import Sequence

import pytest

from services.translate.engines.gathering import Gathering


class Engine:
    """Doubles numbers; its first call waits until it is let go."""

    def __init__(self) -> None:
        self.calls: list[list[int]] = []
        self.began, self.may_go = threading.Event(), threading.Event()

    def __call__(self, kind: str, items: Sequence[int]) -> list[int]:
        self.calls.append(list(items))
        self.began.set()
        assert self.may_go.wait(10)
        if kind == "wrong":
            raise ValueError(kind)
        return [2 * item for item in items]


def test_those_who_wait_are_answered_in_one_call() -> None:
    engine = Engine()
    gathering = Gathering(engine)
    answers: dict[int, list[int]] = {}

    def ask(number: int) -> None:
        answers[number] = gathering.ask("ja-en", [number, number + 100])

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(5)]
    threads[0].start()
    assert engine.began.wait(10)
    for thread in threads[1:]:
        thread.start()
    while len(gathering._waiting.get("ja-en", ())) < 4:
        threading.Event().wait(0.01)
    engine.may_go.set()
    for thread in threads:
        thread.join(10)
    assert answers == {number: [2 * number, 2 * number + 200] for number in range(5)}
    assert len(engine.calls) == 2
    assert sorted(engine.calls[1]) == sorted([*range(1, 5), *range(101, 105)])


def test_kinds_are_not_mixed_and_an_error_reaches_who_asked() -> None:
    engine = Engine()
    engine.may_go.set()
    gathering = Gathering(engine)
    with pytest.raises(ValueError, match="wrong"):
        gathering.ask("wrong", [1])
    assert gathering.ask("ja-en", [2]) == [4]
    assert engine.calls == [[1], [2]]
