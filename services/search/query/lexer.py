"""A query cut into tokens.

What only looks like syntax stays text: a bracket that closes within a word (水道（上水道）の料金), a quotation
in the middle of a sentence (「減免」とは), a question mark at its end, a hyphen within a number.
"""

import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from services.search.query.errors import BadQuery
from services.search.query.tree import Field

OPENING, CLOSING = "(（", ")）"
QUOTES = {'"': '"', "＂": "＂", "“": "”", "「": "」"}
SENTENCE_QUOTES = "「"
"""Quotation marks of ordinary prose: they quote only when they stand apart."""
STARS, QUESTION, SENTENCE_ENDS = "*＊", "?", "?？。"
BARS = re.compile(r"[|｜]+")
BLANK = re.compile(r"[\s\x00-\x20\x7f]")
WORD_END = re.compile(r"[\s\x00-\x20\x7f()（）|｜]")
NEGATION = re.compile(r"[-－](?=[^\s\x00-\x20\x7f)）|｜\-－])")
FIELD_NAMES = {
    **{field.value: field for field in Field},
    "題名": Field.TITLE, "タイトル": Field.TITLE, "パス": Field.PATH, "種類": Field.TYPE, "場所": Field.SOURCE,
    "以降": Field.AFTER, "以前": Field.BEFORE, "作成者": Field.AUTHOR,
}  # fmt: skip
FIELD = re.compile(rf"({'|'.join(FIELD_NAMES)})[:：]", re.IGNORECASE)
OPERATORS = {"AND": "and", "OR": "or", "NOT": "not"}


class Mark(StrEnum):
    WORD = "word"
    PATTERN = "pattern"
    PHRASE = "phrase"
    FIELD = "field"
    AND = "and"
    OR = "or"
    NOT = "not"
    OPEN = "("
    CLOSE = ")"


class Token(NamedTuple):
    mark: Mark
    text: str
    at: int
    end: int


def tokens(query: str) -> Iterator[Token]:
    """BadQuery for a quotation that does not end or is empty."""
    at = 0
    while at < len(query):
        if BLANK.match(query[at]):
            at += 1
            continue
        token = _token(query, at)
        yield token
        at = token.end


def _token(query: str, at: int) -> Token:
    character = query[at]
    if character in OPENING:
        return Token(Mark.OPEN, character, at, at + 1)
    if character in CLOSING:
        return Token(Mark.CLOSE, character, at, at + 1)
    if found := BARS.match(query, at):
        return Token(Mark.OR, found[0], at, found.end())
    if NEGATION.match(query, at):
        return Token(Mark.NOT, character, at, at + 1)
    if found := FIELD.match(query, at):
        return Token(Mark.FIELD, FIELD_NAMES[found[1].lower()], at, found.end())
    if character in QUOTES and (token := _phrase(query, at)):
        return token
    return _word(query, at)


def _phrase(query: str, at: int) -> Token | None:
    """The quotation that begins here; None when it is only a part of a sentence."""
    closing = QUOTES[query[at]]
    end = query.find(closing, at + 1)
    if end < 0:
        raise BadQuery(f"「{query[at]}」を閉じる「{closing}」がありません。", at)
    if query[at] in SENTENCE_QUOTES and not _ends_word(query, end + 1):
        return None
    text = query[at + 1 : end]
    if not BLANK.sub("", text):
        raise BadQuery("引用符の中に、検索することばを入れてください。", at)
    return Token(Mark.PHRASE, text, at, end + 1)


def _word(query: str, at: int) -> Token:
    end = at
    while not _ends_word(query, end):
        end += 1
        if end < len(query) and query[end] in OPENING:
            end = _closed(query, end)
    text = query[at:end]
    operator = OPERATORS.get(unicodedata.normalize("NFKC", text))
    if operator:
        return Token(Mark(operator), text, at, end)
    return Token(Mark.PATTERN if is_pattern(text) else Mark.WORD, text, at, end)


def is_pattern(word: str) -> bool:
    if any(star in word for star in STARS):
        return True
    return QUESTION in word[1:-1] and word[-1] not in SENTENCE_ENDS


def _ends_word(query: str, at: int) -> bool:
    return at >= len(query) or bool(WORD_END.match(query, at))


def _closed(query: str, at: int) -> int:
    """Past the bracket that closes the one at `at` within the same word; `at` when there is none."""
    depth = 0
    for end in range(at, len(query)):
        if query[end] in OPENING:
            depth += 1
        elif query[end] in CLOSING:
            depth -= 1
            if depth == 0:
                return end + 1
        elif _ends_word(query, end):
            break
    return at
