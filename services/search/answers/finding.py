"""Which documents a query finds, among those that the caller may see."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from common.errors import BadRequest
from common.identity import Principal
from services.search.access.gate import Gate
from services.search.answers.ordering import Sort, newest
from services.search.answers.ranking import MOST_BY_WORDS, Mode, Ranker
from services.search.answers.schemas import SearchQuery
from services.search.outlines import Numbers, Outlines, Rows, Table, microseconds
from services.search.query import Both, Text
from services.search.sources.records import Source
from services.search.tables import PASSAGE_BITS
from services.search.words.conditions import LATEST, NANOSECONDS, Conditions
from services.search.words.lexical import Filter
from services.search.words.question import Question

Mask = npt.NDArray[np.bool_]


class Finding(NamedTuple):
    rows: Rows
    """Of the documents: the ranked ones, best first, then those that fulfil the question without being ranked."""
    best: Mapping[int, int]
    """Ranked document to its best passage."""
    scores: Mapping[int, float]
    """Of the ranked passages."""
    notes: Sequence[str] = ()
    is_cut: bool = False
    """More passages share words with the query than were ranked."""


class Finder:
    def __init__(self, outlines: Outlines, ranker: Ranker, conditions: Conditions, gate: Gate) -> None:
        self._outlines = outlines
        self._ranker = ranker
        self._conditions = conditions
        self._gate = gate

    def allowed(self, query: SearchQuery, visible: Sequence[Source], caller: Principal) -> Filter:
        """What `caller`, to whom those sources are `visible`, may see of what `query` selects."""
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

    def placed(self, query: SearchQuery) -> Numbers | None:
        """Those that lie in one of the folders of the query, at any depth, and were changed in one of its years;
        None when it names neither."""
        if not query.folder and not query.year:
            return None
        table = self._outlines.table()
        is_placed = np.ones(len(table.rows), np.bool_)
        if query.folder:
            above = tuple(f"{folder.strip('/')}/" for folder in query.folder)
            inside = table.folders.where(lambda name: name != "" and f"{name}/".startswith(above))
            is_placed &= np.isin(table.rows["folder"], inside)
        if query.year:
            is_placed &= np.isin(table.rows["year"], query.year)
        numbers: Numbers = table.rows["number"][is_placed]
        return numbers

    def selected(self, allowed: Filter, documents: Collection[int] | None = None) -> Numbers:
        """The documents that `allowed` lets through, of all or of some."""
        table = self._outlines.table()
        rows = table.rows if documents is None else table.of(documents)
        numbers: Numbers = rows["number"][passes(rows, allowed, table)]
        return numbers

    def find(
        self,
        query: SearchQuery,
        question: Question,
        allowed: Filter,
        placed: Numbers | None,
        visible: Sequence[Source],
    ) -> Finding:
        """The ranked documents, and behind them all others that must be in the answer: those of which the
        question's condition is true, or, where relevance is not the order, those with all words as written."""
        names = {source.name: source.number for source in visible}
        matched = _both(self._conditions.documents(question, allowed, names), placed)
        documents = self._documents(query, allowed)
        ranking = self._ranker.rank(question, query.mode, allowed, documents, matched)
        complete: Numbers | None = None
        if question.condition is not None:
            complete = matched
        elif query.sort is not Sort.RELEVANCE:
            complete = _both(self._conditions.documents(as_written(question), allowed, names), placed)
        others = np.empty(0, np.int64) if complete is None else complete
        finding = self.found(ranking.scores, allowed, others, query.new_since, ranking.by_meaning)
        is_cut = complete is None and len(ranking.scores) >= MOST_BY_WORDS
        return finding._replace(notes=ranking.notes, is_cut=is_cut)

    def found(
        self,
        scores: Mapping[int, float],
        allowed: Filter,
        others: Collection[int] | Numbers = (),
        new_since: datetime | None = None,
        by_meaning: Collection[int] = (),
    ) -> Finding:
        """The documents of the ranked passages, best first, then `others`, newest first.

        Those `by_meaning` are new when they were embedded, all others when they were read.
        The catalog has the last word: an index entry whose document is gone, or is not allowed, is dropped.
        """
        table = self._outlines.table()
        best = best_passages(scores)

        def kept(rows: Rows) -> Rows:
            is_kept = passes(rows, allowed, table)
            if new_since is not None:
                is_kept &= is_new(rows, new_since, by_meaning)
            left: Rows = rows[is_kept]
            return left

        ranked, rest = kept(table.of(best.keys())), kept(table.of(others))
        rest = rest[np.isin(rest["number"], ranked["number"], invert=True)]
        return Finding(np.concatenate([ranked, newest(rest)]), best, scores)

    def _documents(self, query: SearchQuery, allowed: Filter) -> Numbers | None:
        """The allowed documents, for the search by meaning; None when that is all there are."""
        if query.mode is Mode.LEXICAL:
            return np.empty(0, np.int64)
        table = self._outlines.table()
        passing = passes(table.rows, allowed, table)
        numbers: Numbers = table.rows["number"][passing]
        return None if passing.all() else numbers

    def best_by_words(
        self, question: Question, allowed: Filter, documents: Collection[int]
    ) -> dict[int, int]:
        """The best passage of each of these documents that has one with words of the question."""
        scores = self._ranker.by_words(question, allowed, documents) if documents else {}
        return best_passages(scores)


def best_passages(scores: Mapping[int, float]) -> dict[int, int]:
    """Document to its best passage, best first."""
    passages = np.fromiter(scores.keys(), np.int64, len(scores))
    ranked = passages[np.lexsort((passages, -np.fromiter(scores.values(), np.float64, len(scores))))]
    documents, firsts = np.unique(ranked >> PASSAGE_BITS, return_index=True)
    order = np.argsort(firsts)
    return dict(zip(documents[order].tolist(), ranked[firsts[order]].tolist(), strict=True))


def as_written(question: Question) -> Question:
    """A plain question as the condition that all its words are there."""
    texts = [Text(word) for text in question.wanted for word in text.text.split()]
    return Question(texts, Both(tuple(texts)) if len(texts) > 1 else texts[0], question.expanded)


def passes(rows: Rows, allowed: Filter, table: Table) -> Mask:
    """Which of these rows of the table `allowed` lets through."""
    passing = np.isin(rows["source"], list(allowed.sources))
    if allowed.types:
        passing &= np.isin(rows["type"], table.types.where(allowed.types.__contains__))
    if allowed.guarded:
        is_guarded = np.isin(rows["source"], list(allowed.guarded))
        passing &= ~is_guarded | np.isin(rows["access"], list(allowed.access))
    if allowed.modified_from_ns is not None:
        passing &= rows["modified_ns"] >= allowed.modified_from_ns
    return passing


def is_new(rows: Rows, since: datetime, by_meaning: Collection[int] = ()) -> Mask:
    """Which of them a search could not find at that time as they are now."""
    moment = microseconds(since)
    is_late = np.isin(rows["number"], list(by_meaning)) & (rows["embedded"] > moment)
    found: Mask = is_late | (rows["renewed"] > moment)
    return found


def nanoseconds(moment: datetime) -> int:
    """Since 1970, no more than 64 bits hold (the year 2262); BadRequest before what clocks can tell."""
    try:
        return min(int(moment.timestamp()) * NANOSECONDS, LATEST)
    except (OverflowError, ValueError):
        raise BadRequest("更新日の指定が正しくありません。", field="modified_from") from None


def _both(one: Numbers | None, other: Numbers | None) -> Numbers | None:
    if one is None or other is None:
        return other if one is None else one
    return np.intersect1d(one, other, assume_unique=True)
