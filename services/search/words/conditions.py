"""Which documents a question with operators is true of.

The structure holds for whole documents, not for their passages: a document with 東京 on its first page and
都庁 on its last is found by 東京 AND 都庁, and one with 秘密 anywhere is not found by 東京 NOT 秘密. Each
leaf is looked up on its own and the sets are joined as the tree says, so that nothing leaks out of it.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

import numpy as np

from services.search.catalog import Catalog
from services.search.outlines import Numbers, as_numbers
from services.search.query import (
    BadQuery,
    Both,
    Either,
    Field,
    Kind,
    Node,
    OfSource,
    OfType,
    Since,
    Text,
    Until,
    Without,
)
from services.search.tables import document_of
from services.search.words.compiling import both, is_in_order, pattern_regex
from services.search.words.grams import run_of
from services.search.words.lexical import Filter, LexicalIndex
from services.search.words.normalizing import normalise
from services.search.words.question import Question

MOST_VERIFIED = 5_000
"""Passages whose text is read to see whether a pattern is in it."""
TOO_MANY = "「{text}」に当てはまる所が多すぎます。「*」の前後の文字を増やしてください。"
NANOSECONDS = 10**9
LATEST = 2**63 - 1
FIRST_YEAR, LAST_YEAR = 1700, 2260
"""Beyond these, 64 bits of nanoseconds do not reach."""


class Conditions:
    def __init__(self, lexical: LexicalIndex, catalog: Catalog) -> None:
        self._lexical = lexical
        self._catalog = catalog

    def documents(self, question: Question, allowed: Filter, sources: Mapping[str, int]) -> Numbers | None:
        """The numbers, ascending, of those of the allowed documents that fulfil the question; None when it has no condition.

        `sources` are the numbers by name that `source:` may speak of. BadQuery for a pattern that is in
        too many passages to be looked at.
        """
        if question.condition is None:
            return None
        names = {normalise(name): number for name, number in sources.items()}
        search = _Search(self._lexical, self._catalog, question, allowed, names)
        return search.true(question.condition, None)


class _Search:
    """One evaluation. `within` narrows what is looked at to the documents that can still matter."""

    def __init__(
        self,
        lexical: LexicalIndex,
        catalog: Catalog,
        question: Question,
        allowed: Filter,
        sources: Mapping[str, int],
    ) -> None:
        self._lexical = lexical
        self._compiler = lexical.compiler
        self._catalog = catalog
        self._question = question
        self._allowed = allowed
        self._sources = sources

    def true(self, node: Node, within: Numbers | None, *, widened: bool = True) -> Numbers:
        """`widened`: synonyms count as well, which they do not below a NOT."""
        match node:
            case Both():
                return self._both(node, within, widened)
            case Either():
                found = [self.true(part, within, widened=widened) for part in node.parts]
                return np.unique(np.concatenate(found))
            case Without():
                base = self._of_each(self._compiler.first_passages(), None) if within is None else within
                unwanted = self.true(node.part, base, widened=not widened)
                return np.setdiff1d(base, unwanted, assume_unique=True)
            case Text():
                return self._text(node, within, widened)
            case _:
                return self._of_each(self._about(node), within)

    def _both(self, node: Both, within: Numbers | None, widened: bool) -> Numbers:
        """What must be there goes first: it leaves less to look at."""
        first, *others = sorted(node.parts, key=lambda part: isinstance(part, Without))
        within = self.true(first, within, widened=widened)
        for part in others:
            if within.size:
                within = self.true(part, within, widened=widened)
        return within

    def _text(self, text: Text, within: Numbers | None, widened: bool) -> Numbers:
        query = self._compiler.matches(text, self._question.synonyms_of(text) if widened else [])
        if text.kind is Kind.PATTERN and text.field is not Field.AUTHOR and is_in_order(text.text):
            return self._verified(text, query, within)
        if text.field is not None:
            return self._of_each(query, within)
        return self._lexical.documents_with(query, self._allowed, within)

    def _about(self, node: OfType | OfSource | Since | Until) -> Any:
        match node:
            case OfType():
                return self._compiler.one_of("type", [normalise(node.name).lstrip(".")])
            case OfSource():
                number = self._sources.get(normalise(node.name))
                return self._compiler.one_of("source", [] if number is None else [number])
            case Since():
                return self._compiler.modified(begin_of(node.day), None)
            case Until():
                return self._compiler.modified(None, begin_of(node.day, days=1) - 1)

    def _of_each(self, query: Any, within: Numbers | None) -> Numbers:
        """For what is the same on every passage of a document: looking at its first is enough."""
        query = both([query, self._compiler.first_passages()])
        return self._lexical.documents_with(query, self._allowed, within)

    def _verified(self, text: Text, query: Any, within: Numbers | None) -> Numbers:
        passages = self._lexical.passages_with(query, self._allowed, within)
        if len(passages) > MOST_VERIFIED:
            raise BadQuery(TOO_MANY.format(text=text.text), text.at)
        has = pattern_regex(text.text).search
        rows = self._catalog.passages(passages)
        documents = self._catalog.documents({document_of(number) for number in rows})
        verified = {
            number
            for passage, row in rows.items()
            if (number := document_of(passage)) in documents
            and any(has(run_of(normalise(part)).text) for part in searched(text, row, documents[number]))
        }
        return as_numbers(sorted(verified))


def searched(text: Text, passage: Any, document: Any) -> list[str]:
    """What of a passage the text may be in."""
    match text.field:
        case Field.TITLE:
            return [document.title]
        case Field.PATH:
            return [document.path]
    return [passage.text, document.title, document.path]


def begin_of(day: date, *, days: int = 0) -> int:
    """The first moment of a day, or of the one so many days later, by the server's clock."""
    if day.year >= LAST_YEAR:
        return LATEST
    if day.year <= FIRST_YEAR:
        return -LATEST
    moment = datetime.combine(day + timedelta(days=days), time())
    return int(moment.timestamp()) * NANOSECONDS
