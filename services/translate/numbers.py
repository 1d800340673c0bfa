"""Numbers read as values, so that 1万2千円 and 12,000 yen, 令和6年 and 2024, 3月 and March agree.

A check of digits alone would fire on a quarter of faultless human translations.
"""

import re
from collections.abc import Iterator

from services.translate.number_words import ERAS, KANJI, MONTHS, ONES, SCALES, TENS, UNITS, WORDS
from services.translate.survival import without_addresses

GREAT = 10**4
UNIT = "".join(UNITS)
GROUPED = re.compile(rf"(?<=\d),(?=\d{{3}}(?!\d))|(?<=\d)\s+(?=[{UNIT}])")
"""Commas between thousands, and the blank that Chinese sets before 万."""
O_CLOCK = re.compile(r"(?<=\d):00(?=\s*[ap]\.?m)", re.IGNORECASE)
"""1:00 p.m. is 午後1時: minutes that nobody wrote."""
WRITTEN = re.compile(
    rf"(?:\d+(?:\.\d+)?|[{''.join(KANJI)}]+)?[{UNIT}](?:[{UNIT}]|\d+(?:\.\d+)?|[{''.join(KANJI)}]+)*|\d+(?:\.\d+)?|[{''.join(KANJI)}]+"
)
PIECE = re.compile(rf"\d+(?:\.\d+)?|[{''.join(KANJI)}]+|[{UNIT}]")
ERA = re.compile(rf"({'|'.join(ERAS)})\s*(元|\d+)", re.IGNORECASE)
ENGLISH = re.compile(rf"(\d+(?:\.\d+)?|[a-z]+)[\s-]+({'|'.join(SCALES)})\b", re.IGNORECASE)
MONTH = re.compile(rf"\b({'|'.join(f'{month[:3]}(?:{month[3:]})?' for month in MONTHS)})\b", re.IGNORECASE)
ONE_OF = re.compile(r"[点人つ個件枚本回名台部通度]")
"""1点につき is "per item": a one that other languages leave unsaid."""
HOUR = re.compile(r"(?<!\d)(1[3-9]|2[0-4])(?=\s*(?:時|点|點|시|:))")
AFTERNOON = re.compile(
    r"(?:午後|下午|晚上|오후)\s*(\d{1,2})|(?<![\d:])(\d{1,2})(?::\d\d)?\s*p\.?m", re.IGNORECASE
)


def missing(source: str, translation: str) -> list[str]:
    """Numbers that `source` writes in digits and `translation` has in no form."""
    text = _prepared(source)
    found = _values(_prepared(translation))
    return [
        written for written, readings in _stated(text) if not any(_near(value, found) for value in readings)
    ]


def invented(source: str, translation: str) -> list[str]:
    """Numbers of two digits or more in `translation` that nothing in `source` accounts for."""
    return [written for written in missing(translation, source) if len(re.sub(r"\D", "", written)) > 1]


def _prepared(text: str) -> str:
    return O_CLOCK.sub("", GROUPED.sub("", without_addresses(text)))


def _stated(text: str) -> Iterator[tuple[str, set[float]]]:
    """Each number in digits with all that it may have become."""
    eras = {match.start(2): ERAS[_era(match[1])] for match in ERA.finditer(text)}
    scales = {match.start(1): SCALES[match[2].lower()] for match in ENGLISH.finditer(text)}
    for match in WRITTEN.finditer(text):
        if not re.search(r"\d", match[0]) or (match[0] == "1" and ONE_OF.match(text, match.end())):
            continue
        value = _value(match[0])
        readings = {value, value - 12 if HOUR.match(text, match.start()) else value}
        if match.start() in eras:
            readings.add(value + eras[match.start()])
        if match.start() in scales:
            readings = {value * scales[match.start()]}
        yield match[0], readings


def _values(text: str) -> set[float]:
    """Every number that `text` states in any form."""
    found = {value for match in WRITTEN.finditer(text) for value in (_value(match[0]), *_digits(match[0]))}
    found |= {WORDS[word] for word in re.findall(r"[a-z]+", text.lower()) if word in WORDS}
    found |= {MONTHS.index(month) + 1 for month in _months(text)}
    for match in ENGLISH.finditer(text):
        found.add(_english(match[1].lower()) * SCALES[match[2].lower()])
    for match in re.finditer(rf"\b({'|'.join(TENS)})[\s-]({'|'.join(ONES[1:10])})\b", text.lower()):
        found.add(WORDS[match[1]] + WORDS[match[2]])
    for match in ERA.finditer(text):
        year = 1 if match[2] == "元" else int(match[2])
        found |= {year, year + ERAS[_era(match[1])]}
    for match in AFTERNOON.finditer(text):
        found.add(int(match[1] or match[2]) + 12)
    return found | {float(hour) - 12 for hour in HOUR.findall(text)}


def _value(written: str) -> float:
    """3億2000万 is 320,000,000: units up to 千 build a group, 万 and above close it."""
    total, group, digit = 0.0, 0.0, None
    for piece in PIECE.findall(written):
        if piece not in UNITS:
            digit = _digit(piece)
        elif UNITS[piece] < GREAT:
            group, digit = group + (1.0 if digit is None else digit) * UNITS[piece], None
        else:
            group += digit or 0.0
            total, group, digit = total + (group or 1.0) * UNITS[piece], 0.0, None
    return total + group + (digit or 0.0)


def _digits(written: str) -> Iterator[float]:
    """The bare digits too: 5千 may be matched by a 5 beside a word for thousand."""
    return (_digit(piece) for piece in PIECE.findall(written) if piece not in UNITS)


def _digit(piece: str) -> float:
    if piece[0] in KANJI:
        return float("".join(str(KANJI[character]) for character in piece))
    return float(piece)


def _english(word: str) -> float:
    return float(word) if word[0].isdigit() else float(WORDS.get(word, 1))


def _months(text: str) -> Iterator[str]:
    for match in MONTH.finditer(text):
        yield next(month for month in MONTHS if month.startswith(match[1].lower()[:3]))


def _era(name: str) -> str:
    return name if name in ERAS else name.capitalize()


def _near(value: float, found: set[float]) -> bool:
    return any(abs(value - other) <= 1e-9 * max(abs(value), 1.0) for other in found)
