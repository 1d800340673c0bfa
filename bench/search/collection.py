"""Paragraphs as documents of the service's own catalog and indexes, for measuring how they are ranked."""

from collections.abc import Mapping
from pathlib import Path

from bench.search.parts import Parts
from bench.search.question_sets import Paragraph
from common.documents import Document, Place, Segment
from services.search.passages import cut
from services.search.sources.walking import Entry
from services.search.tables import document_of
from services.search.words.lexical import Filter

DEPTH = 10
TEXTS_AT_ONCE = 64


class Collection:
    """Indexed as a synced folder would be."""

    def __init__(self, folder: Path, paragraphs: list[Paragraph]) -> None:
        self.parts = Parts(folder, folder / "drive")
        self._source = self.parts.source.number
        self.allowed = Filter(frozenset({self._source}))
        self._fill(paragraphs)
        self.parts.indexer.catch_up()
        self._embed()
        known = self.parts.catalog.known(self._source)
        self.documents = [known[_path(number)].number for number in range(len(paragraphs))]

    def _fill(self, paragraphs: list[Paragraph]) -> None:
        catalog = self.parts.catalog
        if catalog.known(self._source):
            return
        entries = [
            Entry(_path(n), _path(n).decode(), len(paragraph.text), 0)
            for n, paragraph in enumerate(paragraphs)
        ]
        self.parts.inventory.record(self._source, added=entries)
        for row in catalog.pending(self._source, len(paragraphs)):
            paragraph = paragraphs[int(row.path)]
            segments = [Segment(id="1", text=paragraph.text, place=Place(paragraph=1))]
            document = Document(format="txt", title=paragraph.title, segments=segments)
            catalog.keep(row.number, row.id, document, cut(segments))

    def _embed(self) -> None:
        vectors = self.parts.vectors
        while missing := vectors.missing(self._source, TEXTS_AT_ONCE):
            found = self.parts.embedder.passages([text.text for text in missing], lambda: None)
            vectors.put([text.hash for text in missing], found)
            print(f"\r{vectors.count_missing(self._source)} texts left to embed ", end="", flush=True)


def rank_of(scores: Mapping[int, float], wanted: int) -> int:
    """The place of the document `wanted` among the best DEPTH, from 1; 0 when it is not among them."""
    best = sorted(scores, key=lambda passage: (-scores[passage], passage))
    documents = list(dict.fromkeys(map(document_of, best)))[:DEPTH]
    return documents.index(wanted) + 1 if wanted in documents else 0


def _path(number: int) -> bytes:
    return b"%06d" % number
