"""What a person should still change in plain Japanese: each kind of thing, and the words that it is about."""

import re
from collections.abc import Iterator
from itertools import pairwise, zip_longest
from typing import NamedTuple

from common.japanese.morphemes import Morpheme, morphemes
from services.translate.flags import Flag
from services.translate.languages import HAN
from services.translate.plain.annotating import unread
from services.translate.plain.dictionary import plain_words, rows
from services.translate.plain.easy_words import EASY
from services.translate.plain.rewriting import shielded
from services.translate.plain.splitting import ASIDE, LONGEST_CLAUSE

MOST_NUMBERS = 2
CLAUSE = re.compile(r"[^、。，．！？!?\n：:]+")
SENTENCE = re.compile(r"[^。！？!?\n]+")
NUMBER = re.compile(r"[0-9０-９][0-9０-９,，.．:：年月日時分]*")
KATAKANA = re.compile(r"[ァ-ヺー]{3,}")
COMPOUND = re.compile(f"[{HAN}]{{2,}}")
NEGATIVE = ("ない", "ぬ", "ず")
TERMS = frozenset(row["word"] for row in rows() if row["kind"] == "explain")
"""Explained where they stand first."""


class Finding(NamedTuple):
    flag: Flag
    words: tuple[str, ...]
    """Where it is, in the order of the text."""


def review(text: str) -> list[Finding]:
    """Everything to change in `text`, plain Japanese without readings."""
    shown, _ = shielded(text)
    found = {
        Flag.LONG: list(_long(shown)),
        Flag.HARD: list(_hard(shown)),
        Flag.KATAKANA: [
            word for word in KATAKANA.findall(shown) if word not in EASY and word not in plain_words()
        ],
        Flag.PASSIVE: list(_passive(shown)),
        Flag.NEGATIVES: list(_negatives(shown)),
        Flag.NUMBERS: [each for each in SENTENCE.findall(shown) if len(NUMBER.findall(each)) > MOST_NUMBERS],
        Flag.UNREAD: unread(shown),
    }
    return [Finding(flag, tuple(dict.fromkeys(words))) for flag, words in found.items() if words]


def clauses(text: str) -> list[str]:
    """The stretches between commas and full stops, without what stands in brackets."""
    return [clause.strip() for clause in CLAUSE.findall(ASIDE.sub("", text)) if clause.strip()]


def _long(text: str) -> Iterator[str]:
    return (clause for clause in clauses(text) if len(clause) > LONGEST_CLAUSE)


def _hard(text: str) -> Iterator[str]:
    """Words of two kanji and more that are in no list of easy ones, and are not explained."""
    words = morphemes(text)
    known = EASY | plain_words() | TERMS
    for word, after in zip_longest(words, words[1:]):
        is_explained = after is not None and after.surface == "〈"
        is_word = COMPOUND.fullmatch(word.surface) and word.of("名詞-普通名詞", "形状詞", "副詞")
        if is_word and not is_explained and word.surface not in known:
            yield word.surface


def _passive(text: str) -> Iterator[str]:
    words = morphemes(text)
    for before, word in pairwise(words):
        if word.conjugation == "助動詞-レル":
            yield before.surface + word.surface


def _negatives(text: str) -> Iterator[str]:
    """Clauses that deny twice."""
    for clause in CLAUSE.findall(text):
        if sum(_denies(word) for word in morphemes(clause)) > 1:
            yield clause


def _denies(word: Morpheme) -> bool:
    return word.base in NEGATIVE and word.of("助動詞", "形容詞")
