"""The names in a Japanese text that an engine would misread: addresses, wards, stations, parks, people."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from common.japanese.morphemes import Morpheme, morphemes
from common.japanese.romanising import romanised
from services.translate.glossary.terms import Term
from services.translate.languages import LANGUAGES, LATIN
from services.translate.names.addresses import BLOCK, address, place_parts
from services.translate.names.chinese import simplified
from services.translate.names.korean import korean
from services.translate.uses import NAME

LATIN_WRITERS = frozenset(code for code, each in LANGUAGES.items() if each.letters == LATIN)
"""Languages whose readers read Latin letters."""
HEADS = {
    "駅": ("エキ", "Station"), "公園": ("コウエン", "Park"), "川": ("ガワ", "River"), "橋": ("バシ", "Bridge"),
    "通": ("ドオリ", "Street"), "通り": ("ドオリ", "Street"), "課": ("カ", "Division"), "市": ("シ", "City"),
    "県": ("ケン", "Prefecture"), "府": ("フ", "Prefecture"), "区": ("ク", "-ku"), "町": ("チョウ", "-cho"), "村": ("ムラ", "-mura"),
}  # fmt: skip
"""What a name of a place may end in, how it is read there, and what English says."""
TITLES = (
    "さん",
    "様",
    "さま",
    "氏",
    "先生",
    "市長",
    "区長",
    "部長",
    "課長",
    "係長",
    "議員",
    "委員長",
    "会長",
)
GENERIC = frozenset({"東西", "南北", "中央", "都市", "市町"})
"""Sudachi's dictionary has these as names of places too."""
_FOREIGN = """
北京 上海 香港 台北 台湾 南京 天津 広州 大連 釜山 仁川 平壌 重慶 深圳 武漢 瀋陽 成都 長沙 西安 青島 沙 大邱 大田 光州
"""
FOREIGN = frozenset(_FOREIGN.split())
"""Written in kanji and read otherwise in their own language."""
SAID_OTHERWISE = frozenset({"欧州", "北米", "中米", "南米", "中南米"})
"""Not by the same characters in Chinese."""
KATAKANA = re.compile("[ァ-ヴー]{2,}")
"""Of words from abroad, whose spelling their reading does not tell: インダス川 is the Indus River."""


def names_in(text: str, target: str) -> tuple[Term, ...]:
    """The names in `text` with their spelling; those whose spelling is not sure are left to the engine."""
    if target in LATIN_WRITERS:
        return _romanised(text, target)
    if target == "ko":
        return _respelled(text, target, korean)
    return _respelled(text, target, _chinese) if target == "zh" else ()


def _respelled(text: str, target: str, spell: Callable[[str, str], str]) -> tuple[Term, ...]:
    """`spell` is given each name as it is written and as English has it."""
    found = ((term, spell(term.source, term.target)) for term in _romanised(text, target))
    return tuple(replace(term, target=spelling) for term, spelling in found if spelling)


def _chinese(written: str, english: str) -> str:
    """In letters, as on a sign, where its characters are not sure: ひばりが丘駅 is Hibarigaoka站, あいの里 Ainosato."""
    if spelling := simplified(written):
        return spelling
    heads = [head for head, (_, said) in HEADS.items() if written.endswith(head) and english.endswith(said)]
    head = max(heads, key=len, default="")
    stem = english.removesuffix(HEADS[head][1]).strip() if head else english
    return stem + simplified(head) if stem.isalpha() else ""


def _romanised(text: str, target: str) -> tuple[Term, ...]:
    if not text:
        return ()
    words = morphemes(text)
    found = [*_addresses(text, words), *_people(words), *_places(words, target)]
    kept: dict[str, Term] = {}
    for source, spelling in found:
        if spelling and not any(source in longer for longer in kept):
            kept.setdefault(source, Term(source, spelling, kind=NAME))
    return tuple(kept.values())


def _addresses(text: str, words: Sequence[Morpheme]) -> Iterator[tuple[str, str]]:
    for number, word in enumerate(words):
        block = BLOCK.match(text, word.end)
        if block is None or not _is_place(word):
            continue
        start = number
        while start and _is_place(words[start - 1]):
            start -= 1
        place = text[words[start].start : word.end]
        yield place + block[0], address(place, block[0])


def _people(words: Sequence[Morpheme]) -> Iterator[tuple[str, str]]:
    for number, word in enumerate(words[:-1]):
        if word.tag != "名詞-固有名詞-人名-姓":
            continue
        following = [each for each in words[number + 1 : number + 3] if each.surface.strip()]
        if following and following[0].tag == "名詞-固有名詞-人名-名":
            written = "".join(each.surface for each in words[number : words.index(following[0], number) + 1])
            yield written, f"{_letters(word)} {_letters(following[0])}" if _letters(word) else ""
        elif following and following[0].surface in TITLES:
            yield word.surface, _letters(word)


def _places(words: Sequence[Morpheme], target: str) -> Iterator[tuple[str, str]]:
    for number, word in enumerate(words):
        if not word.of("名詞-固有名詞") or word.tag == "名詞-固有名詞-地名-国":
            continue
        after = words[number + 1].surface if number + 1 < len(words) else ""
        if after in HEADS and _is_place(word):
            yield _headed(word.surface, word.reading, after, target)
        elif target == "zh" and _is_place(word) and len(word.surface) > 1:
            yield word.surface, _plain(word)
        for head, (reading, _) in HEADS.items():
            stem = word.surface.removesuffix(head)
            if stem and stem != word.surface and word.reading.endswith(reading):
                yield _ended(word, stem, head, reading, target)


def _plain(word: Morpheme) -> str:
    """A place without a head: 渋谷."""
    foreign = word.surface.isascii() or KATAKANA.search(word.surface)
    return "" if foreign or word.surface in GENERIC | SAID_OTHERWISE else _letters(word)


def _ended(word: Morpheme, stem: str, head: str, reading: str, target: str) -> tuple[str, str]:
    """A name that holds its head: 三宮駅; with more than one part: 神戸市中央区."""
    if _is_place(word) and len(parts := place_parts(word.surface)) > 1:
        return word.surface, ", ".join(reversed(parts)) if all(parts) else ""
    return _headed(stem, word.reading.removesuffix(reading), head, target)


def _headed(stem: str, reading: str, head: str, target: str) -> tuple[str, str]:
    letters = romanised(reading, stem)
    said = HEADS[head][1]
    if (
        not letters
        or KATAKANA.search(stem)
        or stem in FOREIGN
        or (stem in GENERIC and (stem, head) != ("中央", "区"))
    ):
        return stem + head, ""
    if said.startswith("-"):
        return stem + head, letters + said
    # Other languages have their own word for the head, and their engine knows it.
    return (stem, letters) if target in LATIN_WRITERS - {"en"} else (stem + head, f"{letters} {said}")


def _is_place(word: Morpheme) -> bool:
    return word.tag == "名詞-固有名詞-地名-一般"


def _letters(word: Morpheme) -> str:
    return romanised(word.reading, word.surface)
