"""How single kanji are read inside words, learnt from the dictionary's two-character words.

A recogniser that does not know a word writes kanji that sound like it, in combinations that no dictionary
has. What 企 sounds like there, the entry 企 (タクラミ) does not say, but 企業 and 企画 do.
"""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from services.transcribe.vocabulary.kana import is_reading, katakana

NEIGHBOURS = (
    "人日大年会国中出本長事者上分生行社地合手的業部方同新発家電金名市法体所通動理物度学高定実明化力対作全関小前"
    "主場間開後意内文用三外不性下表自口公立書食水火車機来入気見保回安正教取先野原重海道点強成期月山田川"
)
"""Frequent kanji: most others form a word with several of them."""
LEAST_WORDS, LEAST_SHARE, MOST_READINGS = 2, 0.15, 3
NEVER_FIRST = "ンッーァィゥェォャュョ"


class KanjiReadings:
    """Remembers what it has learnt; a kanji costs about a millisecond once."""

    def __init__(self, dictionary: Any) -> None:
        self._dictionary = dictionary
        self.of = lru_cache(maxsize=8_000)(self._learnt)
        self._own = lru_cache(maxsize=8_000)(self._looked_up)

    def _learnt(self, kanji: str) -> tuple[str, ...]:
        """Readings in katakana, the one in most words first, its own for what is in no word; none for what is no kanji."""
        if not is_kanji(kanji):
            return ()
        votes = Counter(self._parts(kanji))
        most = max(votes.values(), default=0)
        found = [
            reading for reading, count in votes.most_common() if count >= max(LEAST_WORDS, most * LEAST_SHARE)
        ]
        found = [reading for reading in found if reading[0] not in NEVER_FIRST]
        return tuple(found or self._own(kanji))[:MOST_READINGS]

    def _parts(self, kanji: str) -> Iterator[str]:
        """What is left for `kanji` of the readings of its words, once for each."""
        for neighbour in NEIGHBOURS:
            for known in self._own(neighbour):
                for reading in self._looked_up(kanji + neighbour):
                    if reading.endswith(known) and reading != known:
                        yield reading.removesuffix(known)
                for reading in self._looked_up(neighbour + kanji):
                    if reading.startswith(known) and reading != known:
                        yield reading.removeprefix(known)

    def _looked_up(self, written: str) -> tuple[str, ...]:
        found = (katakana(morpheme.reading_form()) for morpheme in self._dictionary.lookup(written))
        return tuple(filter(is_reading, dict.fromkeys(found)))


def is_kanji(text: str) -> bool:
    return len(text) == 1 and (
        "㐀" <= text <= "鿿" or "豈" <= text <= "﫿" or "𠀀" <= text <= "𲎯" or text == "々"
    )
