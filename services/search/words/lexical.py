"""The lexical index: tantivy over Sudachi words (for ranking) and character grams (for exact substrings).

It holds no text and decides nothing: `services.search.catalog` is the truth, and this index is made from
it. Another schema than the one of today means that it is made anew.
"""

import logging
import shutil
import threading
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import AbstractContextManager
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import tantivy

from common.resident import Resident
from services.search.outlines import Numbers, as_numbers
from services.search.tables import PASSAGE_BITS, document_of
from services.search.words.analyzer import WordAnalyzer
from services.search.words.compiling import Compiler, Ranks, both, counted, each, either, silent
from services.search.words.entries import IndexedPassage, open_index
from services.search.words.grams import bigrams
from services.search.words.index_folders import exchange, fresh_folder, is_whole, link_files, settle
from services.search.words.question import Question, plain
from services.search.words.rows import parted
from services.search.words.writing import Change, Writer

__all__ = ["Filter", "IndexedPassage", "LexicalIndex", "Scores", "Spelling"]
log = logging.getLogger(__name__)
FEW = 1000
"""Documents or passages that are looked up one by one; of more than that, it is faster to find others too and leave
them out."""
WIDER = 6
RESCORED, FEWEST_RESCORED = 1.5, 1500
"""Times as many passages as are wanted, and at least so many, are found by their words before the letters count."""
MOST_COUNTED = 50_000
"""Documents that tantivy gives at once; it refuses more than some 65,000."""
Scores = dict[int, float]
"""Of passages by their numbers, best first."""


class Filter(NamedTuple):
    """What a caller may see and wants to see. No source at all lets nothing through."""

    sources: frozenset[int]
    types: frozenset[str] = frozenset()
    modified_from_ns: int | None = None
    guarded: frozenset[int] = frozenset()
    """Those of `sources` where each file has its own readers"""
    access: frozenset[int] = frozenset()
    """and the access lists that let the caller read there."""


class Spelling(NamedTuple):
    reading: str
    word: str
    passages: int
    """How many of those that the caller may see have it."""


class _View:
    """The index as it is at one moment."""

    def __init__(self, index: Any) -> None:
        self.searcher = index.searcher()
        self._open: dict[Filter, bool] = {}

    def lets_all_through(self, allowed: Filter, filters: Sequence[Any]) -> bool:
        """Whether the `filters` of `allowed` leave nothing out."""
        if allowed.types or allowed.modified_from_ns is not None:
            return False
        if allowed not in self._open:
            passing = self.searcher.search(both(filters), 1, count=True).count
            self._open[allowed] = passing == self.searcher.num_docs
        return self._open[allowed]


class LexicalIndex:
    """One writer at a time, any number of readers. `is_new` tells that it must be filled."""

    def __init__(self, folder: Path, analyzer: WordAnalyzer, writer: Resident[Writer]) -> None:
        self._folder = folder
        self._analyzer = analyzer
        self._writer = writer
        self._writing = threading.Lock()
        settle(folder)
        self._index, self.is_new = _open(folder)
        self._view = _View(self._index)
        self.compiler = Compiler(self._index.schema, analyzer, self._knows_reading, self._holders)

    def replace(self, documents: Collection[int], passages: Iterable[IndexedPassage]) -> None:
        """Drop all that is indexed of `documents`, then add `passages`: visible together, or not at all."""
        with self._writing, self._writer.use() as writer:
            writer.write(Change(self._folder, documents), passages)
            self._index.reload()
            self._view = _View(self._index)

    def prepare(self) -> None:
        """Before very many passages are added."""
        with self._writer.use() as writer:
            writer.prepare()

    def search(
        self,
        asked: Question | str,
        allowed: Filter,
        limit: int,
        within: Collection[int] | Numbers | None = None,
    ) -> Scores:
        """The passages that share words with what is asked or contain it, best first.

        Only those of the documents `within`, if given. A question that names nothing to find (only fields,
        or what must not be there) is answered with the beginnings of documents, the newest first.
        """
        question = plain(asked) if isinstance(asked, str) else asked
        if question.wanted:
            return self._ranked(question, allowed, limit, within)
        return self._newest(allowed, limit, within) if question.condition else {}

    def scores(self, asked: Question | str, allowed: Filter, passages: Collection[int]) -> Scores:
        """What `search` would give these passages."""
        question = plain(asked) if isinstance(asked, str) else asked
        if not passages or not question.wanted:
            return {}
        ranks = self._ranking(question)
        return self._among([*([query] for query in ranks.found), *ranks.letters], allowed, passages)

    def documents_with(self, query: Any, allowed: Filter, within: Numbers | None = None) -> Numbers:
        """The numbers, ascending, of all documents with a passage that `query` matches."""
        if within is not None and len(within) > FEW:
            return np.intersect1d(within, self._documents(query, allowed, None), assume_unique=True)
        return self._documents(query, allowed, within)

    def _documents(self, query: Any, allowed: Filter, within: Numbers | None) -> Numbers:
        view = self._view
        if not allowed.sources or not view.searcher.num_docs:
            return np.empty(0, np.int64)
        # Counted by document: to bring all passages over costs several times as much.
        counts = {"documents": {"terms": {"field": "document", "size": MOST_COUNTED}}}
        found = view.searcher.aggregate(silent(self._filtered(view, query, allowed, within)), counts)[
            "documents"
        ]
        if found["sum_other_doc_count"]:
            return np.unique(self._all("document", query, allowed, within))
        numbers = [int(bucket["key"]) for bucket in found["buckets"]]
        return np.sort(np.array(numbers, np.int64))

    def passages_with(
        self, query: Any, allowed: Filter, within: Collection[int] | Numbers | None = None
    ) -> list[int]:
        """The numbers of all passages that `query` matches."""
        return self._all("passage", query, allowed, within)

    def some_documents(self, query: Any, allowed: Filter, limit: int) -> set[int]:
        """Documents with the passages, at most `limit`, that `query` matches best."""
        return set(map(document_of, self._scored(query, allowed, limit)))

    def spellings(self, beginning: str, allowed: Filter) -> list[Spelling]:
        """The nouns in what is allowed whose reading and spelling (ゲンメン/減免) begin so, most first."""
        if not allowed.sources:
            return []
        searcher = self._view.searcher
        # Always: without a filter what was deleted is counted as well.
        only = both(self._filters_of(allowed))
        counts: dict[str, int] = {}
        for field in ("spellings", "title_spellings"):
            # The filter is looked up for the whole index, so only where there is something to count.
            if searcher.terms_with_prefix(field, beginning, limit=1):
                for term, count in searcher.terms_with_prefix(field, beginning, filter_query=only):
                    counts[term] = max(count, counts.get(term, 0))
        found = [Spelling(*parted(term), count) for term, count in counts.items()]
        return sorted(found, key=lambda spelling: (-spelling.passages, spelling))

    def still(self) -> AbstractContextManager[bool]:
        """For as long as nobody may write."""
        return self._writing

    def facts(self) -> list[tuple[int, int]]:
        """(passage, `mark_of` what it was made of) of every entry, in no order."""
        searcher = self._view.searcher
        if not searcher.num_docs:
            return []
        hits = searcher.search(tantivy.Query.all_query(), searcher.num_docs, count=False).hits
        addresses = [address for _, address in hits]
        names = ("passage", "mark")
        return list(zip(*(searcher.fast_field_values(name, addresses) for name in names), strict=True))

    def is_whole(self) -> bool:
        """Whether all its files are there; waits for who writes, and so changes them."""
        with self._writing:
            return is_whole(self._folder)

    @property
    def format(self) -> str:
        """The name of its folder: another one for another schema."""
        return self._folder.name

    def size(self) -> int:
        """In bytes; waits for who writes."""
        with self._writing:
            return sum(file.stat().st_size for file in self._folder.iterdir())

    def link_into(self, folder: Path) -> None:
        """Give its files, as they are now, second names in `folder`, which is made."""
        with self._writing:
            link_files(self._folder, folder)

    def beside(self, fill: Callable[[Path], None] = lambda _: None) -> "LexicalIndex":
        """An index that can take the place of this one: empty (`is_new`), or with files that `fill` puts into
        its folder."""
        folder = fresh_folder(self._folder)
        folder.mkdir()
        fill(folder)
        return LexicalIndex(folder, self._analyzer, self._writer)

    def take(self, fresh: "LexicalIndex") -> None:
        """Become what `fresh` is, in one step; searches under way end in what they began with."""
        with self._writing, fresh._writing:
            exchange(self._folder)
            self._index = open_index(self._folder)
            self._view = _View(self._index)

    def gram_scores(self, text: str, allowed: Filter, passages: Collection[int]) -> Scores:
        """By the bigrams of `text` in any order, those of `passages` that have any."""
        return self._among(
            [[query] for query in self.compiler.terms("grams", bigrams(text))], allowed, passages
        )

    def coverage(self, text: str, allowed: Filter, passages: Collection[int]) -> float:
        """The largest share of the bigrams of `text` that one of `passages` has, with its title."""
        terms = bigrams(text)
        fields = [self.compiler.terms(field, terms) for field in ("grams", "title_grams")]
        points = [[counted(either(pair))] for pair in zip(*fields, strict=True)]
        best = max(self._among(points, allowed, passages).values(), default=0.0)
        return best / len(terms) if terms else 0.0

    def _among(self, rows: Sequence[Sequence[Any]], allowed: Filter, passages: Collection[int]) -> Scores:
        """Those of `passages` that have any score, with the sum of the best of each row of queries."""
        if not rows or not passages:
            return {}
        view = self._view
        only = both([self.compiler.one_of("passage", passages), *self._filters(view, allowed)])
        query = each(rows, only, few=len(passages) <= FEW)
        found = zip(*_hits(view.searcher, query, len(passages)), strict=True)
        return {passage: score for passage, score in found if score}

    @property
    def passages(self) -> int:
        return int(self._view.searcher.num_docs)

    def _ranked(
        self, question: Question, allowed: Filter, limit: int, within: Collection[int] | Numbers | None
    ) -> Scores:
        """Letters in a row are dear to find where they are everywhere: a word that very many passages have is
        looked for as a word alone, and letter by letter in the best of these."""
        ranks = self._ranking(question)
        if ranks.letters:
            enough = max(int(RESCORED * limit), FEWEST_RESCORED)
            best = self._scored(either(ranks.found), allowed, enough, within)
            if len(best) == enough:
                more = self._among(ranks.letters, allowed, best.keys())
                best |= {passage: best[passage] + score for passage, score in more.items()}
                return dict(sorted(best.items(), key=itemgetter(1), reverse=True)[:limit])
        return self._scored(either(ranks.all), allowed, limit, within)

    def _ranking(self, question: Question) -> Ranks:
        each_text = [self.compiler.ranks(text, question.synonyms_of(text)) for text in question.wanted]
        return Ranks(
            [query for ranks in each_text for query in ranks.found],
            [row for ranks in each_text for row in ranks.letters],
        )

    def _knows_reading(self, reading: str) -> bool:
        searcher = self._view.searcher
        return any(searcher.doc_freq(field, reading) for field in ("readings", "title_readings"))

    def _holders(self, gram: str) -> int:
        return int(self._view.searcher.doc_freq("grams", gram))

    def _scored(
        self, query: Any, allowed: Filter, limit: int, within: Collection[int] | Numbers | None = None
    ) -> Scores:
        if not allowed.sources or limit < 1 or (within is not None and not len(within)):
            return {}
        if within is not None and len(within) > FEW:
            best = self._best_within(as_numbers(within), query, allowed, limit)
            if best is not None:
                return best
        view = self._view
        return dict(
            zip(*_hits(view.searcher, self._filtered(view, query, allowed, within), limit), strict=True)
        )

    def _best_within(self, within: Numbers, query: Any, allowed: Filter, limit: int) -> Scores | None:
        """The best in very many documents; None when these are too thin among the others to be met."""
        for wanted in (limit + limit // 2, WIDER * limit):
            view = self._view
            passages, scores = _hits(view.searcher, self._filtered(view, query, allowed, None), wanted)
            chosen = np.flatnonzero(np.isin(np.array(passages, np.int64) >> PASSAGE_BITS, within))
            if len(chosen) >= limit or len(passages) < wanted:
                return {passages[at]: scores[at] for at in chosen[:limit].tolist()}
        return None

    def _newest(self, allowed: Filter, limit: int, within: Collection[int] | Numbers | None) -> Scores:
        if not allowed.sources or limit < 1:
            return {}
        view = self._view
        searcher, query = view.searcher, self._filtered(view, self.compiler.first_passages(), allowed, within)
        hits = searcher.search(query, limit, count=False, order_by_field="modified").hits
        numbers = searcher.fast_field_values("passage", [address for _, address in hits])
        return {number: 1 / (1 + rank) for rank, number in enumerate(numbers)}

    def _all(
        self, name: str, query: Any, allowed: Filter, within: Collection[int] | Numbers | None
    ) -> list[int]:
        view = self._view
        searcher = view.searcher
        if not allowed.sources or not searcher.num_docs:
            return []
        hits = searcher.search(
            silent(self._filtered(view, query, allowed, within)), searcher.num_docs, count=False
        )
        values: list[int] = searcher.fast_field_values(name, [address for _, address in hits.hits])
        return values

    def _filtered(
        self, view: _View, query: Any, allowed: Filter, within: Collection[int] | Numbers | None
    ) -> Any:
        filters = self._filters(view, allowed)
        if within is not None:
            filters.append(silent(self.compiler.one_of("document", as_numbers(within).tolist())))
        return both([query, *filters]) if filters else query

    def _filters(self, view: _View, allowed: Filter) -> list[Any]:
        """What lets through what is allowed; none where that is all there is: tantivy skips what cannot be among
        the best, but not below a filter."""
        filters = self._filters_of(allowed)
        return [] if view.lets_all_through(allowed, filters) else filters

    def _filters_of(self, allowed: Filter) -> list[Any]:
        filters = [self.compiler.one_of("source", allowed.sources)]
        if allowed.guarded:
            unguarded = self.compiler.one_of("source", allowed.sources - allowed.guarded)
            filters.append(either([unguarded, self.compiler.one_of("access", allowed.access)]))
        if allowed.types:
            filters.append(self.compiler.one_of("type", allowed.types))
        if allowed.modified_from_ns is not None:
            filters.append(self.compiler.modified(allowed.modified_from_ns, None))
        return [silent(query) for query in filters]


def _hits(searcher: Any, query: Any, limit: int) -> tuple[list[int], list[float]]:
    """Passages, best first, and their scores."""
    hits = searcher.search(query, limit, count=False).hits
    return searcher.fast_field_values("passage", [address for _, address in hits]), [
        score for score, _ in hits
    ]


def _open(folder: Path) -> tuple[Any, bool]:
    """The index in `folder`, and whether it is a new one; what cannot be opened is made anew."""
    is_new = not (folder / "meta.json").is_file()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        return open_index(folder), is_new
    except ValueError:
        log.warning("the lexical index cannot be opened as it is; it is made anew")
        shutil.rmtree(folder)
        folder.mkdir()
        return open_index(folder), True
