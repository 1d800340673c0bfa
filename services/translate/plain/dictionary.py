"""Words of offices and their plain forms, read from words.csv.

Kinds: `noun` is replaced; `explain` stays, with its explanation behind it in 〈〉; `verb` is replaced in its
form (提出された becomes 出された); `phrase` is replaced as it stands. An entry matches whole words only, the
longest first. Names of offices, laws and funds (市民課, 児童手当法) are left alone unless they are entries.
"""

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from common.japanese.morphemes import Morpheme, morphemes
from services.translate.plain.edits import Change, changed
from services.translate.plain.verbs import Verb, put, respelled, verb

FILE = Path(__file__).with_name("words.csv")
NOUN, EXPLAIN, VERB, PHRASE = "noun", "explain", "verb", "phrase"
_NAME_ENDS = """
課 係 部 局 室 署 法 条例 規則 要綱 事業 センター 委員会 協議会 基金 計画 病院 学校 館 ホール プール 公園 庁 大学 財団 協会 組合
銀行 会議 大会 まつり
"""
NAME_ENDS = tuple(_NAME_ENDS.split())
NOUNS = ("名詞", "接尾辞", "接頭辞")
LOOSE = frozenset(
    [
        "等",
        "など",
        "方",
        "時",
        "日",
        "月",
        "円",
        "年",
        "分",
        "人",
        "歳",
        "午前",
        "午後",
        "毎月",
        "毎週",
        "全",
        "各",
        "お",
    ]
)
INTRANSITIVE = (
    "来る",
    "行く",
    "出かける",
    "逃げる",
    "住む",
    "働く",
    "出る",
    "うつる",
    "入る",
    "ある",
    "ない",
    "痛い",
    "止まる",
)
AFTER_NO_NOUN = ("以下", "上記", "下記")
"""小学生以下の is not 次の."""
SUFFIXES = ("など", "につき")
DOING = ("行う", "行なう", "おこなう", "実施する", "いたす", "する")


class Entry(NamedTuple):
    kind: str
    words: tuple[str, ...]
    """As written, the last one in its dictionary form."""
    plain: str
    verb: Verb | None = None


@cache
def entries() -> Mapping[str, Sequence[Entry]]:
    """By their first word, the longest first."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for row in rows():
        for entry in _entries(row["word"], row["kind"], row["plain"]):
            found[entry.words[0]].append(entry)
    for same in found.values():
        same.sort(key=lambda entry: -sum(map(len, entry.words)))
    return found


def rows() -> list[dict[str, str]]:
    """The dictionary as it is written: word, kind, plain."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def explanations() -> frozenset[str]:
    return frozenset(f"〈{row['plain']}〉" for row in rows() if row["kind"] == EXPLAIN)


@cache
def plain_words() -> frozenset[str]:
    """Every word that the plain forms and explanations themselves use: known to be understood."""
    return frozenset(word.base for row in rows() for word in morphemes(row["plain"]))


def in_plain_words(text: str) -> str:
    """`text` with every entry replaced or explained, each explanation once."""
    words = morphemes(text)
    changes, number, explained = [], 0, set[str]()
    while number < len(words):
        entry = _entry_at(words, number)
        if entry is None:
            number += 1
            continue
        end = number + len(entry.words)
        change = _change(words, number, end, entry)
        if change is not None and not (entry.kind == EXPLAIN and change.new in explained):
            explained.add(change.new)
            changes.append(change)
        number = end
    return changed(text, changes)


def _entries(word: str, kind: str, plain: str) -> Iterator[Entry]:
    split = tuple(each.surface for each in morphemes(word))
    if kind != VERB:
        yield Entry(kind, split, plain)
        return
    spoken = verb(plain)
    if spoken is None:
        raise ValueError(f"the plain form of {word} is no verb: {plain}")
    yield Entry(kind, split, plain, spoken)
    if split[-1] == "する" and len(split) > 1:
        noun = split[:-1]
        yield Entry(kind, (*noun, "できる"), plain, spoken.potential)
        for doing in DOING:
            yield Entry(kind, (*noun, "を", *(each.surface for each in morphemes(doing))), plain, spoken)


def _entry_at(words: Sequence[Morpheme], number: int) -> Entry | None:
    first, known = words[number], entries()
    candidates = [*known.get(first.surface, ()), *(known.get(first.base, ()) if first.form else ())]
    for entry in candidates:
        found = words[number : number + len(entry.words)]
        if len(found) == len(entry.words) and _same(found, entry) and _fits(words, number, entry):
            return entry
    return None


def _same(found: Sequence[Morpheme], entry: Entry) -> bool:
    *heads, last = found
    if entry.kind == VERB:
        return last.base == entry.words[-1] and all(
            word.surface == written for word, written in zip(heads, entry.words, strict=False)
        )
    return all(word.surface == written for word, written in zip(found, entry.words, strict=True))


def _fits(words: Sequence[Morpheme], number: int, entry: Entry) -> bool:
    """Whether the sentence stays one with the plain form in its place."""
    end = number + len(entry.words)
    last, after = words[end - 1], words[end] if end < len(words) else None
    if entry.kind == PHRASE:
        if words[number].surface in AFTER_NO_NOUN and number and words[number - 1].of(*NOUNS):
            return False
        goes_on = bool(last.form) and after is not None and after.of("助動詞", "助詞-接続助詞")
        return not goes_on and (not words[number].of("接尾辞") or entry.plain in SUFFIXES)
    if entry.kind == VERB:
        return True
    if last.of("動詞"):
        return False
    before = words[number - 1] if number else None
    if (
        before is not None
        and before.surface == "の"
        and entry.plain.removesuffix("こと").endswith(INTRANSITIVE)
    ):
        return False
    begin = number
    while begin and words[begin - 1].of(*NOUNS):
        begin -= 1
    while last.of(*NOUNS) and end < len(words) and words[end].of(*NOUNS):
        end += 1
    run = "".join(word.surface for word in words[begin:end])
    if run.endswith(NAME_ENDS) and run != "".join(entry.words):
        return False
    return entry.kind == EXPLAIN or _is_loose(words[begin:end], entry)


def _is_loose(run: Sequence[Morpheme], entry: Entry) -> bool:
    """A noun inside a compound stays: 市民 of 市民団体. Numbers and など beside it make no compound."""
    is_act = entry.plain.endswith("こと")
    others = [word for word in run if word.surface not in entry.words and not word.of("名詞-数詞")]
    return all((word.surface in LOOSE and not is_act) or word.of("補助記号") for word in others)


def _object(words: Sequence[Morpheme], number: int, entry: Entry) -> tuple[int, str]:
    """ごみの収集 is ごみを集めること, and 転入の届出をする 転入を知らせる: where the change begins, and its particle."""
    before = words[number - 1] if number > 1 else None
    is_act = entry.plain.endswith("こと") if entry.kind == NOUN else "を" in entry.words
    if before is None or before.surface != "の" or not is_act:
        return words[number].start, ""
    if not words[number - 2].of("名詞", "接尾辞", "代名詞", "補助記号"):
        return words[number].start, ""
    return before.start, "を"


def _change(words: Sequence[Morpheme], number: int, end: int, entry: Entry) -> Change | None:
    first, last = words[number], words[end - 1]
    if entry.kind == EXPLAIN:
        written = "".join(entry.words)
        return Change(first.start, last.end, f"{written}〈{entry.plain}〉")
    if entry.verb is None:
        start, joint = _object(words, number, entry)
        return Change(start, last.end, joint + entry.plain)
    following = words[end] if end < len(words) else None
    spoken = entry.verb
    if number and words[number - 1].surface == "を" and "を" in spoken.base:
        spoken = Verb(spoken.base.rpartition("を")[2], spoken.conjugation)
    spelled = respelled(spoken, last, following)
    if spelled is None:
        return None
    start, joint = _object(words, number, entry)
    return put(start, last, following, (joint + spelled[0], spelled[1]))
