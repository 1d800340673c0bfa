"""Numbers in kanji, in Arabic digits, and in both (2億8千万), read and written."""

import re
from decimal import Decimal

DIGITS = "〇一二三四五六七八九"
ZERO = "零"
PLACES = {"千": 1000, "百": 100, "十": 10}
UNITS = ("兆", "億", "万")
"""The names of powers of 10,000, which stay kanji in horizontal writing."""
KANJI = f"{DIGITS}{ZERO}{''.join(PLACES)}{''.join(UNITS)}"
ARABIC = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
NUMBER = re.compile(rf"(?:{ARABIC}|[{KANJI}])+")

POSITIONAL = re.compile(f"[{DIGITS}{ZERO}]+")
ONE = f"[1-9{DIGITS[1:]}]"
MULTIPLIED = re.compile(rf"(?:({ONE})?(千))?(?:({ONE})?(百))?(?:({ONE})?(十))?({ONE})?")
GROUP = re.compile(f"([^{''.join(UNITS)}]*)([{''.join(UNITS)}]?)")
MYRIAD = 10_000
LONGEST_GROUPED = 16
"""Digits beyond which a number is some code."""

Amount = tuple[str, str]
"""Digits without commas, and 兆, 億, 万 or nothing."""


def read(number: str) -> list[Amount] | None:
    """The parts of a number, the greatest first; None where it is no well-formed number."""
    amounts: list[Amount] = []
    left: tuple[str, ...] = (*UNITS, "")
    for text, unit in GROUP.findall(number):
        if not text and not unit:
            continue
        digits = _digits(text)
        if digits is None or unit not in left or (amounts and float(digits) >= MYRIAD):
            return None
        left = left[left.index(unit) + 1 :]
        amounts.append((digits, unit))
    return amounts or None


def written(amounts: list[Amount], *, commas: bool) -> str:
    """2億8,000万: Arabic digits, in threes where `commas`, with 兆, 億 and 万 in kanji."""
    shown = [(digits, unit) for digits, unit in amounts if float(digits)] or amounts[:1]
    return "".join(f"{_grouped(digits) if commas else digits}{unit}" for digits, unit in shown)


def value(amounts: list[Amount]) -> Decimal:
    powers = {unit: MYRIAD**power for power, unit in enumerate((*UNITS, "")[::-1])}
    return sum((Decimal(digits) * powers[unit] for digits, unit in amounts), Decimal(0))


def _digits(text: str) -> str | None:
    if re.fullmatch(ARABIC, text):
        return text.replace(",", "")
    if POSITIONAL.fullmatch(text):
        return "".join(_digit(character) for character in text)
    match = MULTIPLIED.fullmatch(text) if text else None
    if match is None:
        return None
    pairs = zip(match.groups()[0:6:2], match.groups()[1:6:2], strict=True)
    tens = sum(int(_digit(times or "一")) * PLACES[place] for times, place in pairs if place)
    return str(tens + int(_digit(match[7] or "〇")))


def _digit(character: str) -> str:
    return character if character.isascii() else str(max(0, DIGITS.find(character)))


def _grouped(digits: str) -> str:
    whole, point, fraction = digits.partition(".")
    if whole.startswith("0") or len(whole) > LONGEST_GROUPED:
        return digits
    return f"{int(whole):,}{point}{fraction}"
