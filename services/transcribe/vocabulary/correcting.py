"""Puts the vocabulary's words where a transcript sounds like them, and takes them back."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from common.resident import Resident
from services.transcribe.text_spans import shifted
from services.transcribe.vocabulary.corrections import Correction
from services.transcribe.vocabulary.entries import Entry, distinct
from services.transcribe.vocabulary.evidence import SAME, Place, Strength, strength, strength_inside
from services.transcribe.vocabulary.index import SoundIndex
from services.transcribe.vocabulary.matching import inside_units, matches
from services.transcribe.vocabulary.readings import Reader
from services.transcribe.vocabulary.reheard import in_single_kana, reheard
from services.transcribe.vocabulary.repeated import again, misheard

LEAST_WITNESSES = 2
LEAST_TIMES = 2
WITNESSES_OF = 50
"""A weak match needs so many other entries in the document: two, and one for each 50 of a larger vocabulary."""


class _Found(NamedTuple):
    place: Place
    strength: Strength

    @property
    def word(self) -> str:
        return self.place.match.sound.entry.written

    @property
    def rank(self) -> tuple[float, int]:
        """Long and near first, then in the order of the text."""
        match = self.place.match
        return 2 * match.distance - len(match.sound.beats), self.place.start


class Corrector:
    """Made once for a vocabulary; safe to share between threads."""

    def __init__(
        self, dictionary: Resident[Any], entries: Sequence[Entry], common: Sequence[Entry] = ()
    ) -> None:
        """`common`: entries that any meeting may use. Neither list vouches for the other's words."""
        self._dictionary = dictionary
        both = distinct([*entries, *common])
        self._index = SoundIndex(both)
        longest_first = sorted({entry.written for entry in both}, key=len, reverse=True)
        self._written = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")
        self._lists = [frozenset(entry.written for entry in each) for each in (entries, common)]

    def corrected(
        self, texts: Sequence[str], kana: Sequence[str] | None = None
    ) -> list[tuple[str, list[Correction]]]:
        """The segments of one meeting, each with its corrections; the same texts give the same answer.

        A meeting is judged as a whole: a word that only might be meant is put in only where other words
        of the vocabulary are heard too. `kana` has how each segment sounded when it was heard again, or "".
        """
        with self._dictionary.use() as dictionary:
            places = self._places(texts, kana or [""] * len(texts), Reader(dictionary))
        return [_replaced(text, part) for text, part in zip(texts, places, strict=True)]

    def settled(self, texts: Sequence[str], reader: Reader) -> list[list[tuple[int, int]]]:
        """The spans of each text in which a word of the vocabulary is written, or would be put in."""
        found = zip(texts, self._places(texts, [""] * len(texts), reader), strict=True)
        return [self._right(text) + [(place.start, place.end) for place in part] for text, part in found]

    def _places(self, texts: Sequence[str], kana: Sequence[str], reader: Reader) -> list[list[Place]]:
        found = [self._found(text, heard, reader) for text, heard in zip(texts, kana, strict=True)]
        believed = self._believed(texts, found)
        taken = [[f.place for f in _apart([f for f in part if believed(f)])] for part in found]
        known = misheard([place for places in taken for place in places], reader.is_word)
        return [
            self._completed(text, part, again(text, reader.units, known))
            for text, part in zip(texts, taken, strict=True)
        ]

    def _completed(self, text: str, taken: Sequence[Place], more: Iterable[Place]) -> list[Place]:
        """`taken` and those of `more` that touch none of them and no word that is written right."""
        done = [(place.start, place.end) for place in taken] + self._right(text)
        places = list(taken)
        for place in more:
            if all(place.end <= start or end <= place.start for start, end in done):
                places.append(place)
                done.append((place.start, place.end))
        return sorted(places, key=lambda place: place.start)

    def _right(self, text: str) -> list[tuple[int, int]]:
        return [m.span() for m in self._written.finditer(text)]

    def _believed(self, texts: Sequence[str], found: Sequence[Sequence[_Found]]) -> Callable[[_Found], bool]:
        heard = {word for text in texts for word in self._written.findall(text)}
        # What only might be an entry, but twice in one meeting, is a word that the recogniser does not know.
        often = Counter(f.word for part in found for f in _apart(part))
        repeated = {word for word, times in often.items() if times >= LEAST_TIMES}
        strengths = [(f.word, f.strength) for part in found for f in part]
        least: dict[str, Strength] = {}
        for words in reversed(self._lists):  # whose words count for one that both have: the meeting's own
            least |= _least(words, heard, [(w, s) for w, s in strengths if w in words], repeated)
        return lambda f: f.strength >= least[f.word]

    def _found(self, text: str, kana: str, reader: Reader) -> list[_Found]:
        whole = reader.units(text)
        units, cut = reheard(whole, kana), reheard(in_single_kana(whole), kana)
        judged = [
            _Found(place, strength(place, reader.is_word))
            for place in (Place(text, units, match) for match in matches(units, self._index))
        ]
        judged += [
            _Found(place, strength_inside(place, whole))
            for place in (Place(text, cut, m) for m in (matches if kana else inside_units)(cut, self._index))
        ]
        right = self._right(text)
        return [
            found
            for found in judged
            if found.strength and not any(_spoils(found.place, start, end) for start, end in right)
        ]


def _least(
    words: frozenset[str], heard: set[str], found: Sequence[tuple[str, Strength]], repeated: set[str]
) -> dict[str, Strength]:
    """How strong a match must be for each word of one list that was found."""
    sure = {word for word, strength in found if strength is Strength.STRONG} | (heard & words)
    if len(sure) < max(LEAST_WITNESSES, len(words) // WITNESSES_OF):
        return {word: Strength.STRONG for word, _ in found}
    sure |= {word for word, strength in found if strength is Strength.WEAK} | repeated
    return {word: Strength.DOUBTFUL if word in sure else Strength.WEAK for word, _ in found}


def corrected(text: str, entries: Sequence[Entry], dictionary: Resident[Any]) -> tuple[str, list[Correction]]:
    """`text` with the words of `entries` where it sounds like them, and what was changed."""
    return Corrector(dictionary, entries).corrected([text])[0]


def undone(text: str, corrections: Sequence[Correction], index: int) -> tuple[str, list[Correction]]:
    """`text` with what was heard in the place of correction `index`, and the others where they then are."""
    gone = corrections[index]
    grown = len(gone.original) - (gone.end - gone.start)
    kept = [
        shifted(other, grown if other.start >= gone.end else 0)
        for number, other in enumerate(corrections)
        if number != index
    ]
    return text[: gone.start] + gone.original + text[gone.end :], kept


def _spoils(place: Place, start: int, end: int) -> bool:
    """Whether the match would change a word that is written right; a longer entry around it may."""
    if end <= place.start or place.end <= start:
        return False
    around = place.start <= start and end <= place.end and place.end - place.start > end - start
    own = place.text[start:end] == place.match.sound.entry.written
    return not around or (own and place.match.distance > SAME)


def _apart(found: Sequence[_Found]) -> list[_Found]:
    """The best of those that overlap, in the order of the text."""
    taken: list[_Found] = []
    for one in sorted(found, key=lambda f: f.rank):
        if all(one.place.end <= other.place.start or other.place.end <= one.place.start for other in taken):
            taken.append(one)
    return sorted(taken, key=lambda f: f.place.start)


def _replaced(text: str, places: Sequence[Place]) -> tuple[str, list[Correction]]:
    pieces, corrections, done, length = [], [], 0, 0
    for place in places:
        entry = place.match.sound.entry
        pieces += [text[done : place.start], entry.written]
        start = length + place.start - done
        length, done = start + len(entry.written), place.end
        corrections.append(
            Correction(
                start=start, end=length, original=place.surface, entry=entry.written,
                reading=entry.reading, distance=place.match.distance,
            )
        )  # fmt: skip
    return "".join([*pieces, text[done:]]), corrections
