"""Persons of a generated document, each written in several ways."""

from dataclasses import dataclass

from bench.masking import words
from bench.masking.writing import Rng

HIRAGANA = str.maketrans({chr(code): chr(code - 0x60) for code in range(ord("ァ"), ord("ヶ") + 1)})
HALF = dict(
    zip(
        "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲンャュョッーァィゥェォ",
        "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝｬｭｮｯｰｧｨｩｪｫ",
        strict=True,
    )
)
VOICED = dict(
    zip("ガギグゲゴザジズゼゾダヂヅデドバビブベボ", "カキクケコサシスセソタチツテトハヒフヘホ", strict=True)
)


def to_katakana(kana: str) -> str:
    return "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in kana)


def half_width(kana: str) -> str:
    return "".join(HALF[VOICED[c]] + "ﾞ" if c in VOICED else HALF.get(c, c) for c in kana)


@dataclass(frozen=True)
class Person:
    """One person of a document, written in several ways; `surname` is what stands before an honorific."""

    surname: str
    given: str
    kana: str
    latin: str
    joint: str = ""

    @property
    def full(self) -> str:
        return f"{self.surname}{self.joint}{self.given}"

    def spaced(self, rng: Rng) -> str:
        return self.full if self.joint else f"{self.surname}{rng.choice(' 　')}{self.given}"

    def wide(self, rng: Rng) -> str:
        return self.full if self.joint else rng.choice(" 　").join(self.surname + self.given)

    def write(self, form: str, rng: Rng) -> str:
        if form == "name":
            return rng.choice([self.full, self.full, self.spaced(rng)])
        if form == "spaced":
            return self.spaced(rng)
        if form == "wide":
            return self.wide(rng)
        if form == "hira":
            return self.kana.translate(HIRAGANA)
        if form == "kana":
            return rng.choice([self.kana, self.kana, half_width(self.kana)])
        return str(getattr(self, form))


def person(rng: Rng) -> Person:
    lot = rng.random()
    if lot < 0.05:
        surname, given = rng.choice(words.FOREIGN_KANJI).split("/")
        return Person(surname, given, "オウ メイ", "WANG MING")
    if lot < 0.12:
        surname, given, latin = rng.choice(words.FOREIGN).split("|")
        return Person(surname, given, f"{surname}・{given}", latin, joint="・")
    surname, s_kana, s_latin = rng.choice(words.SURNAMES).split("/")
    given, g_kana, g_latin = rng.choice(words.GIVEN).split("/")
    latin = rng.choice([f"{g_latin} {s_latin}", f"{s_latin.upper()} {g_latin}", f"{s_latin} {g_latin}"])
    return Person(surname, given, f"{s_kana}{rng.choice([' ', '　', ''])}{g_kana}", latin)
