"""Words that the city calls by several names (市民局 and 市民部; マイナ and 個人番号カード)."""

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence

import sqlalchemy as sa

from services.search.tables import SYNONYMS
from services.search.upgrading import open_tables
from services.search.words.analyzer import WordAnalyzer
from services.search.words.normalizing import normalise
from services.search.words.synonym_sheet import within_bounds

MOST_OTHERS = 20
"""Other names of a word that a query is widened by."""
Group = Sequence[str]


class Synonyms:
    """The groups, kept in the database and looked up in memory."""

    def __init__(self, engine: sa.Engine, analyzer: WordAnalyzer) -> None:
        self._engine = engine
        self._analyzer = analyzer
        self._lock = threading.Lock()
        open_tables(engine)
        self.load()

    def load(self) -> None:
        """Take what the database holds."""
        with self._lock:
            self._others = others_of(self.groups())

    def groups(self) -> list[list[str]]:
        query = sa.select(SYNONYMS.c.words).order_by(SYNONYMS.c.number)
        with self._engine.connect() as connection:
            return list(connection.scalars(query))

    def put(self, groups: Sequence[Group]) -> None:
        """Replace all of them; the next question knows the new ones."""
        with self._lock:
            self._put(groups)

    def _put(self, groups: Sequence[Group]) -> None:
        rows = [{"words": list(group)} for group in groups]
        with self._engine.begin() as connection:
            connection.execute(sa.delete(SYNONYMS))
            if rows:
                connection.execute(sa.insert(SYNONYMS), rows)
        self._others = others_of(groups)

    def change(self, add: Sequence[Group], remove: Sequence[Group]) -> list[list[str]]:
        """Take some out and put others at the end, what is there already but once; all of them then."""
        with self._lock:
            gone = {tuple(group) for group in remove}
            kept = (tuple(group) for group in self.groups() if tuple(group) not in gone)
            groups = [list(group) for group in dict.fromkeys([*kept, *map(tuple, add)])]
            self._put(within_bounds(groups))
        return groups

    def of(self, words: Iterable[str]) -> dict[str, list[str]]:
        """Normalised word to its other names, for the words that have some."""
        known = self._others
        return {word: known[word] for word in map(normalise, words) if word in known}

    def within(self, text: str) -> dict[str, list[str]]:
        """The same for the words that `text` holds: マイナ is in マイナの申請, but not in マイナス."""
        known = self._others
        if not known:
            return {}
        normalised = normalise(text)
        return {word: known[word] for word in self._found(normalised, known)}

    def _found(self, normalised: str, known: Mapping[str, object]) -> Iterator[str]:
        """From left to right, the longest that begins and ends where words do."""
        words = self._analyzer.words(normalised)
        starts, ends = {word.start for word in words}, {word.end for word in words}
        lengths = sorted({len(word) for word in known}, reverse=True)
        covered = 0
        for start in sorted(starts):
            for end in (start + length for length in lengths):
                if start >= covered and end in ends and normalised[start:end] in known:
                    yield normalised[start:end]
                    covered = end


def others_of(groups: Sequence[Group]) -> dict[str, list[str]]:
    """Each normalised word with the other words of its groups, as they are written."""
    others: dict[str, dict[str, str]] = {}
    for group in groups:
        for word in group:
            key = normalise(word)
            rest = {normalise(other): other for other in group if normalise(other) != key}
            others.setdefault(key, {}).update(rest)
    return {word: list(rest.values())[:MOST_OTHERS] for word, rest in others.items() if rest}
