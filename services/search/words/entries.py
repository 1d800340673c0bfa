"""What the lexical index keeps of a passage."""

import hashlib
from pathlib import Path
from typing import Any, NamedTuple

import tantivy

from services.search.tables import ordinal_of
from services.search.words.grams import gram_row
from services.search.words.normalizing import normalise
from services.search.words.rows import CUT_AT_BLANKS, WordRower, tokenizer

NUMBERS = ("passage", "document", "source", "modified", "ordinal", "access", "mark")
OF_TEXT = ("words", "readings", "spellings", "grams")
OF_TITLE = ("title_words", "title_readings", "title_spellings", "title_grams", "path_grams", "author_grams")
WITHOUT_POSITIONS = frozenset({"spellings", "title_spellings"})


class IndexedPassage(NamedTuple):
    passage: int
    document: int
    source: int
    type: str
    modified_ns: int
    title: str
    text: str
    path: str = ""
    author: str = ""
    access: int = 0


def mark_of(passage: IndexedPassage) -> int:
    """63 bits of a hash of all that its entry is made of."""
    digest = hashlib.blake2b("\0".join(map(str, passage)).encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(digest.digest(), "big") >> 1


def schema() -> Any:
    builder = tantivy.SchemaBuilder()
    for name in NUMBERS:
        builder.add_integer_field(name, indexed=True, fast=True)
    builder.add_text_field("type", tokenizer_name="raw", index_option="basic")
    for name in (*OF_TEXT, *OF_TITLE):
        option = "basic" if name in WITHOUT_POSITIONS else "position"
        builder.add_text_field(name, tokenizer_name=CUT_AT_BLANKS, index_option=option)
    return builder.build()


def open_index(folder: Path) -> Any:
    """The index in `folder`, a new one where there is none; ValueError for one of another schema."""
    index = tantivy.Index(schema(), path=str(folder))
    index.register_tokenizer(CUT_AT_BLANKS, tokenizer())
    return index


class Entry(NamedTuple):
    """Plain values, which may travel from process to process."""

    numbers: tuple[int, ...]
    type: str
    rows: tuple[str, ...]

    def document(self) -> Any:
        """As tantivy takes it."""
        document = tantivy.Document()
        for name, value in zip(NUMBERS, self.numbers, strict=True):
            document.add_integer(name, value)
        document.add_text("type", self.type)
        for name, row in zip((*OF_TEXT, *OF_TITLE), self.rows, strict=True):
            document.add_text(name, row)
        return document


class EntryMaker:
    """Makes the entries of passages; the title is analysed once for the passages of a document."""

    def __init__(self, rower: WordRower) -> None:
        self._rower = rower
        self._last: tuple[tuple[str, str, str], tuple[str, ...]] | None = None

    def entry(self, passage: IndexedPassage) -> Entry:
        numbers = (
            passage.passage, passage.document, passage.source, passage.modified_ns,
            ordinal_of(passage.passage), passage.access, mark_of(passage),
        )  # fmt: skip
        text = normalise(passage.text)
        rows = *self._rower.rows(text), gram_row(text), *self._about(passage)
        return Entry(numbers, passage.type, rows)

    def _about(self, passage: IndexedPassage) -> tuple[str, ...]:
        key, last = (passage.title, passage.path, passage.author), self._last
        if last is None or last[0] != key:
            title, path, author = map(normalise, key)
            letters = gram_row(title), gram_row(path), gram_row(author)
            last = self._last = key, (*self._rower.rows(f"{title}\t{path}"), *letters)
        return last[1]
