"""Texts like a given one, by the characters to change (Levenshtein), kept in memory a pair of languages at a time."""

import threading
import time
from collections.abc import Callable, Iterable

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from services.translate.memory.units import folded

FRESH_SECONDS = 300.0
"""How long another process's corrections may stay unseen here."""
LONGEST = 1000
Pair = tuple[str, str]


class Similar:
    """`load(pair)` gives the ids and texts of the units of a pair."""

    def __init__(self, load: Callable[[Pair], Iterable[tuple[str, str]]]) -> None:
        self._load = load
        self._texts: dict[Pair, dict[str, str]] = {}
        self._loaded: dict[Pair, float] = {}
        self._lock = threading.Lock()

    def find(self, text: str, pair: Pair, least: float) -> tuple[str, int] | None:
        """The id of the likest unit and how like it is, in percent; None below `least`, 0 to 1."""
        if len(text) > LONGEST:
            return None
        with self._lock:
            best = process.extractOne(
                folded(text), self._known(pair), scorer=Levenshtein.normalized_similarity, score_cutoff=least
            )
        return None if best is None else (best[2], int(best[1] * 100))

    def put(self, unit_id: str, text: str, pair: Pair) -> None:
        with self._lock:
            if pair in self._texts:
                self._texts[pair][unit_id] = folded(text)

    def drop(self, unit_id: str) -> None:
        with self._lock:
            for texts in self._texts.values():
                texts.pop(unit_id, None)

    def forget(self) -> None:
        with self._lock:
            self._texts.clear()
            self._loaded.clear()

    def _known(self, pair: Pair) -> dict[str, str]:
        if time.monotonic() - self._loaded.get(pair, -FRESH_SECONDS) >= FRESH_SECONDS:
            self._texts[pair] = {unit_id: folded(text) for unit_id, text in self._load(pair)}
            self._loaded[pair] = time.monotonic()
        return self._texts[pair]
