"""What an engine is."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Quality(StrEnum):
    """How far a pair may be trusted; the words of `quality` in models.toml."""

    USABLE = "usable"
    DRAFT = "draft"
    POOR = "poor"
    UNFIT = "unfit"
    """Measured, and not offered."""
    UNMEASURED = "unmeasured"

    @property
    def label(self) -> str:
        """For the people who read the translation."""
        return LABELS[self]


LABELS = {
    Quality.USABLE: "通読して直せば使えます",
    Quality.DRAFT: "下書きです。その言語が分かる人が書き直してください",
    Quality.POOR: "品質が低く、大意をつかむ程度です。このまま配らないでください",
    Quality.UNFIT: "使えません",
    Quality.UNMEASURED: "品質を測っていません。その言語が分かる人が確かめてください",
}


@dataclass(frozen=True)
class Pair:
    """A pair that an engine serves, with its scores on FLORES (BLEU and chrF, 0 to 100)."""

    source: str
    target: str
    quality: Quality = Quality.UNMEASURED
    bleu: float | None = None
    chrf: float | None = None

    @property
    def codes(self) -> tuple[str, str]:
        return self.source, self.target


@dataclass(frozen=True)
class Hint:
    """What an engine should heed in one text; those that cannot be told simply try harder."""

    terms: tuple[tuple[str, str], ...] = ()
    """Words of the text and what they must become."""
    keep: tuple[str, ...] = ()
    """What the last attempt lost and must stand unchanged."""
    example: tuple[str, str] | None = None
    """A text like this one with its translation, from the memory."""


class Engine(Protocol):
    @property
    def name(self) -> str: ...

    @property
    def together(self) -> int:
        """How many sentences it does best in one call that must come back within seconds."""

    def pairs(self) -> Sequence[Pair]: ...

    def check(self) -> None:
        """Raise ModelMissing when the engine cannot be loaded."""

    def translate(
        self, texts: Sequence[str], source: str, target: str, hints: Sequence[Hint] | None = None
    ) -> list[str]:
        """One translation a text, in order. Texts are single sentences; `hints` has one for each."""
