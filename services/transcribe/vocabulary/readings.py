"""What a Japanese text sounds like: Sudachi's short units with every reading the dictionary has for them."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from typing import Any, NamedTuple

from common.japanese.sudachi import PIECE
from services.transcribe.vocabulary.kana import is_reading, katakana
from services.transcribe.vocabulary.kanji import KanjiReadings, is_kanji
from services.transcribe.vocabulary.numerals import ENGLISH, number_reading

MOST_READINGS = 8
SILENT = frozenset({"補助記号", "空白"})
PARTICLES = {"ハ": "ワ", "ヘ": "エ"}
"""What は and へ sound like as particles; the dictionary says it nowhere."""
LETTERS = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        [
            "エー",
            "ビー",
            "シー",
            "ディー",
            "イー",
            "エフ",
            "ジー",
            "エイチ",
            "アイ",
            "ジェー",
            "ケー",
            "エル",
            "エム",
            "エヌ",
            "オー",
            "ピー",
            "キュー",
            "アール",
            "エス",
            "ティー",
            "ユー",
            "ブイ",
            "ダブリュー",
            "エックス",
            "ワイ",
            "ゼット",
        ],
        strict=True,
    )
)
UNUSUAL = str.maketrans("髙﨑𠮷邉德濵栁槗桒塚嵜", "高崎吉辺徳浜柳橋桑塚崎")
"""Characters of names that the dictionary lacks, by those that are read the same."""


class Unit(NamedTuple):
    """A short unit of a text: characters `start` to `end`."""

    start: int
    end: int
    surface: str
    readings: tuple[str, ...]
    """In katakana, the likeliest first; none for marks and what cannot be read."""
    part: str
    """The first part of speech: 名詞, 助詞, ..."""
    detail: str
    """The second and third: 固有名詞-人名, ..."""
    heard: str = ""
    """In katakana, how it sounded when it was heard again; empty where it was not."""

    @property
    def spoken(self) -> tuple[str, ...]:
        """Every way in which it may have been said, the likeliest first."""
        return tuple(dict.fromkeys((self.heard, *self.readings))) if self.heard else self.readings


def load_dictionary() -> Any:
    from sudachipy import Dictionary

    return Dictionary(dict="core")


class Reader:
    """Reads texts with a Sudachi dictionary; remembers words for as long as it lives."""

    def __init__(self, dictionary: Any) -> None:
        self._dictionary = dictionary
        self._kanji = KanjiReadings(dictionary)
        self._readings = lru_cache(maxsize=50_000)(self._find_readings)
        self.is_word = lru_cache(maxsize=50_000)(self._is_word)

    def units(self, text: str) -> list[Unit]:
        """The short units of `text`, in order, touching each other."""
        return list(self._units(text))

    def reading(self, written: str) -> str:
        """The likeliest reading of a word, in katakana; empty where some of it cannot be read."""
        units = [unit for unit in self._units(written.translate(UNUSUAL)) if unit.part not in SILENT]
        found = "".join(unit.readings[0] if unit.readings else "?" for unit in units)
        return found if is_reading(found) else ""

    def _units(self, text: str) -> Iterator[Unit]:
        from sudachipy import SplitMode

        tokenizer = self._dictionary.create(mode=SplitMode.A)
        for piece in PIECE.finditer(text):
            for morpheme in tokenizer.tokenize(piece[0]):
                start, end = piece.start() + morpheme.begin(), piece.start() + morpheme.end()
                part, second, third, *_ = morpheme.part_of_speech()
                surface, detail = text[start:end], f"{second}-{third}"
                readings = self._readings(surface, morpheme.reading_form(), part, second == "固有名詞")
                if readings or part in SILENT:
                    yield Unit(start, end, surface, readings, part, detail)
                else:
                    yield from self._characters(start, surface, detail)

    def _characters(self, start: int, surface: str, detail: str) -> Iterator[Unit]:
        """An unknown word, one unit a character."""
        for at, character in enumerate(surface, start):
            yield Unit(at, at + 1, character, self._kanji.of(character), "名詞", detail)

    def _find_readings(self, surface: str, likeliest: str, part: str, is_name: bool) -> tuple[str, ...]:
        if part in SILENT:
            return ()
        kana = katakana(surface)
        if is_reading(kana):
            return (kana, PARTICLES[kana]) if part == "助詞" and kana in PARTICLES else (kana,)
        found = [
            number_reading(surface),
            likeliest,
            *(morpheme.reading_form() for morpheme in self._dictionary.lookup(surface)),
        ]
        if len(surface) == 1 or (is_name and all(map(is_kanji, surface)) and len(surface) == 2):
            found += map("".join, product(*(self._kanji.of(character)[:2] for character in surface)))
        found += [ENGLISH.get(surface, ""), "".join(LETTERS.get(letter, "?") for letter in kana.upper())]
        return tuple(filter(is_reading, dict.fromkeys(map(katakana, found))))[:MOST_READINGS]

    def _is_word(self, written: str) -> bool:
        """Whether the dictionary has `written` as one word."""
        return len(self._dictionary.lookup(written)) > 0
