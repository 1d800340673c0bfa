"""Japanese text cut by Sudachi into morphemes with their places, parts of speech and readings."""

import re
import threading
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from common.japanese.sudachi import Sudachi

LONGEST_ENTRY = 40
"""Characters; no name is longer."""
UNPAIRED = re.compile("[\ud800-\udfff]")
_loading = threading.Lock()


class Morpheme(NamedTuple):
    """`surface` is text[start:end], in code points."""

    surface: str
    start: int
    end: int
    kind: str
    """Sudachi's first and second level joined by a hyphen: 助詞-終助詞, 名詞-数詞."""
    conjugation: str
    """The class: 五段-カ行, 助動詞-マス; empty for what does not conjugate."""
    form: str
    """The form: 終止形-一般, 連用形-促音便; empty for what does not conjugate."""
    base: str
    """The form in which dictionaries list it: 行っ has 行う."""
    reading: str
    """In katakana."""
    tag: str
    """Up to four levels of its part of speech: 名詞-固有名詞-人名-姓."""

    def of(self, *kinds: str) -> bool:
        """Whether it is of one of these parts of speech, given as whole or by their beginning."""
        return self.kind.startswith(kinds)


def morphemes(text: str, *, short: bool = False) -> list[Morpheme]:
    """All of `text` in order, without gaps; text of any length and any characters. Safe between threads.

    `short` gives Sudachi's short units: 神戸市 is 神戸 and 市.
    """
    return list(_morphemes(UNPAIRED.sub("\ufffd", text), text, short))


def _morphemes(readable: str, text: str, short: bool) -> Iterator[Morpheme]:
    if not text:
        return
    for begins, found in _sudachi().cut(readable, short=short):
        for raw in found:
            start, end = begins + raw.begin(), begins + raw.end()
            levels = raw.part_of_speech()
            yield Morpheme(
                surface=text[start:end],
                start=start,
                end=end,
                kind="-".join(levels[:2]),
                conjugation=_conjugation(levels[4]),
                form=_conjugation(levels[5]),
                base=raw.dictionary_form(),
                reading=raw.reading_form(),
                tag="-".join(level for level in levels[:4] if level != "*"),
            )


@lru_cache(20_000)
def entries(word: str) -> tuple[tuple[str, str], ...]:
    """Every entry of the dictionary that is written `word`: tag and reading."""
    if not word or len(word) > LONGEST_ENTRY or UNPAIRED.search(word):
        return ()
    found = _sudachi().dictionary.lookup(word)
    return tuple(
        ("-".join(level for level in raw.part_of_speech()[:4] if level != "*"), raw.reading_form())
        for raw in found
    )


def _conjugation(level: str) -> str:
    return "" if level == "*" else level


def _sudachi() -> Sudachi:
    """One for the process."""
    with _loading:
        return _load()


_load = cache(Sudachi)
