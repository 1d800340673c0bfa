"""A search as the caller sees it: what was found, one hit a document, counted."""

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import numpy as np

from common.errors import BadRequest
from common.identity import Principal
from services.search.access.gate import Gate
from services.search.answers.facets import facets
from services.search.answers.finding import Finder, Finding
from services.search.answers.hits import hit
from services.search.answers.ordering import ordered
from services.search.answers.paging import Page, page_of
from services.search.answers.ranking import MOST_BY_MEANING, Ranker, close_to_best
from services.search.answers.schemas import Hit, SearchAnswer, SearchQuery, SimilarAnswer
from services.search.answers.snippets import Highlighter, Snippet, cut_out
from services.search.catalog import Catalog
from services.search.meaning.semantic import SemanticIndex
from services.search.outlines import Numbers, Rows
from services.search.sources.records import Sources
from services.search.tables import passage_number
from services.search.words.analyzer import WordAnalyzer
from services.search.words.conditions import Conditions
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
        self._finder = Finder(catalog.outlines, ranker, conditions, gate)
        self._catalog = catalog
        self._semantic = semantic
        self._analyzer = analyzer
        self._reader = reader
        self._speller = speller
        self._gate = gate

    def search(self, query: SearchQuery, caller: Principal, *, is_stale: bool) -> SearchAnswer:
        """BadRequest for an empty query, BadQuery for one that makes no sense, ModelMissing for semantic
        search without its model."""
        started = time.perf_counter()
        question = self.question(query.q)
        visible = self._sources.visible(caller)
        allowed = self._finder.allowed(query, visible, caller)
        placed = self._finder.placed(query)
        finding = self._finder.find(query, question, allowed, placed, visible)
        order = ordered(finding.rows, query.sort, self._catalog.documents)
        page = self._page(order, query.offset, query.limit, query.fold, caller)
        passages = self._passages(page, finding, question, allowed)
        hits = self._hits(page, finding, passages, Highlighter(question, self._analyzer).snippet)
        wanted = None if query.offset else self._suggestion(query.q, question, allowed, placed, hits, caller)
        names = {source.number: source.name for source in visible}
        return SearchAnswer(
            total=page.total,
            more=finding.is_cut,
            took_ms=round((time.perf_counter() - started) * 1000, 1),
            hits=hits,
            facets=facets(page.found, page.firsts, self._catalog.outlines.table(), names, query.folder),
            expanded={word: list(others) for word, others in question.expanded.items()},
            did_you_mean=wanted,
            notes=[*finding.notes, *([MENDING] if is_stale else [])],
        )

    def question(self, q: str) -> Question:
        """BadRequest for an empty query, BadQuery for one that makes no sense."""
        if not q.strip():
            raise BadRequest("検索することばを入れてください。", field="q")
        return self._reader.read(q)

    def highlighter(self, q: str) -> Highlighter:
        """Marks what `q` asks for; nothing where it is empty."""
        return Highlighter(self.question(q) if q.strip() else Question([]), self._analyzer)

    def similar(self, document: Any, caller: Principal, limit: int) -> SimilarAnswer:
        """Documents that speak of the same things as `document`, among those that `caller` may see."""
        own = [row.number for row in self._catalog.passages_of(document.number)]
        direction = self._semantic.mean(own)
        if direction is None:
            return SimilarAnswer(hits=[], notes=[NO_VECTOR])
        allowed = self._finder.allowed(SearchQuery(q=""), self._sources.visible(caller), caller)
        others = self._finder.selected(allowed)
        others = others[others != document.number]
        scores = close_to_best(self._semantic.search(direction, MOST_BY_MEANING, others))
        finding = self._finder.found(scores, allowed)
        page = self._page(finding.rows, 0, limit, True, caller)
        return SimilarAnswer(
            hits=self._hits(page, finding, finding.best, lambda text: cut_out(text, [])), notes=[]
        )

    def _page(self, found: Rows, offset: int, limit: int, fold: bool, caller: Principal) -> Page:
        read = self._catalog.documents
        return page_of(found, offset, limit, fold=fold, read=read, gate=self._gate, caller=caller)

    def _suggestion(
        self,
        text: str,
        question: Question,
        allowed: Filter,
        placed: Numbers | None,
        hits: Sequence[Hit],
        caller: Principal,
    ) -> str | None:
        def can_see(documents: Collection[int]) -> bool:
            numbers = self._finder.selected(allowed, documents)
            if placed is not None:
                numbers = np.intersect1d(numbers, placed)
            rows = self._catalog.documents(numbers.tolist()).values()
            return len(self._gate.closed(rows, caller)) < len(rows)

        shown = [part for hit in hits for part in (hit.snippet, hit.title, hit.path)]
        return self._speller.suggest(text, question, allowed, can_see, shown)

    def _passages(self, page: Page, finding: Finding, question: Question, allowed: Filter) -> dict[int, int]:
        """The passage that is shown of each hit: the best ranked; of a document that was not ranked the best
        by its words, or the first."""
        wanted = {group[0]: finding.best.get(group[0]) for group in page.shown}
        unranked = [number for number, passage in wanted.items() if passage is None]
        by_words = self._finder.best_by_words(question, allowed, unranked)
        return {
            number: by_words.get(number, passage_number(number, 0)) if passage is None else passage
            for number, passage in wanted.items()
        }

    def _hits(
        self, page: Page, finding: Finding, chosen: Mapping[int, int], snippet: Callable[[str], Snippet]
    ) -> list[Hit]:
        """`chosen` are the passages by document."""
        passages = self._catalog.passages([chosen[group[0]] for group in page.shown])
        return [
            hit(
                page.documents[first],
                passages[chosen[first]],
                finding.scores.get(chosen[first], 0.0),
                snippet(passages[chosen[first]].text),
                [page.documents[other] for other in others],
            )
            for first, *others in page.shown
            if chosen[first] in passages
        ]
