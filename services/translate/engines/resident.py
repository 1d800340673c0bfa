"""What the engines that hold one installed model have in common."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from common.resident import Resident
from services.translate.engines.base import Pair

Model = TypeVar("Model")


class ResidentEngine(Generic[Model]):
    """One installed model, loaded on demand; `check` raises ModelMissing when it cannot be."""

    together = 8
    fallback = False

    def __init__(
        self, name: str, pairs: Sequence[Pair], model: Resident[Model], check: Callable[[], object]
    ) -> None:
        self.name = name
        self._pairs = list(pairs)
        self.model = model
        self._check = check

    def pairs(self) -> Sequence[Pair]:
        return self._pairs

    def check(self) -> None:
        self._check()
