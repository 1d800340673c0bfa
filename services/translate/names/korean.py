"""Japanese names in Hangul, by the rules of the National Institute of Korean Language (외래어 표기법, Japanese).

Long vowels are not written; k, t and ch are lax at the start of a word: 神戸 is 고베, 名古屋 나고야, 東京 도쿄.
"""

import re

LEADS, VOWELS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ", "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
CONSONANTS = dict(zip("kgsztdnhfbpmrj", "ㅋㄱㅅㅈㅌㄷㄴㅎㅎㅂㅍㅁㄹㅈ", strict=True))
CONSONANTS |= {"": "ㅇ", "y": "ㅇ", "w": "ㅇ", "sh": "ㅅ", "ch": "ㅊ", "ts": "ㅆ"}
FIRST = {"k": "ㄱ", "t": "ㄷ", "ch": "ㅈ"}
PLAIN, GLIDING = dict(zip("aiueo", "ㅏㅣㅜㅔㅗ", strict=True)), dict(zip("auo", "ㅑㅠㅛ", strict=True))
NARROW = frozenset({"s", "z", "ts"})
"""Behind these a u is ㅡ."""
N, STOP = 4, 19
"""The finals ㄴ and ㅅ."""
MORA = re.compile(
    r"(?P<final>n(?![aiueoy])'?)|(?P<stop>([kstpbdgz])(?=\3)|t(?=ch))"
    r"|(?P<lead>sh|ch|ts|[kgsztdnhfbpmrjw])?(?P<glide>y)?(?P<vowel>[aiueo])"
)
LONG = re.compile(r"([aie])\1")
HEADS = {
    "Station": "역", "Park": " 공원", "River": "강", "Bridge": "다리", "Street": "거리", "Division": "과", "City": "시",
    "Prefecture": "현", "ku": "구", "cho": "초", "machi": "마치", "mura": "무라", "son": "손", "gun": "군",
}  # fmt: skip
PREFECTURE_OF_A_CAPITAL = "府"


def korean(written: str, spelling: str) -> str:
    """A name in Hangul from its English spelling, the largest part of an address first; empty where that is not sure."""
    parts = [_part(part) for part in reversed(spelling.split(", "))]
    if not all(parts):
        return ""
    name = " ".join(parts)
    return name.removesuffix("현") + "부" if written.endswith(PREFECTURE_OF_A_CAPITAL) else name


def hangul(word: str) -> str:
    """One word of Hepburn's letters; empty where one of them is none of Japanese."""
    word = LONG.sub(r"\1", word.lower())
    syllables: list[str] = []
    position = 0
    for match in MORA.finditer(word):
        if match.start() != position or (not syllables and not match["vowel"]):
            return ""
        if match["vowel"]:
            syllables.append(
                _syllable(match["lead"] or "", bool(match["glide"]), match["vowel"], not position)
            )
        else:
            syllables[-1] = chr(ord(syllables[-1]) + (N if match["final"] else STOP))
        position = match.end()
    return "".join(syllables) if position == len(word) and all(syllables) else ""


def _part(part: str) -> str:
    """6-5-1 Kano-cho is 가노초 6-5-1."""
    number, blank, rest = part.partition(" ")
    if blank and number.replace("-", "").isdigit():
        return f"{_part(rest)} {number}" if _part(rest) else ""
    words = [_word(word) for word in part.split(" ")]
    return (
        "".join(words[:1] + [w if w in HEADS.values() else f" {w}" for w in words[1:]]) if all(words) else ""
    )


def _word(word: str) -> str:
    if word in HEADS:
        return HEADS[word]
    stem, hyphen, head = word.rpartition("-")
    if not hyphen:
        return hangul(word)
    return hangul(stem) + HEADS[head] if hangul(stem) and head in HEADS else ""


def _syllable(lead: str, glides: bool, vowel: str, is_first: bool) -> str:
    if lead == "w" and vowel == "a":
        sound = "ㅘ"
    elif glides or (lead == "sh" and vowel != "i"):
        sound = GLIDING.get(vowel, "")
    else:
        sound = "ㅡ" if vowel == "u" and lead in NARROW else PLAIN[vowel] if lead != "w" else ""
    consonant = FIRST.get(lead, CONSONANTS[lead]) if is_first else CONSONANTS[lead]
    return chr(0xAC00 + (LEADS.index(consonant) * 21 + VOWELS.index(sound)) * 28) if sound else ""
