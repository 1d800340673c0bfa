"""Keep the lexical index equal to the catalog.

The catalog lists which documents are stale; each is dropped from the index and added again as it is now.
Only after the index has committed is the list shortened, so that a crash anywhere means doing it twice,
which gives the same index.
"""

import threading
from collections.abc import Callable, Iterator

from services.search.catalog import Catalog
from services.search.words.lexical import IndexedPassage, LexicalIndex

DOCUMENTS_AT_ONCE = 64
MANY = 100
"""Fewer stale documents than this are what any sync has under way."""


class Indexer:
    def __init__(self, catalog: Catalog, lexical: LexicalIndex) -> None:
        self._catalog = catalog
        self._lexical = lexical
        self._busy = threading.Lock()
        if lexical.is_new:
            catalog.mark_all_stale()

    def catch_up(self, check: Callable[[], None] = lambda: None) -> int:
        """Bring every stale document up to date; returns how many there were."""
        with self._busy:
            return sum(self._batches(check))

    def rebuild(self, check: Callable[[], None] = lambda: None) -> int:
        """Make the lexical index anew from the catalog; returns the number of documents."""
        with self._busy:
            self._lexical.replace([], [], clear=True)
            self._catalog.mark_all_stale()
            return sum(self._batches(check))

    def mend(self) -> bool:
        """After a crash or a loss, catch up in the background; True while so much is stale that it shows."""
        stale = self._catalog.stale(MANY)
        if stale and not self._busy.locked():
            threading.Thread(target=self.catch_up, name="search-mend", daemon=True).start()
        return len(stale) >= MANY

    def wait(self) -> None:
        """Until nobody writes."""
        with self._busy:
            return

    def _batches(self, check: Callable[[], None]) -> Iterator[int]:
        while stale := self._catalog.stale(DOCUMENTS_AT_ONCE):
            check()
            documents = {document for _, document in stale}
            self._lexical.replace(documents, self._passages(documents))
            self._catalog.freshened([entry for entry, _ in stale])
            yield len(documents)

    def _passages(self, documents: set[int]) -> Iterator[IndexedPassage]:
        for number, row in self._catalog.documents(documents).items():
            for passage in self._catalog.passages_of(number):
                yield IndexedPassage(
                    passage.number, number, row.source, row.type, row.modified_ns,
                    row.title, passage.text, row.path, author=row.author or "", access=row.access,
                )  # fmt: skip
