"""Readings in kana, and their morae: the beats that a listener tells apart."""

import re
import unicodedata

READING = re.compile(r"[ァ-ヴー]+")
MORA = re.compile(r"[ァ-ヴー][ァィゥェォャュョヮ]?")
TO_KATAKANA = {code: code + 0x60 for code in range(ord("ぁ"), ord("ゖ") + 1)}
SEPARATORS = {ord(c): None for c in "・･ 　"}
SAME_SOUND = str.maketrans("ヅヂヲヰヱヮ", "ズジオイエワ")

ROWS = {
    "ア": "アカサタナハマヤラワガザダバパャァヮ",
    "イ": "イキシチニヒミリギジヂビピィヰ",
    "ウ": "ウクスツヌフムユルグズヅブプュゥヴ",
    "エ": "エケセテネヘメレゲゼデベペェヱ",
    "オ": "オコソトノホモヨロヲゴゾドボポョォ",
}
VOWELS = {beat: sound for sound, row in ROWS.items() for beat in row}
LENGTHENED = {"エ": "エイー", "オ": "オウー"}
"""What only lengthens a mora with that vowel: エイ is エー, オウ is オー."""


def katakana(text: str) -> str:
    """`text` with full-width katakana for every kana, and without the dots between words."""
    return unicodedata.normalize("NFKC", text).translate(TO_KATAKANA).translate(SEPARATORS)


def is_reading(text: str) -> bool:
    return READING.fullmatch(text) is not None and text[0] not in "ーッァィゥェォャュョヮ"


def morae(reading: str) -> tuple[str, ...]:
    """The beats of a katakana reading as they sound: ヅ is ズ, オウ and オオ are オー."""
    beats: list[str] = []
    for beat in MORA.findall(reading.translate(SAME_SOUND)):
        before = vowel(beats[-1]) if beats else None
        beats.append("ー" if before and beat in LENGTHENED.get(before, before + "ー") else beat)
    return tuple(beats)


def vowel(beat: str) -> str | None:
    """The vowel a beat ends in, or that which a ー after it would hold; None for ー, ッ and ン."""
    return VOWELS.get(beat[-1])
