"""What an engine is."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, runtime_checkable

from common.errors import Unavailable


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
    via: str | None = None
    """The language that it goes through, where nothing translates directly."""

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


class EngineDown(Unavailable):
    """An engine on another machine does not answer."""

    code, title = "engine_down", "翻訳サーバーにつながりません"


class Engine(Protocol):
    @property
    def name(self) -> str: ...

    @property
    def fallback(self) -> bool:
        """Whether another engine may translate while this one is down."""

    @property
    def together(self) -> int:
        """How many sentences it does best in one call that must come back within seconds."""

    def pairs(self) -> Sequence[Pair]: ...

    def check(self) -> None:
        """Raise ModelMissing when the engine cannot be loaded, EngineDown while it is known not to answer."""

    def translate(
        self, texts: Sequence[str], source: str, target: str, hints: Sequence[Hint] | None = None
    ) -> list[str]:
        """One translation a text, in order. Texts are single sentences; `hints` has one for each.

        Raises EngineDown when it does not answer; `check` then raises it too, for a while.
        """


@runtime_checkable
class Rewording(Engine, Protocol):
    """An engine that can say the same in other words."""

    def alternatives(
        self, texts: Sequence[str], source: str, target: str, number: int
    ) -> Sequence[Sequence[str]]:
        """At most `number` wordings a text, the likeliest first; the one of `translate` may be among them."""
