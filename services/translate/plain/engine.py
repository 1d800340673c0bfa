"""Plain Japanese as an engine like any other: sentences of Japanese in, marked plain Japanese out."""

from collections.abc import Sequence

from services.translate.engines.base import Hint, Pair, Quality
from services.translate.languages import PLAIN_JAPANESE
from services.translate.plain.annotating import annotated
from services.translate.plain.marks import unmarked
from services.translate.plain.rewriting import restored, rewritten, shielded

NAME = "plain-japanese-rules"
NO_HINT = Hint()


class PlainJapaneseEngine:
    """Rules and a dictionary; there is nothing to install but Sudachi."""

    name = NAME
    together = 64
    fallback = False

    def pairs(self) -> Sequence[Pair]:
        return [Pair("ja", PLAIN_JAPANESE, Quality.USABLE)]

    def check(self) -> None:
        """Always there."""

    def translate(
        self,
        texts: Sequence[str],
        source: str,  # noqa: ARG002 - Japanese
        target: str,  # noqa: ARG002
        hints: Sequence[Hint] | None = None,
    ) -> list[str]:
        """What a first attempt lost is kept by a second one that only adds readings."""
        return [
            _read(unmarked(text) if hint.keep else rewritten(unmarked(text), hint.terms))
            for text, hint in zip(texts, hints or [NO_HINT] * len(texts), strict=True)
        ]


def _read(text: str) -> str:
    shown, kept = shielded(text, quotes=False)
    return restored(annotated(shown), kept)
