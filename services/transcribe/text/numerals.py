"""Numbers as public offices write them across the page, as a view: what was said stays what is stored.

After 文化庁「公用文作成の考え方」(2022), I-4: 三百人→300人, 一万二千円→1万2,000円, 二〇二六年→2026年; kanji stays in
words (一般, 第三者), names (三重県), approximations (数十人, 四、五十人) and counts like 一つ and 一人. Half past is
left as said (三時半→3時半).
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from common.japanese.morphemes import Morpheme, morphemes
from services.transcribe.text.counters import (
    COUNTER,
    COUNTERS,
    DAI_COUNTER,
    DECIMALS,
    IDIOMS,
    NEEDS_CONTEXT,
    QUANTITIES,
    SURE,
    TAILS,
)
from services.transcribe.text.kanji_numbers import DIGITS, KANJI, NUMBER, Amount, read, value, written
from services.transcribe.text.units import with_plain_digits, with_units

POINT = re.compile(rf"(?<![{KANJI}0-9])([{KANJI}0-9]+)点([{DIGITS}0-9]+)(?={DECIMALS})")
ABOUT_BEFORE = re.compile("[数何幾]$")
ABOUT_AFTER = re.compile("[数余何幾]|、[二三四五六七八九]")
PAIR = re.compile(rf"[{DIGITS}]{{2}}")
PLAIN_FOLLOWS = re.compile(r"[ぁ-ゖ、。，．）」』,.!?！？\s]|$")
CODE_BEFORE = re.compile(r"[A-Za-z\-－#№〒第]$")
CLAUSE_NUMBER = re.compile(rf"(?<=[条項号]の)[{DIGITS}十]+(?![{KANJI}つ人])")
FRACTION_BEFORE = re.compile("[0-9]分の$")


@lru_cache(maxsize=8192)
def numerals(text: str) -> str:
    """`text` with its numbers in the style of public offices. Total, and doing it twice changes nothing."""
    before = None
    while before != text:
        before, text = text, _once(text)
    return text


def _once(text: str) -> str:
    text = POINT.sub(_decimal, with_plain_digits(text))
    pieces, at = [], 0
    for start, end, shown in _changes(text):
        pieces += [text[at:start], shown]
        at = end
    return with_units("".join(pieces) + text[at:])


def _decimal(match: re.Match[str]) -> str:
    """一点五倍→1.5倍."""
    whole, part = read(match[1]), read(match[2])
    if whole is None or part is None or len(whole) > 1 or whole[0][1]:
        return match[0]
    return f"{whole[0][0]}.{part[0][0]}"


def _changes(text: str) -> Iterator[tuple[int, int, str]]:
    cut = {at: m for m in morphemes(text) for at in range(m.start, m.end)}
    idioms = [match.span() for match in IDIOMS.finditer(text)]
    for match in NUMBER.finditer(text):
        start, end = _outside(match.span(), idioms)
        amounts = read(text[start:end]) if start < end else None
        if amounts is not None:
            shown = _shown(text, start, end, amounts, cut)
            if shown is not None and shown != text[start:end]:
                yield start, end, shown


def _outside(span: tuple[int, int], idioms: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """What of a number is before the first idiom that it touches."""
    for start, end in idioms:
        if start < span[1] and span[0] < end:
            return span[0], max(span[0], start)
    return span


def _shown(text: str, start: int, end: int, amounts: list[Amount], cut: dict[int, Morpheme]) -> str | None:
    """How the number is to be written; None to leave it."""
    number = text[start:end]
    counter = COUNTER.match(text, end)
    counted = counter[0] if counter else ""
    quantity = counted in QUANTITIES or any(unit for _, unit in amounts)
    if number.isascii():
        codes = CODE_BEFORE.search(_before(text, start))
        return None if codes or not quantity else written(amounts, commas=True)
    if _is_numbered(text, start, end, cut):
        return written(amounts, commas=False)
    if _is_about(text, start, end) or not _is_number(text, start, end, counted, cut):
        return None
    if not (_counts(text, start, end, counted, amounts) or _stands_alone(text, end, number, amounts)):
        return None
    plain = counted and not quantity
    return written(amounts, commas=not plain)


def _is_numbered(text: str, start: int, end: int, cut: dict[int, Morpheme]) -> bool:
    """第三回, 第五条の二, 三分の一."""
    if CLAUSE_NUMBER.fullmatch(text, start, end) or FRACTION_BEFORE.search(_before(text, start)):
        return True
    whole = cut[start].end <= end or cut[start].surface.endswith(("回", "条", "号", "項", "期", "位", "章"))
    return _before(text, start).endswith("第") and whole and DAI_COUNTER.match(text, end) is not None


def _is_about(text: str, start: int, end: int) -> bool:
    """数十人, 十数人, 二、三日, 四五人."""
    if ABOUT_BEFORE.search(_before(text, start)) or _is_run_on(text, start, end):
        return True
    number = text[start:end]
    two = PAIR.match(number)
    return bool(two) and "〇" not in number[:2] and (len(number) == 2 or number[2] in "十百千万億兆")


def _is_run_on(text: str, start: int, end: int) -> bool:
    """Whether an approximation goes on after it, or before it: 十数人; 四、 and 五十人."""
    after = ABOUT_AFTER.match(text, end)
    if after and (len(after[0]) == 1 or _follows(text[end - 1], after[0][1])):
        return True
    return start > 1 and text[start - 1] == "、" and _follows(text[start - 2], text[start])


def _follows(one: str, other: str) -> bool:
    """Whether the digits are one apart: 四 and 五."""
    return 0 < DIGITS.find(one) == DIGITS.find(other) - 1


def _is_number(text: str, start: int, end: int, counter: str, cut: dict[int, Morpheme]) -> bool:
    """Whether the dictionary has no longer word or name here than the number and its counter."""
    word = cut[start]
    if word.start < start:
        return text[word.start : start].isascii() and not word.of("名詞-固有名詞")
    sure = counter in SURE or len(counter) > 1
    if word.end <= end:
        return word.of("名詞-数詞") or sure or text[start : word.end].isascii()
    rest = text[end : word.end]
    if word.of("名詞-固有名詞") and not sure:
        return False
    return bool(counter) and (
        counter.startswith(rest) or (rest.startswith(counter) and rest[len(counter) :] in TAILS)
    )


def _counts(text: str, start: int, end: int, counter: str, amounts: list[Amount]) -> bool:
    """Whether it certainly counts what follows."""
    if not counter or value(amounts) < COUNTERS[counter]:
        return False
    needed = NEEDS_CONTEXT.get(text[start:end] + counter)
    if needed is None:
        return True
    before, after = needed
    return bool(re.search(before, _before(text, start)) or re.compile(after).match(text, end + len(counter)))


def _stands_alone(text: str, end: int, number: str, amounts: list[Amount]) -> bool:
    """A number of several characters that nothing is attached to: 参加者は三百五十でした."""
    if len(number) < 2 or value(amounts) <= 10 or not PLAIN_FOLLOWS.match(text, end):
        return False
    positional = not any(place in number for place in "十百千万億兆")
    return not positional or "〇" in number


def _before(text: str, at: int) -> str:
    """The few characters before it."""
    return text[max(0, at - 4) : at]
