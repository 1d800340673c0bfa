"""What the lexical index keeps of a passage."""

import hashlib
from collections.abc import Iterable
from itertools import count, repeat
from typing import Any, NamedTuple

import tantivy

from services.search.tables import ordinal_of
from services.search.words.analyzer import Word, WordAnalyzer
from services.search.words.grams import gram_rows
from services.search.words.normalizing import normalise
from services.search.words.readings import katakana

NUMBERS = ("passage", "document", "source", "modified", "ordinal", "access", "mark")
OF_TEXT = ("words", "grams", "readings", "spellings")
OF_TITLE = ("title_words", "title_grams", "path_grams", "author_grams", "title_readings", "title_spellings")
WITHOUT_POSITIONS = frozenset({"spellings", "title_spellings"})
READ_AS = "/"
MOST_SPELLING = 20


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
        builder.add_text_field(name, tokenizer_name="raw", index_option=option)
    return builder.build()


class EntryMaker:
    """Makes the entries of passages; the title is analysed once for the passages of a document."""

    def __init__(self, analyzer: WordAnalyzer) -> None:
        self._analyzer = analyzer
        self._last: tuple[tuple[str, str, str], list[Any]] | None = None

    def entry(self, passage: IndexedPassage) -> Any:
        document = tantivy.Document()
        values = (
            passage.passage, passage.document, passage.source, passage.modified_ns,
            ordinal_of(passage.passage), passage.access, mark_of(passage),
        )  # fmt: skip
        for name, value in zip(NUMBERS, values, strict=True):
            document.add_integer(name, value)
        document.add_text("type", passage.type)
        text = normalise(passage.text)
        words = self._analyzer.words(text)
        found = _terms(words), _grams(text), _readings(words), _spellings(words, text)
        for name, tokens in (
            *zip(OF_TEXT, found, strict=True),
            *zip(OF_TITLE, self._about(passage), strict=True),
        ):
            document.add_pre_tokenized_text(name, tokens)
        return document

    def _about(self, passage: IndexedPassage) -> list[Any]:
        key = passage.title, passage.path, passage.author
        if self._last is None or self._last[0] != key:
            title, path, author = map(normalise, key)
            both = f"{title}\t{path}"
            words = self._analyzer.words(both)
            letters = _grams(title), _grams(path), _grams(author)
            self._last = key, [_terms(words), *letters, _readings(words), _spellings(words, both)]
        return self._last[1]


def sound(surface: str, reading: str) -> str:
    """What a word is compared by: a word in Latin letters by these."""
    return surface if surface.isascii() else katakana(reading)


# The text itself is not stored, so the offsets into it, the last two of a token, are of no use.


def _terms(words: Iterable[Word]) -> Any:
    return _row([tantivy.Token(word.text, word.position, 0, 0) for word in words])


def _readings(words: Iterable[Word]) -> Any:
    return _row([tantivy.Token(katakana(word.reading), word.position, 0, 0) for word in words])


def _grams(normalised: str) -> Any:
    nought = repeat(0)
    rows = gram_rows(normalised)
    return _row(
        [token for row, first in rows for token in map(tantivy.Token, row, count(first), nought, nought)]
    )


def _spellings(words: Iterable[Word], text: str) -> Any:
    """Nouns of two letters and more behind their readings (ゲンメン/減免): what a slip may have meant."""
    found = {
        f"{sound(surface, word.reading)}{READ_AS}{surface}"
        for word in words
        if word.is_noun and 2 <= len(surface := text[word.start : word.end]) <= MOST_SPELLING
    }
    return _row([tantivy.Token(spelling, position, 0, 0) for position, spelling in enumerate(sorted(found))])


def _row(tokens: list[Any]) -> Any:
    return tantivy.PreTokenizedString("", tokens)
