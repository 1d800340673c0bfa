"""Text as the recognizers see it, and the way back to the characters of the original.

Folding is NFKC plus what NFKC leaves alone: name variants (髙 﨑 𠮷), the many dashes, the long vowel mark
that people type between digits, numbers written one kanji a digit (〇九〇), and the line that ends inside a
number. It changes lengths (㈱ is three characters), so every folded character remembers the stretch of the
original that it came from.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

VARIANTS = str.maketrans(
    {
        "髙": "高", "﨑": "崎", "嵜": "崎", "𠮷": "吉", "𣘺": "橋", "槗": "橋", "邊": "辺", "邉": "辺",
        "齋": "斎", "齊": "斉", "濵": "浜", "濱": "浜", "廣": "広", "德": "徳", "瀨": "瀬", "渕": "淵",
        "曻": "昇", "栁": "柳", "桒": "桑", "冨": "富", "嶋": "島", "嶌": "島", "眞": "真", "惠": "恵",
        "澤": "沢", "櫻": "桜", "國": "国", "學": "学", "與": "与", "豐": "豊", "藏": "蔵", "彌": "弥", "條": "条",
        "萬": "万", "榮": "栄", "壽": "寿", "龍": "竜",
        "關": "関", "靜": "静", "穗": "穂", "禮": "礼", "來": "来", "佛": "仏",
    }
)  # fmt: skip
DASHES = frozenset("‐‑‒–—―−﹣")
LONG_VOWEL = "ー"
KANJI_DIGITS = dict(zip("〇○◯零一二三四五六七八九", "0000123456789", strict=True))
KANJI_DIGIT = f"[{''.join(KANJI_DIGITS)}]"
DIGIT = f"[0-9{''.join(KANJI_DIGITS)}]"
WRITTEN_OUT = re.compile(rf"{DIGIT}(?:[-() \n]{{0,2}}{DIGIT}){{6,}}")
"""Seven digits or more, any of them kanji: no quantity is written so, but telephone numbers are."""
KANJI_RUN = re.compile(rf"{KANJI_DIGIT}{{2,}}|{KANJI_DIGIT}(?=-)|(?<=[-\n]){KANJI_DIGIT}(?![一-龠])")
"""One alone that no dash joins begins the next word: 100-0001 四日市市."""
SPLIT_NUMBER = re.compile(r"(?<=[0-9])(?P<gap>-?[ ]*\n[ ]*-?)(?=[0-9])")
APART = re.compile(
    r"(?<![0-9.,-])(?<![0-9] )[0-9](?: {1,2}[0-9]){6,}(?! {0,2}[0-9]|[.,-])"
    r"|(?:番号|コード|ナンバー)[^\t|\n0-9]{0,10}[\t|](?P<cells>[0-9](?:[\t|][0-9]){6,})(?![0-9])"
)
"""Seven digits or more, each in a box of its own."""
VOICING = frozenset("ﾞﾟ\u3099\u309a")


@dataclass(frozen=True)
class Folded:
    """`text[i]` came from `original[starts[i]:ends[i]]`."""

    original: str
    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that `text[start:end]` came from; whole characters only."""
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else len(self.original)
            return at, at
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    """Fold `text` for detection, keeping the way back."""
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(text):
        for character in fold_word(text[start:end]):
            characters.append(character)
            starts.append(start)
            ends.append(end)
    _dash_between_digits(characters)
    _write_in_digits(characters)
    kept = _without_breaks(characters)
    return Folded(
        text,
        "".join(characters[i] for i in kept),
        tuple(starts[i] for i in kept),
        tuple(ends[i] for i in kept),
    )


def fold_word(text: str) -> str:
    """NFKC, name variants and dashes, without the map."""
    folded = unicodedata.normalize("NFKC", text).translate(VARIANTS)
    return "".join("-" if character in DASHES else character for character in folded)


def search_key(text: str) -> str:
    """What two spellings of the same word have in common: folded, without any white space, lower case."""
    return "".join(fold_word(text).split()).lower()


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """A character with the marks that compose with it: ﾀ and ﾞ become the one character ダ."""
    start = 0
    for position in range(1, len(text) + 1):
        if position == len(text) or not _joins(text[position]):
            yield start, position
            start = position


def _joins(character: str) -> bool:
    return character in VOICING or unicodedata.combining(character) != 0


def _dash_between_digits(characters: list[str]) -> None:
    for i in range(1, len(characters) - 1):
        if characters[i] == LONG_VOWEL and _digit_near(characters, i, -1) and _digit_near(characters, i, 1):
            characters[i] = "-"


def _digit_near(characters: list[str], at: int, step: int) -> bool:
    """Whether a digit is next to `at` in that direction, behind the end of a line if there is one."""
    beside = at + step
    if 0 < beside < len(characters) - 1 and characters[beside] == "\n":
        beside += step
    return _is_digit(characters[beside])


def _is_digit(character: str) -> bool:
    return character.isdigit() or character in KANJI_DIGITS


def _write_in_digits(characters: list[str]) -> None:
    for match in WRITTEN_OUT.finditer("".join(characters)):
        for run in KANJI_RUN.finditer(match[0]):
            for i in range(match.start() + run.start(), match.start() + run.end()):
                characters[i] = KANJI_DIGITS[characters[i]]


def _without_breaks(characters: list[str]) -> list[int]:
    """Which characters stay: a line end beside a dash between digits goes (090-\n1234), and what stands between
    the boxes of a number that is written one digit a box."""
    text = "".join(characters)
    dropped = {
        i
        for match in SPLIT_NUMBER.finditer(text)
        if "-" in match["gap"]
        for i in range(*match.span("gap"))
        if characters[i] != "-"
    }
    for match in APART.finditer(text):
        boxes = range(*match.span("cells" if match["cells"] else 0))
        dropped.update(i for i in boxes if not characters[i].isdigit())
    return [i for i in range(len(characters)) if i not in dropped]
