"""Which documents a query finds, among those that the caller may see."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from common.errors import BadRequest
from common.identity import Principal
from services.search.access.gate import Gate
from services.search.answers.ordering import Sort, ordered
from services.search.answers.ranking import MOST_BY_WORDS, Mode, Ranker
from services.search.answers.schemas import SearchQuery
from services.search.catalog import Catalog
from services.search.query import Both, Text
from services.search.sources.records import Sources
from services.search.tables import document_of, in_utc
from services.search.words.conditions import LATEST, NANOSECONDS, Conditions
from services.search.words.lexical import Filter
from services.search.words.question import Question

Documents = frozenset[int]


class Finding(NamedTuple):
    best: Mapping[int, int | None]
    """Document to its best passage, best first; None for one that fulfils the question without being ranked."""
    rows: Mapping[int, Any]
    """Their outlines."""
    scores: Mapping[int, float]
    """Of the ranked passages."""
    notes: Sequence[str] = ()
    is_cut: bool = False
    """More passages share words with the query than were ranked."""


class Finder:
    def __init__(
        self, sources: Sources, catalog: Catalog, ranker: Ranker, conditions: Conditions, gate: Gate
    ) -> None:
        self._sources = sources
        self._catalog = catalog
        self._ranker = ranker
        self._conditions = conditions
        self._gate = gate

    def allowed(self, query: SearchQuery, caller: Principal) -> Filter:
        visible = self._sources.visible(caller)
        wanted = [source for source in visible if not query.source or source.name in query.source]
        moment = query.modified_from
        guarded = frozenset(source.number for source in wanted if source.options.access != "source")
        return Filter(
            frozenset(source.number for source in wanted),
            frozenset(query.type),
            None if moment is None else nanoseconds(moment),
            guarded,
            self._gate.allowed(caller) if guarded else frozenset(),
        )

    def placed(self, query: SearchQuery, allowed: Filter) -> Documents | None:
        """Those in the folders and of the years that the query names; None when it names neither."""
        return self._catalog.placed(allowed.sources, query.folder, query.year)

    def find(
        self,
        query: SearchQuery,
        question: Question,
        allowed: Filter,
        placed: Documents | None,
        caller: Principal,
    ) -> Finding:
        """The ranked documents, and behind them all others that must be in the answer: those of which the
        question's condition is true, or, where relevance is not the order, those with all words as written."""
        names = {}
        if question.condition is not None:
            names = {source.name: source.number for source in self._sources.visible(caller)}
        matched = _both(self._conditions.documents(question, allowed, names), placed)
        ranking = self._ranker.rank(
            question, query.mode, allowed, self._documents(query, allowed, caller), matched
        )
        complete: Documents | None = None
        if question.condition is not None:
            complete = matched
        elif query.sort is not Sort.RELEVANCE:
            complete = _both(self._conditions.documents(as_written(question), allowed, names), placed)
        finding = self.found(ranking.scores, allowed, complete or (), query.new_since, ranking.by_meaning)
        is_cut = complete is None and len(ranking.scores) >= MOST_BY_WORDS
        return finding._replace(notes=ranking.notes, is_cut=is_cut)

    def found(
        self,
        scores: Mapping[int, float],
        allowed: Filter,
        others: Collection[int] = (),
        new_since: datetime | None = None,
        by_meaning: Documents = frozenset(),
    ) -> Finding:
        """The documents of the ranked passages, best first, then `others`, newest first.

        Those `by_meaning` are new when they were embedded, all others when they were read.
        The catalog has the last word: an index entry whose document is gone, or is not allowed, is dropped.
        """
        ranked = best_passages(scores)
        rows = {
            number: row
            for number, row in self._catalog.outlines.of(ranked.keys() | set(others)).items()
            if passes(row, allowed) and (new_since is None or is_new(row, new_since, number in by_meaning))
        }
        best: dict[int, int | None] = {n: passage for n, passage in ranked.items() if n in rows}
        rest = ordered(rows.keys() - best.keys(), rows, Sort.NEWEST)
        return Finding(best | dict.fromkeys(rest), rows, scores)

    def best_by_words(
        self, question: Question, allowed: Filter, documents: Collection[int]
    ) -> dict[int, int]:
        """The best passage of each of these documents that has one with words of the question."""
        scores = self._ranker.by_words(question, allowed, documents) if documents else {}
        return best_passages(scores)

    def _documents(self, query: SearchQuery, allowed: Filter, caller: Principal) -> list[int] | None:
        """The allowed documents; None when that is all there are."""
        if query.mode is Mode.LEXICAL:
            return []
        if caller.is_admin and not (query.source or query.type or query.modified_from or allowed.guarded):
            return None
        return self._catalog.selected(*allowed)


def best_passages(scores: Mapping[int, float]) -> dict[int, int]:
    """Document to its best passage, best first."""
    best: dict[int, int] = {}
    for passage in sorted(scores, key=lambda passage: (-scores[passage], passage)):
        best.setdefault(document_of(passage), passage)
    return best


def as_written(question: Question) -> Question:
    """A plain question as the condition that all its words are there."""
    texts = [Text(word) for text in question.wanted for word in text.text.split()]
    return Question(texts, Both(tuple(texts)) if len(texts) > 1 else texts[0], question.expanded)


def passes(row: Any, allowed: Filter) -> bool:
    if row.source not in allowed.sources or (allowed.types and row.type not in allowed.types):
        return False
    if row.source in allowed.guarded and row.access not in allowed.access:
        return False
    return allowed.modified_from_ns is None or row.modified_ns >= allowed.modified_from_ns


def is_new(row: Any, since: datetime, by_meaning: bool = False) -> bool:
    """Whether a search could not find the document at that time as it is now."""
    moments = (in_utc(row.renewed_at), in_utc(row.embedded_at) if by_meaning else None)
    return any(moment is not None and moment > since for moment in moments)


def nanoseconds(moment: datetime) -> int:
    """Since 1970, no more than 64 bits hold (the year 2262); BadRequest before what clocks can tell."""
    try:
        return min(int(moment.timestamp()) * NANOSECONDS, LATEST)
    except (OverflowError, ValueError):
        raise BadRequest("更新日の指定が正しくありません。", field="modified_from") from None


def _both(one: Documents | None, other: Documents | None) -> Documents | None:
    if one is None or other is None:
        return other if one is None else one
    return one & other
