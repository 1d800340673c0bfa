"""Readings over kanji, from Sudachi and the rules of counted things, and boundaries between bunsetsu."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from common.documents import readings
from common.japanese.morphemes import Morpheme, morphemes
from services.translate.languages import HAN
from services.translate.plain.counters import Read, counted
from services.translate.plain.marks import BREAK, unmarked

KANJI = re.compile(f"[{HAN}]")
WRITTEN = re.compile(r"\w")
RUNS = re.compile(f"[{HAN}ヶヵ]+|[^{HAN}ヶヵ]+")
VARIANTS = str.maketrans("髙﨑𠮷邉德濵栁槗桒塚嵜", "高崎吉辺徳浜柳橋桑塚崎")
"""Characters of names that the dictionary lacks, by those that are read the same."""
HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}
_COMMON = """
私:わたし 明日:あした 昨日:きのう 今日:きょう 日本:にほん 家:いえ 方:かた 何:なに 他:ほか 後:あと 外:そと 中:なか
間:あいだ 日:ひ 月:つき 市:し 町:まち 村:むら 区:く 県:けん 都:と 府:ふ 道:みち 国:くに
所:ところ 物:もの 者:もの 等:など 様:さま 氏:し 為:ため 額:がく 主:おも 上:うえ 下:した 前:まえ
側:がわ 体:からだ 年:とし 人:ひと 水:みず 火:ひ 夜:よる 朝:あさ 車:くるま
"""
COMMON = dict(pair.split(":") for pair in _COMMON.split())
"""Single words whose first reading in the dictionary is another one."""
ATTACHED = ("助詞", "助動詞", "接尾辞", "補助記号", "空白", "記号")
CONTENT = ("名詞", "代名詞", "動詞", "形容詞", "形状詞", "副詞", "連体詞", "接続詞", "感動詞", "接頭辞")
NOUNS = ("名詞", "接尾辞", "接頭辞", "代名詞")
FORMAL = frozenset(
    (
        "こと",
        "とき",
        "ところ",
        "もの",
        "ため",
        "ほう",
        "はず",
        "わけ",
        "まま",
        "あと",
        "まえ",
        "なか",
        "あいだ",
        "うち",
    )
)


def annotated(text: str) -> str:
    """`text` with every kanji's reading and every bunsetsu's boundary marked."""
    text = unmarked(text)
    words = morphemes(text.translate(VARIANTS))
    known = list(counted(text))
    reads = sorted([*known, *_readings(words, known)])
    breaks = {word.start for word in _starts(words)}
    pieces, position = [], 0
    for read in reads:
        pieces += [_broken(text, position, read.start, breaks), BREAK if read.start in breaks else ""]
        pieces.append(readings.annotated(text[read.start : read.end], read.reading))
        position = read.end
    return "".join([*pieces, _broken(text, position, len(text), breaks)])


def unread(text: str) -> list[str]:
    """The words of `text` whose kanji cannot be read."""
    words = morphemes(text.translate(VARIANTS))
    covered = [*counted(text)]
    covered += _readings(words, covered)
    inside = {at for read in covered for at in range(read.start, read.end)}
    return [match[0] for match in KANJI.finditer(text) if match.start() not in inside]


def _broken(text: str, start: int, end: int, breaks: set[int]) -> str:
    return "".join((BREAK if at in breaks else "") + text[at] for at in range(start, end))


def _readings(words: Sequence[Morpheme], known: Sequence[Read]) -> Iterator[Read]:
    taken = {at for read in known for at in range(read.start, read.end)}
    for number, word in enumerate(words):
        if KANJI.search(word.surface) and not taken.intersection(range(word.start, word.end)):
            reading = _reading(words, number)
            for start, end, sound in (
                aligned(word.surface, reading) if reading else _by_character(word.surface)
            ):
                yield Read(word.start + start, word.start + end, sound)
        elif taken.intersection(range(word.start, word.end)):
            rest = "".join(c for at, c in enumerate(word.surface, word.start) if at not in taken)
            if KANJI.search(rest):
                yield from _of_rest(word, rest, taken)


def _of_rest(word: Morpheme, rest: str, taken: set[int]) -> Iterator[Read]:
    """What a counted thing left of a longer word: 人目 of 2人目."""
    start = next(at for at in range(word.start, word.end) if at not in taken)
    inner = morphemes(rest)
    for number, each in enumerate(inner):
        if KANJI.search(each.surface):
            reading = _reading(inner, number)
            for begin, end, sound in (
                aligned(each.surface, reading) if reading else _by_character(each.surface)
            ):
                yield Read(start + each.start + begin, start + each.start + end, sound)


def _reading(words: Sequence[Morpheme], number: int) -> str:
    """In hiragana; empty where the dictionary has none."""
    word = words[number]
    before, after = (
        words[number - 1] if number else None,
        words[number + 1] if number + 1 < len(words) else None,
    )
    alone = (before is None or not before.of("名詞", "接頭辞")) and (
        after is None or not after.of("名詞", "接尾辞")
    )
    if word.surface in COMMON and alone and word.of("名詞", "代名詞"):
        return COMMON[word.surface]
    sound = word.reading.translate(HIRAGANA)
    return sound if sound and not KANJI.search(sound) and sound != word.surface else ""


@lru_cache(maxsize=20_000)
def aligned(surface: str, reading: str) -> tuple[tuple[int, int, str], ...]:
    """(start, end, reading) of each run of kanji: 申し込み is 申(もう) and 込(こ).

    The whole word where its kana do not fit its reading.
    """
    runs = [(match.start(), match.end(), match[0]) for match in RUNS.finditer(surface)]
    kana = [re.escape(run.translate(HIRAGANA)) if not KANJI.search(run) else "(.+)" for *_, run in runs]
    match = re.fullmatch("".join(kana), reading)
    if match is None:
        return ((0, len(surface), reading),)
    sounds = iter(match.groups())
    return tuple((start, end, next(sounds)) for start, end, run in runs if KANJI.search(run))


@lru_cache(maxsize=4096)
def _by_character(surface: str) -> tuple[tuple[int, int, str], ...]:
    """An unknown word, read a kanji at a time as far as the dictionary goes."""
    found = []
    for at, character in enumerate(surface):
        words = morphemes(character) if KANJI.match(character) else []
        sound = words[0].reading.translate(HIRAGANA) if words else ""
        if sound and not KANJI.search(sound) and sound != character:
            found.append((at, at + 1, sound))
    return tuple(found)


def _starts(words: Sequence[Morpheme]) -> Iterator[Morpheme]:
    """The words that begin a bunsetsu, but for the first of all."""
    for before, word in pairwise(words):
        if word.of(*ATTACHED) or not word.of(*CONTENT) or not WRITTEN.search(word.surface):
            continue
        if before.of("補助記号", "空白", "記号"):
            continue
        if not _continues(before, word):
            yield word


def _continues(before: Morpheme, word: Morpheme) -> bool:
    """Whether `word` belongs to the bunsetsu of the word before it."""
    if before.of("接頭辞"):
        return True
    if word.of("動詞-非自立可能", "形容詞-非自立可能"):
        return before.of("名詞", "動詞", "形状詞", "助動詞", "助詞-接続助詞")
    if word.of("名詞", "接頭辞") and word.surface not in FORMAL:
        return before.of(*NOUNS)
    return False
