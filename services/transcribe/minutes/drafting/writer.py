"""What writes a draft: the local language model, or an address that the city runs."""

from collections.abc import Callable
from typing import Literal, Protocol

Check = Callable[[], None]
"""Raises when the job was cancelled."""


class Writer(Protocol):
    @property
    def engine(self) -> Literal["local", "endpoint"]: ...

    @property
    def model(self) -> str:
        """What to call the model that writes."""
        ...

    @property
    def characters(self) -> int:
        """How much of the transcript it is given at a time."""
        ...

    def check(self) -> None:
        """Raise ModelMissing when it cannot write."""

    def answer(self, instruction: str, text: str, check: Check) -> str:
        """The answer to one instruction about one text; `check` is called while it is written."""
        ...
