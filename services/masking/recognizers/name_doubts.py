"""Words that the model takes for names and the dictionary knows better."""

import re
from collections.abc import Sequence

from common.japanese.morphemes import entries
from common.japanese.name_words import GIVEN_NAME, NAME_OF_PERSON, is_surname, readings
from services.masking.institutions import carries_a_surname, is_part_of_company, names_a_place
from services.masking.nlp import Token

COMMON = "名詞-普通名詞"
SPACED_LABEL = re.compile("^[ ○◯●・■□]*(?:[一-龠] +){1,3}[一-龠] ?:", re.MULTILINE)
KANJI_NUMERALS = "一二三四五六七八九十"
LONGEST_PAIR = 3
"""Characters; two nouns of one or two can be surname and given name: 平野実."""
PLACE_TAG = "名詞-固有名詞-地名"
KATAKANA = re.compile("[ァ-ヴー・]+")
READING_LABEL = re.compile("フリガナ|ふりがな|ヨミガナ|よみがな")
HEAD_OF_PLACE = re.compile("[市町村区]長|知事")


def is_common_word(start: int, end: int, tokens: Sequence[Token]) -> bool:
    """Whether the span is one common noun of the dictionary or a part of one, or places only. Sudachi calls what
    it does not know a common noun too: such a word may be a name."""
    inside = [token for token in tokens if token.start < end and start < token.end]
    if len(inside) == 1 and inside[0].tag.startswith(COMMON):
        return bool(entries(inside[0].text))
    if not inside or inside[0].start != start or inside[-1].end != end:
        return False
    return all(token.tag.startswith(PLACE_TAG) for token in inside)


def may_be_called(text: str, start: int, end: int) -> bool:
    """Whether the dictionary's word can be a name as well: one of a person, surname and given name, or a foreign one.
    A common noun in katakana that has its line for itself is a label (ファックス)."""
    word = text[start:end]
    if KATAKANA.fullmatch(word):
        return not (
            has_its_line(text, start, end) and any(tag.startswith(COMMON) for tag, _ in entries(word))
        )
    full = any(is_surname(word[:cut]) and readings(word[cut:], GIVEN_NAME) for cut in range(1, len(word)))
    return full or bool(readings(word, NAME_OF_PERSON))


def has_its_line(text: str, start: int, end: int) -> bool:
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    return not text[first:start].strip() and not text[end : last if last >= 0 else None].strip()


def is_governed_place(text: str, start: int, end: int) -> bool:
    """Whether the span is the place of which a mayor or governor is spoken: no surname, before 市長 or 知事."""
    return HEAD_OF_PLACE.match(text, end) is not None and not is_surname(text[start:end])


def is_compound(start: int, end: int, tokens: Sequence[Token]) -> bool:
    """Whether the span is several common nouns, as 本件文書 is."""
    inside = [token for token in tokens if start <= token.start and token.end <= end]
    return end - start > LONGEST_PAIR and len(inside) > 1 and all(t.tag.startswith(COMMON) for t in inside)


def is_place_or_company(text: str, start: int, end: int) -> bool:
    """Whether a surname of the span only gives its name to a place (山本橋) or a company."""
    name = text[start:end]
    place = any(carries_a_surname(name[cut:]) and is_surname(name[:cut]) for cut in range(1, len(name)))
    return (place and not is_surname(name)) or names_a_place(text, end) or is_part_of_company(text, end)


def is_fragment(text: str, start: int, end: int, tokens: Sequence[Token]) -> bool:
    """Whether the span is one character cut out of a word, one of hiragana, or an English word."""
    if text[start:end].isascii() and text[start:end].islower():
        return True
    if text[start:end] in KANJI_NUMERALS or re.fullmatch("[ぁ-ん]", text[start:end]):
        return True
    whole = any(token.start == start and token.end == end for token in tokens)
    return end - start == 1 and not whole


def is_part_of_label(text: str, start: int, end: int) -> bool:
    """Whether the span is one character of a label spaced apart (場　所：), some of フリガナ, or 金 before an amount."""
    if text[end - 1] == "金" and text[end : end + 1].isdigit():
        return True
    line = text.rfind("\n", 0, start) + 1
    if any(m.start() <= start and end <= m.end() for m in READING_LABEL.finditer(text, line, end + 4)):
        return True
    label = SPACED_LABEL.match(text, line) if end - start == 1 else None
    return label is not None and start < label.end()


def has_surname(text: str, start: int, end: int, tokens: Sequence[Token]) -> bool:
    """Whether the span has a proper noun in it, or begins with a surname, as 競争者 does not."""
    proper = any(t.tag.startswith("名詞-固有名詞") for t in tokens if t.start < end and start < t.end)
    return proper or any(is_surname(text[start:cut]) for cut in range(start + 2, end + 1))
