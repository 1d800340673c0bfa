"""A search as the caller sees it: what may be seen, ranked, one hit a document, counted."""

import time
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from common.documents import Place
from common.errors import BadRequest
from common.identity import Principal
from services.search.access.gate import Gate
from services.search.answers.ranking import MOST_BY_MEANING, Mode, Ranker, close_to_best
from services.search.answers.schemas import (
    FacetValue,
    Hit,
    HitPlace,
    SearchAnswer,
    SearchQuery,
    SimilarAnswer,
)
from services.search.answers.snippets import Highlighter, Snippet, cut_out
from services.search.catalog import Catalog
from services.search.meaning.semantic import SemanticIndex
from services.search.sources.records import Sources
from services.search.tables import document_of
from services.search.words.analyzer import WordAnalyzer
from services.search.words.conditions import LATEST, NANOSECONDS, Conditions
from services.search.words.lexical import Filter
from services.search.words.question import Question, QuestionReader
from services.search.words.spelling import Speller

MENDING = "検索の索引を作り直しています。見つからないファイルがあるかもしれません。"
NO_VECTOR = "この文書はまだ意味検索の準備ができていません。同期が終わってからもう一度お試しください。"


class SearchDesk:
    def __init__(
        self,
        sources: Sources,
        catalog: Catalog,
        ranker: Ranker,
        semantic: SemanticIndex,
        analyzer: WordAnalyzer,
        reader: QuestionReader,
        conditions: Conditions,
        speller: Speller,
        gate: Gate,
    ) -> None:
        self._sources = sources
        self._catalog = catalog
        self._ranker = ranker
        self._semantic = semantic
        self._analyzer = analyzer
        self._reader = reader
        self._conditions = conditions
        self._speller = speller
        self._gate = gate

    def search(self, query: SearchQuery, caller: Principal, *, is_stale: bool) -> SearchAnswer:
        """BadRequest for an empty query, BadQuery for one that makes no sense, ModelMissing for semantic
        search without its model."""
        started = time.perf_counter()
        if not query.q.strip():
            raise BadRequest("検索することばを入れてください。", field="q")
        question = self._reader.read(query.q)
        allowed = self._allowed(query, caller)
        matched = self._conditions.documents(question, allowed, self._names(caller))
        documents = self._documents(query, allowed, caller)
        ranking = self._ranker.rank(question, query.mode, allowed, documents, matched)
        best, rows = self._best_passages(ranking.scores, allowed)
        page = self._page(best, rows, query.offset, query.limit, caller)
        hits = self._hits(page, rows, ranking.scores, Highlighter(question, self._analyzer).snippet)
        return SearchAnswer(
            total=len(best),
            took_ms=round((time.perf_counter() - started) * 1000, 1),
            hits=hits,
            facets=facets(rows[document] for document in best),
            expanded={word: list(others) for word, others in question.expanded.items()},
            did_you_mean=None if query.offset else self._suggestion(query.q, question, allowed, hits, caller),
            notes=[*ranking.notes, *([MENDING] if is_stale else [])],
        )

    def similar(self, document: Any, caller: Principal, limit: int) -> SimilarAnswer:
        """Documents that speak of the same things as `document`, among those that `caller` may see."""
        own = [row.number for row in self._catalog.passages_of(document.number)]
        direction = self._semantic.mean(own)
        if direction is None:
            return SimilarAnswer(hits=[], notes=[NO_VECTOR])
        allowed = self._allowed(SearchQuery(q=""), caller)
        others = [n for n in self._catalog.selected(*allowed) if n != document.number]
        scores = close_to_best(self._semantic.search(direction, MOST_BY_MEANING, others))
        best, rows = self._best_passages(scores, allowed)
        page = self._page(best, rows, 0, limit, caller)
        return SimilarAnswer(hits=self._hits(page, rows, scores, lambda text: cut_out(text, [])), notes=[])

    def _allowed(self, query: SearchQuery, caller: Principal) -> Filter:
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

    def _page(
        self, best: dict[int, int], rows: Mapping[int, Any], offset: int, limit: int, caller: Principal
    ) -> dict[int, int]:
        """The documents of one page; whose file is closed by now is taken out of `best` altogether."""
        while True:
            page = dict(list(best.items())[offset : offset + limit])
            closed = self._gate.closed((rows[document] for document in page), caller)
            if not closed:
                return page
            for document in closed:
                del best[document]

    def _suggestion(
        self, text: str, question: Question, allowed: Filter, hits: Sequence[Hit], caller: Principal
    ) -> str | None:
        def can_see(documents: Collection[int]) -> bool:
            rows = [row for row in self._catalog.documents(documents).values() if passes(row, allowed)]
            return len(self._gate.closed(rows, caller)) < len(rows)

        shown = [part for hit in hits for part in (hit.snippet, hit.title, hit.path)]
        return self._speller.suggest(text, question, allowed, can_see, shown)

    def _names(self, caller: Principal) -> dict[str, int]:
        return {source.name: source.number for source in self._sources.visible(caller)}

    def _documents(self, query: SearchQuery, allowed: Filter, caller: Principal) -> list[int] | None:
        """The allowed documents; None when that is all there are."""
        if query.mode is Mode.LEXICAL:
            return []
        if caller.is_admin and not (query.source or query.type or query.modified_from or allowed.guarded):
            return None
        return self._catalog.selected(*allowed)

    def _best_passages(
        self, scores: Mapping[int, float], allowed: Filter
    ) -> tuple[dict[int, int], dict[int, Any]]:
        """(document to its best passage, best first; the documents' rows).

        The catalog has the last word: an index entry whose document is gone, or is not allowed, is dropped.
        """
        best: dict[int, int] = {}
        for passage in sorted(scores, key=lambda passage: (-scores[passage], passage)):
            best.setdefault(document_of(passage), passage)
        rows = {
            number: row
            for number, row in self._catalog.documents(best.keys()).items()
            if passes(row, allowed)
        }
        return {document: passage for document, passage in best.items() if document in rows}, rows

    def _hits(
        self,
        page: Mapping[int, int],
        rows: Mapping[int, Any],
        scores: Mapping[int, float],
        snippet: Callable[[str], Snippet],
    ) -> list[Hit]:
        passages = self._catalog.passages(page.values())
        return [
            _hit(rows[document], passages[number], scores[number], snippet(passages[number].text))
            for document, number in page.items()
            if number in passages
        ]


def passes(row: Any, allowed: Filter) -> bool:
    if row.source not in allowed.sources or (allowed.types and row.type not in allowed.types):
        return False
    if row.source in allowed.guarded and row.access not in allowed.access:
        return False
    return allowed.modified_from_ns is None or row.modified_ns >= allowed.modified_from_ns


def facets(rows: Any) -> dict[str, list[FacetValue]]:
    """How many of the found documents have which source, type and year, most first."""
    counts: dict[str, Counter[str]] = {"source": Counter(), "type": Counter(), "year": Counter()}
    for row in rows:
        counts["source"][row.source_name] += 1
        counts["type"][row.type] += 1
        counts["year"][str(modified(row).astimezone().year)] += 1
    return {
        name: [
            FacetValue(value=value, count=count)
            for value, count in sorted(counter.items(), key=lambda item: (-item[1], item[0]))
        ]
        for name, counter in counts.items()
    }


def nanoseconds(moment: datetime) -> int:
    """Since 1970, no more than 64 bits hold (the year 2262); BadRequest before what clocks can tell."""
    try:
        return min(int(moment.timestamp()) * NANOSECONDS, LATEST)
    except (OverflowError, ValueError):
        raise BadRequest("更新日の指定が正しくありません。", field="modified_from") from None


def modified(row: Any) -> datetime:
    return datetime.fromtimestamp(row.modified_ns / NANOSECONDS, UTC)


def hit_place(place: dict[str, Any]) -> HitPlace:
    detail = Place.model_validate(place)
    return HitPlace(label=detail.label(), detail=detail)


def _hit(row: Any, passage: Any, score: float, snippet: Snippet) -> Hit:
    return Hit(
        id=row.id,
        path=row.path,
        title=row.title,
        score=round(score, 4),
        snippet=snippet.text,
        highlights=snippet.highlights,
        place=hit_place(passage.place),
        modified=modified(row),
        type=row.type,
        source=row.source_name,
    )
