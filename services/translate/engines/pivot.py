"""Pairs that no engine serves directly, by way of English."""

from collections.abc import Mapping, Sequence

from services.translate.engines.base import Engine, Hint, Pair, Quality
from services.translate.languages import PLAIN_JAPANESE

VIA = "en"
TOO_LOW = frozenset({Quality.POOR, Quality.UNFIT})
"""A step of this quality leaves nothing to go on with."""
Served = Mapping[tuple[str, str], tuple[Engine, Pair]]


class Pivot:
    """Two engines, one after the other."""

    fallback = False

    def __init__(self, first: Engine, second: Engine, source: str, target: str) -> None:
        self.name = f"{first.name}+{second.name}"
        self._first = first
        self._second = second
        # What the two steps are worth together is known only by measuring them together.
        self._pair = Pair(source, target, Quality.UNMEASURED, via=VIA)

    @property
    def together(self) -> int:
        return min(self._first.together, self._second.together)

    def pairs(self) -> Sequence[Pair]:
        return [self._pair]

    def check(self) -> None:
        self._first.check()
        self._second.check()

    def translate(
        self, texts: Sequence[str], source: str, target: str, hints: Sequence[Hint] | None = None
    ) -> list[str]:
        """Terms are those of the target, and stand in the text already; what must stay is told to both."""
        between = self._first.translate(texts, source, VIA, hints)
        kept = [Hint(keep=hint.keep) for hint in hints] if hints is not None else None
        return self._second.translate(between, VIA, target, kept)


def pivots(served: Served) -> dict[tuple[str, str], tuple[Engine, Pair]]:
    """What two of the served pairs make together."""
    into = {pair.source: engine for engine, pair in served.values() if _leads(pair, pair.target, pair.source)}
    out = {pair.target: engine for engine, pair in served.values() if _leads(pair, pair.source, pair.target)}
    found: dict[tuple[str, str], tuple[Engine, Pair]] = {}
    for source, first in into.items():
        for target, second in out.items():
            if source != target and (source, target) not in served:
                engine = Pivot(first, second, source, target)
                found[source, target] = engine, engine.pairs()[0]
    return found


def _leads(pair: Pair, end: str, other: str) -> bool:
    return end == VIA and other != PLAIN_JAPANESE and pair.quality not in TOO_LOW
