"""The dictionary of the default language model: words that mostly mean one thing, in Japanese, English and Chinese."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent
FROM_JAPANESE = "from_japanese"
"""Its files have a column for Japanese, English, Chinese."""
FROM_ENGLISH = "from_english"
"""Words for which English sentences are searched besides: columns for English, Japanese."""
NONE = "-"
"""In place of a word that depends on what is meant."""
ARTICLES = "the ", "a ", "an "
PEOPLE_OR_TONGUE = "人", "語"
"""Iranian is イラン人 and also the adjective."""


class Entry(NamedTuple):
    ja: str
    en: str
    zh: str = NONE

    @property
    def is_name(self) -> bool:
        """Whether English writes it with capitals."""
        return self.en != self.en.lower()

    @property
    def is_sure_in_english(self) -> bool:
        """One word alone may mean much; abbreviations stay what they are."""
        if " " in self.en:
            return not self.en.lower().startswith(ARTICLES)
        return self.is_name and not self.en.isupper() and not self.ja.endswith(PEOPLE_OR_TONGUE)


def entries() -> Iterator[Entry]:
    """Every line that was written from Japanese."""
    return (Entry(*columns) for columns in _lines(FROM_JAPANESE))


def english() -> Iterator[Entry]:
    """Every line that was written from English."""
    return (Entry(japanese, word) for word, japanese in _lines(FROM_ENGLISH))


@cache
def dictionary(source: str, target: str) -> Mapping[str, Entry]:
    """Those that have a word in both languages, by that in `source`; the shortest translation where there are several."""
    both = [each for each in entries() if NONE not in (getattr(each, source), getattr(each, target))]
    if source == "en":
        both = [*english(), *(each for each in both if each.is_sure_in_english)]
    return {
        getattr(each, source): each for each in sorted(both, key=lambda each: -len(getattr(each, target)))
    }


def _lines(folder: str) -> Iterator[list[str]]:
    for file in sorted((FOLDER / folder).glob("*.tsv")):
        for line in file.read_text(encoding="utf-8").splitlines():
            yield line.split("\t")
