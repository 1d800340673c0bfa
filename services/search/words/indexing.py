"""Keep the lexical index equal to the catalog.

The catalog lists which documents are stale; each is dropped from the index and added again as it is now.
Only after the index has committed is the list shortened, so that a crash anywhere means doing it twice,
which gives the same index.
"""

import logging
import threading
from collections import deque
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from services.search.catalog import Catalog
from services.search.tables import document_of
from services.search.words.lexical import IndexedPassage, LexicalIndex
from services.search.words.precedence import Precedence

log = logging.getLogger(__name__)
DOCUMENTS_AT_ONCE = 1024
BEGUN_AT_MOST = 2
"""Parts that wait to be indexed while more is read."""
MANY = (BEGUN_AT_MOST + 2) * DOCUMENTS_AT_ONCE
"""Fewer stale documents than this are what any sync has under way."""


class Indexer:
    def __init__(self, catalog: Catalog, lexical: LexicalIndex) -> None:
        self._catalog = catalog
        self._lexical = lexical
        self._busy = threading.Lock()
        self._rebuilding = threading.Lock()
        self._changed: set[int] = set()
        self._precedence = Precedence()
        self._behind = ThreadPoolExecutor(1, "search-index")
        self._begun: deque[Future[int]] = deque()
        self._choosing = threading.Lock()
        if lexical.is_new:
            catalog.mark_all_stale()

    def catch_up(self, check: Callable[[], None] = lambda: None) -> int:
        """Bring every stale document up to date; returns how many there were."""
        with self._busy:
            return sum(self._batches(check))

    def prepare(self) -> None:
        """Before very many documents become stale."""
        self._lexical.prepare()

    def begin(self) -> None:
        """Index the next part while the caller goes on, who waits only where too much was begun already; raises
        what an earlier part met."""
        self._begun.append(self._in_background(self._next_part))
        self._await_begun(BEGUN_AT_MOST)

    def finish(self, check: Callable[[], None]) -> None:
        """Bring all up to date, after what was begun; raises what that met."""
        self._await_begun(0)
        self.catch_up(check)

    def rebuild(
        self, check: Callable[[], None] = lambda: None, tell: Callable[[int, int], None] = lambda *_: None
    ) -> int:
        """Make the lexical index anew, beside the one that serves, and then put it in its place.

        Returns the number of documents; `tell` hears how many of them are done. What changes meanwhile is
        indexed in the old one as ever, and once more in the new one before the change.
        """
        with self._rebuilding:
            fresh = self._lexical.beside()
            with self._busy:
                self._changed.clear()
                documents = self._catalog.numbers()
            for at in range(0, len(documents), DOCUMENTS_AT_ONCE):
                check()
                tell(at, len(documents))
                part = documents[at : at + DOCUMENTS_AT_ONCE]
                fresh.replace(part, self._passages(part))
            with self._busy:
                fresh.replace(self._changed, self._passages(self._changed))
                self._lexical.take(fresh)
            return len(documents)

    def exchange(
        self, fill: Callable[[Path], None], turn: Callable[[], None], check: Callable[[], None]
    ) -> bool:
        """Put an index of which `fill` brings the files in the place of the one that serves. `turn` exchanges
        the catalogue the moment before, while nobody writes either.

        False: these files make no index, the old one stays, and must be made anew.
        """
        with self._rebuilding:
            fresh = self._lexical.beside(fill)
            with self._catalog.work.halt(check), self._busy:
                turn()
                if not fresh.is_new:
                    self._lexical.take(fresh)
            return not fresh.is_new

    @contextmanager
    def still(self) -> Iterator[None]:
        """For as long as nobody may write the lexical index."""
        with self._busy:
            yield

    def searching(self) -> AbstractContextManager[None]:
        """For as long as somebody searches, so that this goes first."""
        return self._precedence.searching()

    def mend(self) -> bool:
        """After a crash or a loss, catch up in the background; True while so much is stale that it shows."""
        stale = self._catalog.stale(MANY)
        if stale and not self._busy.locked():
            self._in_background(self.catch_up)
        return len(stale) >= MANY

    def wait(self) -> None:
        """Until nobody writes."""
        with self.still():
            return

    def _await_begun(self, left: int) -> None:
        while (part := self._oldest_of_more_than(left)) is not None:
            part.result()

    def _oldest_of_more_than(self, left: int) -> Future[int] | None:
        with self._choosing:
            return self._begun.popleft() if len(self._begun) > left else None

    def _next_part(self) -> int:
        with self._busy:
            return next(self._batches(lambda: None), 0)

    def _in_background(self, work: Callable[[], int]) -> Future[int]:
        future = self._behind.submit(work)
        future.add_done_callback(_tell)
        return future

    def _batches(self, check: Callable[[], None]) -> Iterator[int]:
        while stale := self._catalog.stale(DOCUMENTS_AT_ONCE):
            check()
            documents = {document for _, document in stale}
            self._lexical.replace(documents, self._passages(documents))
            self._changed |= documents
            self._catalog.freshened([entry for entry, _ in stale])
            yield len(documents)

    def _passages(self, documents: Collection[int]) -> Iterator[IndexedPassage]:
        rows = self._catalog.documents(documents)
        for document, number, text in self._catalog.texts_of(rows):
            self._precedence.give_way()
            yield indexed(number, text, rows[document])


def _tell(done: Future[int]) -> None:
    if problem := done.exception():
        log.error("the lexical index could not be brought up to date", exc_info=problem)


def indexed(passage: int, text: str, document: Any) -> IndexedPassage:
    """What is indexed of a passage of a document, which is a row of the catalogue."""
    return IndexedPassage(
        passage, document_of(passage), document.source, document.type, document.modified_ns,
        document.title, text, document.path, author=document.author or "", access=document.access,
    )  # fmt: skip
