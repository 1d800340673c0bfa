"""One normal form for what is indexed and what is asked, with the way back to the original text.

NFKC and lower case, dashes and wave dashes unified, old kanji in their everyday form, and what has no
width of its own (variation selectors, soft hyphens, zero-width blanks) left out. It is taken character by
character (with the marks that follow), so that every character of the result knows which stretch it came
from.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from services.search.words.old_kanji import MODERN

JOINING = "\u0300-\u036f\u3099\u309a\uff9e\uff9f"
"""Marks that join the character before them."""
INVISIBLE = "\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef"
CLUSTER = re.compile(rf".[{JOINING}{INVISIBLE}]*", re.DOTALL)
MARK = re.compile(f"[{JOINING}{INVISIBLE}]")
HIDDEN = re.compile(f"[{INVISIBLE}]")
FORMS = {**dict.fromkeys(map(ord, "‐‑‒–—―−"), "-"), ord("〜"): "~", **MODERN}


@dataclass(frozen=True)
class Normalised:
    """`spans[i]` is the [start, end) in the original of `text[i]`, in code points."""

    text: str
    spans: list[tuple[int, int]]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original behind `text[start:end]`, which must not be empty."""
        return self.spans[start][0], self.spans[end - 1][1]


class _Forms(dict[int, str]):
    """The normal form of each character that stands alone, as `str.translate` wants it."""

    def __missing__(self, code: int) -> str:
        form = self[code] = _normal(chr(code))
        return form


ALONE = _Forms()


def normalise(text: str) -> str:
    if MARK.search(text) is None:
        return text.translate(ALONE)
    return "".join(map(_normal, CLUSTER.findall(text)))


def normalise_located(text: str) -> Normalised:
    normal = normalise(text)
    # No character's form is empty: where none is longer either, each comes from its own place.
    if len(normal) == len(text) and MARK.search(text) is None:
        return Normalised(normal, list(zip(range(len(text)), range(1, len(text) + 1), strict=True)))
    pieces: list[str] = []
    spans: list[tuple[int, int]] = []
    for match in CLUSTER.finditer(text):
        piece = _normal(match[0])
        pieces.append(piece)
        spans.extend([match.span()] * len(piece))
    return Normalised("".join(pieces), spans)


@lru_cache(maxsize=65536)
def _normal(cluster: str) -> str:
    composed = unicodedata.normalize("NFKC", HIDDEN.sub("", cluster)).translate(FORMS)
    return unicodedata.normalize("NFKC", composed.lower())
