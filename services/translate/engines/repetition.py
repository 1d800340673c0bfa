"""Endless repetition, the commonest way in which a neural engine fails."""

import re

PHRASE = re.compile(r"(.{2,60}?)\1{3,}", re.DOTALL)
LETTER = re.compile(r"([^\W\d_])\1{7,}")
LONGEST_SEARCHED = 4000

REPETITION_PENALTY = 1.15
NO_REPEAT_NGRAM_SIZE = 5
"""The decoding that is tried when the plain one repeats itself."""


def loops(text: str) -> bool:
    """Whether a phrase stands four times in a row, or a letter eight times."""
    searched = text[-LONGEST_SEARCHED:]
    return any(_has_letter(match[0]) for match in PHRASE.finditer(searched)) or bool(LETTER.search(searched))


def loops_newly(text: str, source: str) -> bool:
    """Whether `text` repeats itself although what it translates does not."""
    return loops(text) and not loops(source)


def _has_letter(text: str) -> bool:
    return any(character.isalpha() for character in text)
