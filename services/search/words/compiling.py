"""From the texts of a question to tantivy queries: objects, so that nobody's text meets a query parser.

Two kinds are made. What *matches* says whether a passage has a text at all, exactly, and is silent in the
ranking. What *ranks* scores the passages that share words with it.
"""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, NamedTuple

from tantivy import FieldType, Occur, Query

from services.search.query import Field, Kind, Text
from services.search.words.analyzer import Word, WordAnalyzer
from services.search.words.entries import OF_TEXT
from services.search.words.grams import CELL_BORDER, alike, covering, in_a_row, phrases, positions, with_gaps
from services.search.words.normalizing import normalise
from services.search.words.readings import MOST_READING, as_reading, cut_reading

PHRASE_BOOST = 2.0
TITLE_BOOST = 0.5
SYNONYM_BOOST = 0.5
READING_BOOST = 0.4
GRAMS_OF = {
    None: ("grams", "title_grams", "path_grams"),
    Field.TITLE: ("title_grams",),
    Field.PATH: ("path_grams",),
    Field.AUTHOR: ("author_grams",),
}
WORDS_OF = {
    **dict.fromkeys(("words", "grams"), "words"),
    **dict.fromkeys(("title_words", "title_grams", "path_grams"), "title_words"),
}
"""Where the words are that the letters of a field make up."""
READINGS = ("readings", "title_readings")
MOST_BETWEEN = 100
"""Characters that a `*` may stand for."""
SENTENCE_END = "。"
MOST_LETTERS = 20_000
"""Passages in which it is looked at once whether letters stand in a row."""


def pieces(pattern: str) -> list[str]:
    """The parts between the `*`, in their normal form and without blanks; `?` is kept for one character."""
    parts = re.split(r"[*＊]+", pattern)
    normal = ["?".join(alike(normalise(part)) for part in piece.split("?")) for piece in parts]
    return [part for piece in normal if (part := "".join(piece.split()).strip("?"))]


def pattern_regex(pattern: str) -> re.Pattern[str]:
    """For a run of `grams.run_of`: a `*` ends with its sentence or cell."""
    one = f"[^{CELL_BORDER}]"
    many = f"[^{CELL_BORDER}{SENTENCE_END}]{{0,{MOST_BETWEEN}}}?"
    return re.compile(many.join(one.join(map(re.escape, piece.split("?"))) for piece in pieces(pattern)))


def is_in_order(pattern: str) -> bool:
    """Whether it has parts whose order an index of grams cannot tell for certain."""
    return len(pieces(pattern)) > 1


class Ranks(NamedTuple):
    """Queries whose scores add up."""

    found: Sequence[Any]
    letters: Sequence[Sequence[Any]]
    """The same, of each row the best: of parts that are one word each, which very many passages have, so that the
    best are among those with the word."""

    @property
    def all(self) -> list[Any]:
        return [*self.found, *(Query.disjunction_max_query(list(row)) for row in self.letters)]


class Compiler:
    """`knows_reading` tells whether any word of the index is read so, `holders` how many passages have a gram."""

    def __init__(
        self,
        schema: Any,
        analyzer: WordAnalyzer,
        knows_reading: Callable[[str], bool],
        holders: Callable[[str], int],
    ) -> None:
        self._schema = schema
        self._analyzer = analyzer
        self._knows_reading = knows_reading
        self._holders = holders

    def ranks(self, text: Text, synonyms: Collection[str]) -> Ranks:
        """What makes up the score of a passage that shares words with `text` or contains a part of it."""
        if text.field is not None or text.kind is Kind.PATTERN:
            return Ranks([query for _, query in self._matches(text, synonyms)], [])
        normalised = normalise(text.text)
        words = self._analyzer.words(normalised)
        terms = list(dict.fromkeys(word.text for word in words))
        whole = {normalised[word.start : word.end] for word in words if word.end - word.start > 1}
        found, letters = list[Any](), list[Any]()
        for part, row in phrases(normalised).items():
            inside = boosted(self._phrase("grams", row), PHRASE_BOOST)
            about = [self._phrase(field, row) for field in ("title_grams", "path_grams")]
            if part in whole and min(map(self._holders, row)) > MOST_LETTERS:
                letters += [[inside], about]
            else:
                found += [inside, Query.disjunction_max_query(about)]
        others = [self._somewhere(in_a_row(normalise(synonym))) for synonym in synonyms]
        found += [
            *self.terms("words", terms),
            *(boosted(query, TITLE_BOOST) for query in self.terms("title_words", terms)),
            *(boosted(query, SYNONYM_BOOST) for query in others),
            *(boosted(self._best_of(READINGS, cut), READING_BOOST) for cut in self._cuts(normalised)),
        ]
        return Ranks(found, letters)

    def matches(self, text: Text, synonyms: Collection[str]) -> Any:
        """The passages in which `text` is true, and where it is in the title or the path, the first of the document;
        of a pattern with a `*` inside, those in which it may be."""
        first = self.first_passages()
        found = self._matches(text, synonyms)
        # Each by itself: of a union tantivy looks at all, whatever it must be besides.
        return either([query if field in OF_TEXT else both([query, first]) for field, query in found])

    def _matches(self, text: Text, synonyms: Collection[str]) -> list[tuple[str, Any]]:
        """(field, query) of all that may hold the text."""
        fields = GRAMS_OF[text.field]
        if text.kind is Kind.PATTERN:
            return [(field, self._pattern(field, pieces(text.text))) for field in fields]
        normalised = normalise(text.text)
        is_word = text.kind is Kind.WORD and text.field is None
        words = self._analyzer.words(normalised) if is_word else []
        one = next((word.text for word in words if word.end - word.start == len(normalised)), None)
        found = [(field, self._elsewhere(field, covering(in_a_row(normalised)), one)) for field in fields]
        for synonym in synonyms:
            row = covering(in_a_row(normalise(synonym)))
            found += [(field, self._phrase(field, row)) for field in fields]
        if is_word:
            found += self._forms(normalised, words, one)
            found += [
                (field, self._phrase(field, cut)) for cut in self._cuts(normalised) for field in READINGS
            ]
        return found

    def terms(self, field: str, terms: Iterable[str]) -> list[Any]:
        return [Query.term_query(self._schema, field, term) for term in terms]

    def one_of(self, field: str, values: Collection[Any]) -> Any:
        return Query.term_set_query(self._schema, field, list(values))

    def modified(self, first_ns: int | None, last_ns: int | None) -> Any:
        """From the first to the last moment, in nanoseconds since 1970; one of them may be open."""
        kind = FieldType.Integer
        return Query.range_query(self._schema, "modified", kind, lower_bound=first_ns, upper_bound=last_ns)

    def first_passages(self) -> Any:
        """The beginning of every document."""
        return self.one_of("ordinal", [0])

    def _forms(self, normalised: str, words: Sequence[Word], one: str | None) -> list[tuple[str, Any]]:
        """The `words` of `normalised` in a row, in any of their forms, or the `one` that it is; with the field."""
        short = [word for word in words if word.is_short]
        if not short or not _covers(short, normalised):
            return []
        row = [(word.position - short[0].position, word.text) for word in short]
        found = [(field, self._elsewhere(field, row, one)) for field in ("words", "title_words")]
        if one is not None:
            found += [
                (field, query) for field in ("words", "title_words") for query in self.terms(field, [one])
            ]
        return found

    def _elsewhere(self, field: str, row: Sequence[tuple[int, str]], one: str | None) -> Any:
        """Where the terms of `row` stand so; if they make up `one` word, only where that is not: who looks for both
        finds the same, without comparing the places of letters wherever the word is."""
        query = self._phrase(field, row)
        if one is None or len(row) == 1:
            return query
        there = [(Occur.Must, term) for term in self.terms(field, [text for _, text in row])]
        without = [(Occur.MustNot, term) for term in self.terms(WORDS_OF[field], [one])]
        return both([Query.boolean_query([*there, *without]), query])

    def _cuts(self, normalised: str) -> list[list[str]]:
        """For each blank-separated part that is all kana, the words in a row that are read so."""
        parts = [as_reading(part) for part in dict.fromkeys(normalised.split())]
        return [
            cut
            for reading in parts
            if reading and 2 <= len(reading) <= MOST_READING
            for cut in cut_reading(reading, self._knows_reading)
        ]

    def _pattern(self, field: str, parts: Sequence[str]) -> Any:
        each = [[(gram.position, gram.text) for gram in with_gaps(part, "?")] for part in parts]
        queries = [self._phrase(field, row) for row in each]
        if len(parts) > 1:
            queries.append(self._in_order(field, parts))
        return both(queries)

    def _in_order(self, field: str, parts: Sequence[str]) -> Any:
        """The beginnings of the pieces in their order, with no more between them than `*` allows."""
        row, at = [], 0
        for part in parts:
            row.append((at, next(with_gaps(part, "?")).text))
            at += len(part)
        return Query.phrase_query(self._schema, field, positions(row), 2 * MOST_BETWEEN * (len(parts) - 1))

    def _somewhere(self, row: Sequence[str]) -> Any:
        return self._best_of(GRAMS_OF[None], row)

    def _best_of(self, fields: Iterable[str], row: Sequence[str]) -> Any:
        return Query.disjunction_max_query([self._phrase(field, row) for field in fields])

    def _phrase(self, name: str, row: Sequence[Any]) -> Any:
        if not row:
            return Query.empty_query()
        if len(row) == 1:
            term = row[0] if isinstance(row[0], str) else row[0][1]
            return Query.term_query(self._schema, name, term)
        placed = positions(row) if name.endswith("grams") else list(row)
        return Query.phrase_query(self._schema, name, placed)


def _covers(words: Sequence[Word], normalised: str) -> bool:
    """An ending or a sign between the words changes little; half of the text being no words does."""
    return 2 * sum(word.end - word.start for word in words) > len(normalised)


def either(queries: Sequence[Any]) -> Any:
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def both(queries: Sequence[Any]) -> Any:
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def each(rows: Sequence[Sequence[Any]], only: Any, *, few: bool = True) -> Any:
    """What `only` lets through, with the sum of its best scores in each row of queries.

    A union tantivy makes of the whole index first, so where `only` lets `few` through it stands in every part of
    a union again; to look up many each time would cost more.
    """
    found = only = silent(only)
    for row in rows:
        parts = [both([query, only]) for query in row] if few else list(row)
        best = row[0] if len(row) == 1 else Query.disjunction_max_query(parts)
        found = Query.boolean_query([(Occur.Must, found), (Occur.Should, best)])
    return found


def silent(query: Any) -> Any:
    """A filter: it lets through and does not rank."""
    return Query.const_score_query(query, 0.0)


def counted(query: Any) -> Any:
    """One point for whatever it lets through."""
    return Query.const_score_query(query, 1.0)


def boosted(query: Any, boost: float) -> Any:
    return Query.boost_query(query, boost)
