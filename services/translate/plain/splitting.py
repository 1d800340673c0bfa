"""Long sentences cut at their clauses, where that is safe; what is not stays, and `review` tells of it."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from common.japanese.morphemes import Morpheme, morphemes
from services.translate.plain.edits import Change, changed
from services.translate.plain.endings import plain_ending, verb_at

LONG, LONG_CHAIN = 24, 30
"""Characters past which a sentence is cut at a conjunction, and at a verb that only goes on (記入し、)."""
SHORTEST = 6
LONGEST_CLAUSE = 30
CLAUSE = re.compile(r"[^、。！？!?]+")
ASIDE = re.compile(r"〈[^〉]*〉|（[^）]*）|\([^)]*\)")
JOINING = {
    "が": "でも、",
    "けれども": "でも、",
    "けれど": "でも、",
    "けど": "でも、",
    "し": "そして、",
    "から": "だから、",
}
PREPOSITIONS = frozenset(
    (
        "よる",
        "因る",
        "つく",
        "する",
        "基づく",
        "伴う",
        "応じる",
        "わたる",
        "対する",
        "関する",
        "通じる",
        "際する",
    )
)
"""Verbs that only join a noun to the sentence, as in により、 and として、."""
REQUEST, STATEMENT, PAST = (re.compile(rf"{end}[。！]*\Z") for end in ("ください", "ます", "ました"))


class Cut(NamedTuple):
    left: str
    """A whole sentence but for its politeness and full stop."""
    start: int
    """Where what follows begins."""
    joint: str


def with_commas(sentence: str) -> str:
    """A comma after the topic of each clause that is too long for one breath."""
    changes = []
    for clause in CLAUSE.finditer(sentence):
        if len(ASIDE.sub("", clause[0])) <= LONGEST_CLAUSE:
            continue
        for word in morphemes(clause[0]):
            left, right = ASIDE.sub("", clause[0][: word.end]), ASIDE.sub("", clause[0][word.end :])
            if word.of("助詞-係助詞") and word.surface == "は" and min(len(left), len(right)) >= SHORTEST:
                at = clause.start() + word.end
                changes.append(Change(at, at, "、"))
                break
    return changed(sentence, changes)


def split(sentence: str) -> list[str]:
    """One sentence as several, each with its full stop; all of its words are kept."""
    if len(sentence) <= LONG:
        return [sentence]
    for cut in _cuts(sentence, morphemes(sentence)):
        right = sentence[cut.start :].lstrip()
        if len(cut.left) >= SHORTEST and len(right) >= SHORTEST:
            return [*split(plain_ending(f"{cut.left}。")), *split(cut.joint + right)]
    return [sentence]


def _cuts(sentence: str, words: Sequence[Morpheme]) -> Iterator[Cut]:
    for number in range(2, len(words) - 1):
        if words[number].surface != "、":
            continue
        last, before, start = words[number - 1], words[number - 2], words[number].end
        if last.of("助詞-接続助詞") and last.surface in JOINING and _is_predicate(before):
            yield Cut(sentence[: last.start], start, JOINING[last.surface])
        elif (
            last.surface == "で"
            and before.surface == "の"
            and number > 2
            and _is_predicate(words[number - 3])
        ):
            yield Cut(sentence[: _reason_end(words[number - 3])], start, "だから、")
        elif last.surface == "ため" and before.conjugation == "助動詞-タ":
            yield Cut(sentence[: last.start], start, "だから、")
        elif len(sentence) > LONG_CHAIN:
            left = _chained(sentence, words, number)
            if left is not None:
                yield Cut(left, start, "そして、")


def _is_predicate(word: Morpheme) -> bool:
    return bool(word.form) and word.of("動詞", "形容詞", "助動詞")


def _reason_end(word: Morpheme) -> int:
    """必要なので is 必要 and だ."""
    return word.start if word.surface == "な" else word.end


def _chained(sentence: str, words: Sequence[Morpheme], number: int) -> str | None:
    """The clause before the comma `number` as a sentence that ends as the whole does."""
    at = number - 2 if words[number - 1].surface in ("て", "で") else number - 1
    if not words[at].form.startswith("連用形") or not words[at].of("動詞"):
        return None
    found = verb_at(words, at)
    if words[at].base in PREPOSITIONS and words[at - 1].surface in ("に", "と", "を"):
        return None
    if found is None or _is_embedded(words[:number], words[number + 1 :]):
        return None
    start, verb = found
    if REQUEST.search(sentence):
        return f"{sentence[:start]}{verb.te}ください"
    if STATEMENT.search(sentence):
        return f"{sentence[:start]}{verb.base}"
    return f"{sentence[:start]}{verb.past}" if PAST.search(sentence) else None


def _is_embedded(left: Sequence[Morpheme], right: Sequence[Morpheme]) -> bool:
    """Whether the clause may say something of a noun further on: 住所を有し、居住している方は."""
    if any(word.surface == "は" and word.of("助詞-係助詞") for word in left):
        return False
    for word, following in pairwise(right):
        if word.surface == "、":
            return False
        if word.form.startswith("連体形") and following.of("名詞", "代名詞"):
            return True
    return False
