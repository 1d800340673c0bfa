"""What Sudachi and the script say of each piece: its word, the words beside it, its characters."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from services.masking.names.encoder import Floats
from services.masking.nlp import Token

TAGS = (
    "名詞-固有名詞-人名-姓", "名詞-固有名詞-人名-名", "名詞-固有名詞-人名-一般", "名詞-固有名詞-地名-一般",
    "名詞-固有名詞-地名-国", "名詞-固有名詞-一般", "名詞-普通名詞-サ変", "名詞-普通名詞-副詞可能",
    "名詞-普通名詞-助数詞", "名詞-普通名詞", "名詞-数詞", "接尾辞-名詞的", "接頭辞", "助詞-格助詞", "助詞",
    "助動詞", "動詞", "形容", "副詞", "代名詞", "連体詞", "補助記号-句点", "補助記号-読点", "補助記号-括弧",
    "補助記号", "記号", "空白", "感動詞", "接続詞",
)  # fmt: skip
"""Beginnings of Sudachi's parts of speech; the first that fits counts."""
SCRIPTS = tuple(
    re.compile(script)
    for script in ("[一-龠々〆ヶ]", "[ぁ-ん]", "[ァ-ヴー]", "[A-Za-zÀ-ɏ]", "[0-9]", "[・=]")
)
OTHER_TAG, OTHER_SCRIPT = len(TAGS), len(SCRIPTS)
WIDTH = 3 * (OTHER_TAG + 1) + 2 + 2 * (OTHER_SCRIPT + 1)


def surroundings(text: str, spans: Sequence[tuple[int, int]], words: Sequence[Token]) -> Floats:
    """Shape (spans, WIDTH), ones and zeros; spans and words are places in `text`."""
    table = np.zeros((len(spans), WIDTH), np.float32)
    ends, tags = [word.end for word in words], [_tag(word.tag) for word in words]
    for row, (start, end) in zip(table, spans, strict=True):
        at = bisect_right(ends, start)
        if start < end and at < len(words):
            row[_ones(text, start, end, at, words, tags)] = 1
    return table


def _ones(text: str, start: int, end: int, at: int, words: Sequence[Token], tags: Sequence[int]) -> list[int]:
    before = tags[at - 1] if at else OTHER_TAG
    after = tags[at + 1] if at + 1 < len(tags) else OTHER_TAG
    width = OTHER_TAG + 1
    ones = [tags[at], width + before, 2 * width + after]
    borders = 3 * width
    ones += [borders] if words[at].start == start else []
    ones += [borders + 1] if words[at].end <= end else []
    scripts = borders + 2
    return [*ones, scripts + _script(text[start]), scripts + OTHER_SCRIPT + 1 + _script(text[end - 1])]


@lru_cache(4096)
def _tag(tag: str) -> int:
    return next((i for i, beginning in enumerate(TAGS) if tag.startswith(beginning)), OTHER_TAG)


@lru_cache(16_384)
def _script(character: str) -> int:
    return next((i for i, script in enumerate(SCRIPTS) if script.match(character)), OTHER_SCRIPT)
