"""What many callers ask at once, answered in one call: an engine does thirty sentences in the time of five."""

import threading
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Kind = TypeVar("Kind", bound=Hashable)
Item = TypeVar("Item")
Answer = TypeVar("Answer")


@dataclass
class Asked(Generic[Item, Answer]):
    items: Sequence[Item]
    answers: list[Answer] = field(default_factory=list)
    error: Exception | None = None
    is_done: bool = False


class Gathering(Generic[Kind, Item, Answer]):
    """One call of `answer` at a time. Whoever's turn comes brings along all that wait for one of the same kind."""

    def __init__(self, answer: Callable[[Kind, Sequence[Item]], Sequence[Answer]]) -> None:
        self._answer = answer
        self._waiting: dict[Kind, list[Asked[Item, Answer]]] = defaultdict(list)
        self._list = threading.Lock()
        self._turn = threading.Lock()

    def ask(self, kind: Kind, items: Sequence[Item]) -> list[Answer]:
        """One answer an item, in order; raises what `answer` raised, for all who were in that call."""
        mine = Asked[Item, Answer](items)
        with self._list:
            self._waiting[kind].append(mine)
        with self._turn:
            if not mine.is_done:
                self._answer_all(kind)
        if mine.error is not None:
            raise mine.error
        return mine.answers

    def _answer_all(self, kind: Kind) -> None:
        with self._list:
            asked = self._waiting.pop(kind)
        try:
            answers = iter(self._answer(kind, [item for each in asked for item in each.items]))
            for each in asked:
                each.answers = [next(answers) for _ in each.items]
        except Exception as error:  # noqa: BLE001 - it is raised again by each who asked
            for each in asked:
                each.error = error
        for each in asked:
            each.is_done = True
