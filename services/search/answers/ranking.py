"""From a query to scored passages, by words, by meaning, or by both."""

from collections.abc import Collection
from enum import StrEnum
from statistics import fmean
from typing import NamedTuple

from common.errors import Unavailable
from services.search.answers.fusion import Legs, fuse
from services.search.meaning.embedding import Asked, Embedder
from services.search.meaning.semantic import SemanticIndex
from services.search.outlines import Numbers
from services.search.tables import document_of
from services.search.words.lexical import Filter, LexicalIndex
from services.search.words.question import Question

MOST_BY_WORDS = 1000
MOST_BY_MEANING = 200
MARGIN = 0.025
"""A passage without any word of the query is kept if its cosine is this close to the best one.

On JSQuAD the wanted paragraph is closer than this in 98 of 100 questions."""


class Mode(StrEnum):
    HYBRID = "hybrid"
    LEXICAL = "lexical"
    SEMANTIC = "semantic"


class Ranking(NamedTuple):
    scores: dict[int, float]
    """Passage number to score; higher is better."""
    notes: list[str]
    by_meaning: frozenset[int] = frozenset()
    """Documents without a word of the question: they are found since they were embedded."""


class Ranker:
    def __init__(self, lexical: LexicalIndex, embedder: Embedder, semantic: SemanticIndex) -> None:
        self._lexical = lexical
        self._embedder = embedder
        self._semantic = semantic

    def rank(
        self,
        question: Question,
        mode: Mode,
        allowed: Filter,
        documents: Collection[int] | Numbers | None = None,
        matched: Collection[int] | Numbers | None = None,
    ) -> Ranking:
        """Scores of the candidates among what is allowed; `documents` says the same by document numbers.

        `matched` are those of which the question's condition is true, if it has one: no others are ranked.
        A question that names nothing to find has no meaning either, and is ranked without it.

        Without the embedding model, hybrid falls back to words and says so; semantic raises ModelMissing.
        """
        if mode is Mode.LEXICAL or not question.text:
            return Ranking(self.by_words(question, allowed, matched), [])
        documents = documents if matched is None else matched
        try:
            query = self._embedder.query(question.text)
        except Unavailable as problem:
            if mode is Mode.SEMANTIC:
                raise
            note = f"意味の近さは使わず、ことばの一致だけで検索しました。{problem.detail}"
            return Ranking(self.by_words(question, allowed, matched), [note])
        if mode is Mode.SEMANTIC:
            near = close_to_best(self._semantic.search(query, MOST_BY_MEANING, documents))
            return Ranking(near, [], _documents(near))
        words = self.by_words(question, allowed, matched)
        legs = self.legs(question, words, query, allowed, documents)
        scores = fuse(legs) if legs else words
        return Ranking(scores, [], _documents(scores.keys() - words.keys()) - _documents(words))

    def by_words(
        self, question: Question, allowed: Filter, matched: Collection[int] | Numbers | None = None
    ) -> dict[int, float]:
        return self._lexical.search(question, allowed, MOST_BY_WORDS, matched)

    def legs(
        self,
        question: Question,
        words: dict[int, float],
        query: Asked,
        allowed: Filter,
        documents: Collection[int] | Numbers | None,
    ) -> Legs | None:
        """What to fuse; None while nothing has a vector.

        Every leg scores every candidate, so that none is punished for a cut-off list.
        """
        dense = close_to_best(self._semantic.search(query, MOST_BY_MEANING, documents))
        if len(words) == MOST_BY_WORDS:
            words = words | self._lexical.scores(question, allowed, dense.keys() - words.keys())
        dense |= self._semantic.scores(query, words.keys() - dense.keys())
        if not dense:
            return None
        # What has no vector yet is neither near nor far.
        dense |= dict.fromkeys(words.keys() - dense.keys(), fmean(dense.values()))
        grams = self._lexical.gram_scores(question.text, allowed, dense.keys())
        return Legs(words, grams, dense, self._lexical.coverage(question.text, allowed, dense.keys()))


def _documents(passages: Collection[int]) -> frozenset[int]:
    return frozenset(map(document_of, passages))


def close_to_best(found: dict[int, float]) -> dict[int, float]:
    """The near ones: everything has some cosine to everything, and e5 keeps them all above 0.7."""
    best = max(found.values(), default=0.0)
    return {passage: score for passage, score in found.items() if score >= best - MARGIN}
