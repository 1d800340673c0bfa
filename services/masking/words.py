"""Sudachi's words with their parts of speech, as tokens of folded text."""

from common.japanese.morphemes import morphemes
from services.masking.nlp import Token


def words(text: str) -> list[Token]:
    return [Token(m.start, m.end, m.surface, m.tag) for m in morphemes(text)]
