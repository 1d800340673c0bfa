"""The lexical index: tantivy over Sudachi words (for ranking) and character grams (for exact substrings).

It holds no text and decides nothing: `services.search.catalog` is the truth, and this index is made from
it. Queries are built as objects; nobody's text meets a query parser.
"""

import logging
import shutil
import threading
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import tantivy
from tantivy import Occur, Query

from services.search.grams import Gram, grams, phrases
from services.search.normalizing import normalise
from services.search.words import WordAnalyzer

log = logging.getLogger(__name__)
HEAP_BYTES = 48 * 1024**2
PHRASE_BOOST = 2.0
TITLE_BOOST = 0.5
NUMBERS = ("passage", "document", "source", "modified", "access")
TEXTS = ("words", "grams", "title_words", "title_grams")


class Filter(NamedTuple):
    """What a caller may see and wants to see. No source at all lets nothing through."""

    sources: frozenset[int]
    types: frozenset[str] = frozenset()
    modified_from_ns: int | None = None
    guarded: frozenset[int] = frozenset()
    """Those of `sources` where each file has its own readers"""
    access: frozenset[int] = frozenset()
    """and the access lists that let the caller read there."""


class IndexedPassage(NamedTuple):
    passage: int
    document: int
    source: int
    type: str
    modified_ns: int
    title: str
    text: str
    access: int = 0


class Score(NamedTuple):
    passage: int
    score: float


class LexicalIndex:
    """One writer at a time, any number of readers. `is_new` tells that it must be filled."""

    def __init__(self, folder: Path, analyzer: WordAnalyzer) -> None:
        self._analyzer = analyzer
        self._schema = _schema()
        self._writing = threading.Lock()
        self._index, self.is_new = _open(folder, self._schema)

    def replace(
        self, documents: Collection[int], passages: Iterable[IndexedPassage], *, clear: bool = False
    ) -> None:
        """Drop all that is indexed of `documents`, then add `passages`: visible together, or not at all."""
        with self._writing:
            writer = self._index.writer(HEAP_BYTES, 1)
            try:
                if clear:
                    writer.delete_all_documents()
                # By query: the deletion by term misses integer terms silently in tantivy-py 0.27.
                writer.delete_documents_by_query(self._any("document", documents))
                for passage in passages:
                    writer.add_document(self._document(passage))
                writer.commit()
            finally:
                writer.wait_merging_threads()
            self._index.reload()

    def search(self, text: str, allowed: Filter, limit: int) -> list[Score]:
        """The passages that share words with `text` or contain it, best first."""
        return self._run(self._query(normalise(text)), allowed, limit)

    def scores(self, text: str, allowed: Filter, passages: Collection[int]) -> list[Score]:
        """What `search` would give these passages."""
        if not passages:
            return []
        query = self._both(self._query(normalise(text)), _silent(self._any("passage", passages)))
        return self._run(query, allowed, len(passages))

    def search_words(self, text: str, allowed: Filter, limit: int) -> list[Score]:
        """The leg of words alone, for measuring."""
        terms = self._analyzer.terms(normalise(text))
        return self._run(self._either(self._terms("words", terms)), allowed, limit)

    def search_grams(self, text: str, allowed: Filter, limit: int) -> list[Score]:
        """The leg of bigrams in any order, for measuring."""
        terms = dict.fromkeys(gram.text for gram in grams(normalise(text)) if len(gram.text) > 1)
        return self._run(self._either(self._terms("grams", terms)), allowed, limit)

    @property
    def passages(self) -> int:
        return int(self._index.searcher().num_docs)

    def _query(self, normalised: str) -> Any:
        words = self._analyzer.terms(normalised)
        rows = phrases(normalised)
        return self._either(
            [
                *self._terms("words", words),
                *(Query.boost_query(query, TITLE_BOOST) for query in self._terms("title_words", words)),
                *(Query.boost_query(self._phrase("grams", row), PHRASE_BOOST) for row in rows),
                *(self._phrase("title_grams", row) for row in rows),
            ]
        )

    def _run(self, query: Any, allowed: Filter, limit: int) -> list[Score]:
        if not allowed.sources or limit < 1:
            return []
        searcher = self._index.searcher()
        hits = searcher.search(self._both(query, *self._filters(allowed)), limit, count=False).hits
        numbers = searcher.fast_field_values("passage", [address for _, address in hits])
        return [Score(number, score) for number, (score, _) in zip(numbers, hits, strict=True)]

    def _filters(self, allowed: Filter) -> list[Any]:
        filters = [self._any("source", allowed.sources)]
        if allowed.guarded:
            unguarded = self._any("source", allowed.sources - allowed.guarded)
            filters.append(self._either([unguarded, self._any("access", allowed.access)]))
        if allowed.types:
            filters.append(self._any("type", allowed.types))
        if allowed.modified_from_ns is not None:
            kind = tantivy.FieldType.Integer
            filters.append(
                Query.range_query(self._schema, "modified", kind, lower_bound=allowed.modified_from_ns)
            )
        return [_silent(query) for query in filters]

    def _terms(self, name: str, terms: Iterable[str]) -> list[Any]:
        return [Query.term_query(self._schema, name, term) for term in terms]

    def _phrase(self, name: str, row: Sequence[str]) -> Any:
        if len(row) == 1:
            return Query.term_query(self._schema, name, row[0])
        return Query.phrase_query(self._schema, name, list(row))

    def _any(self, name: str, values: Collection[Any]) -> Any:
        return Query.term_set_query(self._schema, name, list(values))

    def _either(self, queries: Sequence[Any]) -> Any:
        return Query.boolean_query([(Occur.Should, query) for query in queries])

    def _both(self, *queries: Any) -> Any:
        return Query.boolean_query([(Occur.Must, query) for query in queries])

    def _document(self, passage: IndexedPassage) -> Any:
        text, title = normalise(passage.text), normalise(passage.title)
        document = tantivy.Document()
        values = (passage.passage, passage.document, passage.source, passage.modified_ns, passage.access)
        for name, value in zip(NUMBERS, values, strict=True):
            document.add_integer(name, value)
        document.add_text("type", passage.type)
        tokens = (self._words(text), grams(text), self._words(title), grams(title))
        for name, found in zip(TEXTS, tokens, strict=True):
            document.add_pre_tokenized_text(name, _tokenised(found))
        return document

    def _words(self, normalised: str) -> list[Gram]:
        return [Gram(word.text, word.position) for word in self._analyzer.words(normalised)]


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    for name in NUMBERS:
        builder.add_integer_field(name, indexed=True, fast=True)
    builder.add_text_field("type", tokenizer_name="raw", index_option="basic")
    for name in TEXTS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="position")
    return builder.build()


def _open(folder: Path, schema: Any) -> tuple[Any, bool]:
    """The index in `folder`, and whether it is a new one; what cannot be opened is made anew."""
    is_new = not (folder / "meta.json").is_file()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        return tantivy.Index(schema, path=str(folder)), is_new
    except ValueError:
        log.warning("the lexical index cannot be opened; it is made anew")
        shutil.rmtree(folder)
        folder.mkdir()
        return tantivy.Index(schema, path=str(folder)), True


def _tokenised(tokens: Sequence[Gram]) -> Any:
    # The text itself is not stored, so the offsets into it are of no use.
    return tantivy.PreTokenizedString(
        "", [tantivy.Token(token.text, token.position, 0, 0) for token in tokens]
    )


def _silent(query: Any) -> Any:
    """A filter: it lets through and does not rank."""
    return Query.const_score_query(query, 0.0)
