"""Addresses as letters to Japan have them: 大阪市北区中之島1丁目3番20号 is 1-3-20 Nakanoshima, Kita-ku, Osaka."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from common.japanese.morphemes import Morpheme, morphemes
from common.japanese.romanising import romanised

DIGITS = "0-9０-９"
HYPHEN = "-－‐−ー―"
NUMBER = f"(?:[{DIGITS}]+|[一二三四五六七八九十]+(?=丁目))"
BLOCK = re.compile(
    rf"{NUMBER}(?:丁目|番地の?|番町?|[{HYPHEN}の])(?:{NUMBER}(?:番地の?|番|号|[{HYPHEN}の]))*(?:[{DIGITS}]+号?)?"
)
"""1丁目3番20号, 6-5-1, 12番地: what stands behind the name of a place."""
SUFFIXES = {"市": "", "区": "-ku", "県": "", "府": "", "都": "", "町": "-cho", "村": "-mura", "郡": "-gun"}
READINGS = {"マチ": "-machi", "チョウ": "-cho", "ソン": "-son", "ムラ": "-mura"}
KANJI = {digit: value for value, digit in enumerate("〇一二三四五六七八九")}


def address(place: str, block: str) -> str:
    """The smallest part first; empty where a part cannot be read."""
    parts = place_parts(place)
    if not parts or not all(parts):
        return ""
    numbers = "-".join(_numbers(block))
    return ", ".join([f"{numbers} {parts[-1]}", *reversed(parts[:-1])])


def place_parts(place: str) -> list[str]:
    """兵庫県神戸市中央区加納町 is Hyogo, Kobe, Chuo-ku, Kano-cho; a part that cannot be read is empty."""
    return list(_parts(morphemes(place, short=True)))


def _parts(units: Sequence[Morpheme]) -> Iterator[str]:
    held: list[Morpheme] = []
    for unit in units:
        if unit.surface in SUFFIXES and held:
            yield _part(held, READINGS.get(unit.reading, SUFFIXES[unit.surface]))
            held = []
        elif len(unit.surface) > 1 and unit.surface[-1] in "市区町村県府都郡" and unit.of("名詞"):
            suffix = unit.surface[-1]
            yield _whole(held, unit, suffix)
            held = []
        else:
            held.append(unit)
    if held:
        yield _part(held, "")


def _whole(held: Sequence[Morpheme], unit: Morpheme, suffix: str) -> str:
    """A unit that holds its suffix: 加納町."""
    readings: dict[str, tuple[str, ...]] = {
        "市": ("シ",),
        "区": ("ク",),
        "県": ("ケン",),
        "府": ("フ",),
        "都": ("ト",),
        "郡": ("グン",),
    }
    readings |= {"町": ("チョウ", "マチ"), "村": ("ムラ", "ソン")}
    for reading in readings[suffix]:
        if unit.reading.endswith(reading):
            stem = unit._replace(surface=unit.surface[:-1], reading=unit.reading[: -len(reading)])
            return _part([*held, stem], READINGS.get(reading, SUFFIXES[suffix]))
    return ""


def _part(units: Sequence[Morpheme], suffix: str) -> str:
    letters = romanised("".join(unit.reading for unit in units), "".join(unit.surface for unit in units))
    return letters + suffix if letters else ""


def _numbers(block: str) -> Iterator[str]:
    plain = unicodedata.normalize("NFKC", block)
    for match in re.finditer(r"\d+|[一二三四五六七八九十]+", plain):
        yield match[0] if match[0].isdigit() else str(_value(match[0]))


def _value(kanji: str) -> int:
    tens, ten, ones = kanji.rpartition("十")
    return (KANJI.get(tens, 1) * 10 if ten else 0) + KANJI.get(ones, 0)
