"""The dictionary of the default language model: words that mostly mean one thing, in Japanese, English and Chinese."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent
NONE = "-"
"""In place of a word that depends on what is meant: it stays in the sentence as it is, and its parts with it."""


class Entry(NamedTuple):
    ja: str
    en: str
    zh: str = NONE

    @property
    def is_name(self) -> bool:
        """Whether English writes it with capitals."""
        return self.en != self.en.lower()


def from_japanese() -> Iterator[Entry]:
    """Words by which Japanese sentences are searched: columns for Japanese, English, Chinese."""
    return (Entry(*columns) for columns in _lines("from_japanese"))


def from_english() -> Iterator[Entry]:
    """Words by which English sentences are searched: columns for English, Japanese."""
    return (Entry(japanese, english) for english, japanese in _lines("from_english"))


@cache
def dictionary(source: str) -> Mapping[str, Entry]:
    """By the word in `source`; the one in `target` may be `NONE`."""
    found = from_english() if source == "en" else from_japanese()
    return {getattr(each, source): each for each in found}


def _lines(folder: str) -> Iterator[list[str]]:
    for file in sorted((FOLDER / folder).glob("*.tsv")):
        for line in file.read_text(encoding="utf-8").splitlines():
            yield line.split("\t")
