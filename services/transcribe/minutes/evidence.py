"""What speaks for a sentence that decides something, or that gives somebody something to do.

A sentence and those around it give a set of names, such as `ends こと する` or `next other assent`. What each
weighs stands in `weights.tsv`, learned from made meetings by `python -m bench.transcribe.learn`.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from common.japanese.morphemes import Morpheme, morphemes
from services.transcribe.minutes.matter import bare, matter_of, numerals, shared
from services.transcribe.minutes.people import find_doer
from services.transcribe.minutes.predicates import predicate
from services.transcribe.minutes.rules import decisions as rules
from services.transcribe.minutes.rules.speech import CONNECTIVE
from services.transcribe.minutes.rules.tasks import ACCEPTED
from services.transcribe.minutes.rules.times import DUE
from services.transcribe.minutes.rules.verbs import CHANGES, HANDS, STATES
from services.transcribe.minutes.sentences import Sentence

CACHED = 16_384
LONGEST_END = 3
AHEAD, BACK = 3, 2
FARTHEST = 12
"""Sentences beyond which two decisions are never one."""
QUESTION = ("か", "か？", "かな", "の")
PLAINLY = {
    "致す": "する", "いたす": "する", "参る": "行く", "まいる": "行く", "いく": "行く", "申し上げる": "言う",
    "頂く": "いただく", "ございます": "ある", "ござる": "ある", "下さる": "くださる", "存ずる": "思う",
    "よい": "いい", "良い": "いい", "宜しい": "よろしい",
}  # fmt: skip
"""Humble and polite words by what they mean."""
ANSWERS = {
    "assent": rules.ASSENT, "obeys": rules.OBEYED, "yes": rules.YES, "agrees": rules.AGREEING,
    "objects": rules.OBJECTION, "thanks": rules.THANKS, "moves on": rules.MOVES_ON, "accepts": ACCEPTED,
}  # fmt: skip
FAR_ANSWERS = frozenset({"assent", "obeys", "objects", "moves on"})
BESIDE = ("ends ", "closes ", "length ", "matter ", "no verb", "declares")
"""What is also told of the sentences just before and just after."""
SIGNS = {
    "then": rules.THEN, "connective": CONNECTIVE, "voted": rules.VOTED, "past": rules.PAST, "if": rules.SUPPOSED,
    "which": rules.WHICH, "outside": rules.OUTSIDE, "reason": rules.REASON, "course": rules.COURSE,
    "declares": rules.DECLARES, "not here": rules.NOT_HERE, "numeral": re.compile("[0-9０-９]"), "by a day": re.compile("まで(?:に|には)"),
}  # fmt: skip
VERBS = {"of hands": HANDS, "of change": CHANGES, "of state": STATES}


def chair_of(said: Sequence[Sentence]) -> str | None:
    """Who says most sentences."""
    speakers = Counter(each.speaker for each in said)
    return speakers.most_common(1)[0][0] if speakers else None


def evidence(said: Sequence[Sentence], position: int, chair: str | None) -> set[str]:
    """The names for the sentence at `position`."""
    this = said[position]
    names = set(_own(this.meant)) | set(_around(said, position))
    if chair is not None and this.speaker == chair:
        names.add("chair")
    if position == 0 or said[position - 1].speaker != this.speaker:
        names.add("opens turn")
    if position + 1 == len(said) or said[position + 1].speaker != this.speaker:
        names.add("ends turn")
    return names


def sameness(said: Sequence[Sentence], earlier: int, later: int) -> set[str]:
    """The names for two sentences that may decide one and the same."""
    one, other, between = said[earlier], said[later], said[earlier + 1 : later]
    asks = [each.meant.endswith(QUESTION) for each in (one, other)]
    said_before, said_now = numerals(one.meant), numerals(other.meant)
    checks = {
        "same numeral": bool(said_before & said_now),
        "other numeral": bool(said_before and said_now and not said_before & said_now),
        "connective": bool(CONNECTIVE.match(other.meant)),
        "then": bool(rules.THEN.match(other.meant)),
        "points back": bool(rules.POINTING.search(other.meant)),
        "same speaker": one.speaker == other.speaker,
        "moved on": any(rules.MOVES_ON.search(each.meant) for each in (*between, other)),
        "agreed between": any(rules.ASSENT.search(each.meant) for each in between),
        "asked": asks[0],
        "asks again": asks[1],
    }
    names = {f"pair {name}" for name, holds in checks.items() if holds}
    names.add(f"pair distance {min(later - earlier, 9)}")
    names.add(f"pair shares {int(min(shared(one.meant, other.meant), 0.99) * 4)}/4")
    names.add(f"pair later matter {_size(len(matter_of(other.meant)))}")
    return names


@lru_cache(CACHED)
def _own(text: str) -> frozenset[str]:
    words, closing = _words(bare(text))
    names = {f"ends {' '.join(words[-n:])}" for n in range(1, LONGEST_END + 1) if len(words) >= n}
    names |= {f"word {word}" for word in words}
    names |= {f"words {one} {next_}" for one, next_ in pairwise(words)}
    names |= {name for name, pattern in SIGNS.items() if pattern.search(text)}
    names |= {name for name in ("declares",) if SIGNS[name].search(bare(text))}
    names |= {
        f"closes {closing}",
        f"length {_size(len(bare(text)) // 5)}",
        f"matter {_size(len(matter_of(text)))}",
    }
    names |= set(_verb(text)) | set(_persons(text))
    if first := rules.FIRST.match(text):
        names.add(f"first {first[0]}")
    return frozenset(names)


def _words(text: str) -> tuple[list[str], str]:
    """The words as dictionaries list them, politeness left out; the particles that close the sentence."""
    cut = [m for m in morphemes(text) if not m.of("補助記号", "空白", "感動詞")]
    closing = ""
    while cut and cut[-1].of("助詞-終助詞"):
        closing = cut.pop().surface + closing
    return [word for m in cut if (word := _plainly(m))], closing


def _plainly(m: Morpheme) -> str:
    if m.of("名詞-数詞"):
        return "#"
    urges = m.form.startswith("意志推量形")
    if m.base in ("ます", "です"):
        return {"ます": "ましょう", "です": "でしょう"}[m.base] if urges else ""
    ending = "う" if urges else "！" if m.form.startswith("命令形") else ""
    return PLAINLY.get(m.base, m.base) + ending


def _verb(text: str) -> Iterator[str]:
    stated = bare(text)
    said = predicate(stated)
    if said is None:
        yield "no verb"
        if (cut := [m for m in morphemes(stated) if not m.of("助詞-終助詞", "補助記号")]) and cut[-1].of(
            "名詞"
        ):
            yield "ends in a noun"
        return
    yield f"tense {said.tense}"
    yield from (f"helper {each}" for each in said.helpers)
    for name, verbs in VERBS.items():
        if said.verb in verbs:
            yield f"verb {name}"
            yield f"verb {name} {said.tense}{' plainly' if said.helpers <= {'ます'} else ''}"


def _persons(text: str) -> Iterator[str]:
    if doer := find_doer(text):
        yield "myself" if doer.myself else "somebody named"
    if any(pattern.search(text) for pattern in DUE):
        yield "a day"


def _around(said: Sequence[Sentence], position: int) -> Iterator[str]:
    speaker = said[position].speaker
    for step in (*range(1, AHEAD + 1), *range(-1, -BACK - 1, -1)):
        at = position + step
        if not 0 <= at < len(said):
            continue
        who = "same" if said[at].speaker == speaker else "other"
        place = f"{'next' if step > 0 else 'before'} {abs(step)} {who}"
        for answer in _answers(said[at].meant):
            if step < AHEAD - 1 or answer in FAR_ANSWERS:
                yield f"{place} {answer}"
        if abs(step) == 1:
            yield from (f"{place} {name}" for name in _own(said[at].meant) if name.startswith(BESIDE))


@lru_cache(CACHED)
def _answers(text: str) -> frozenset[str]:
    found = {name for name, pattern in ANSWERS.items() if pattern.search(text)}
    if text.endswith(QUESTION):
        found.add("asks")
    found |= {name for name in ("then", "numeral") if SIGNS[name].search(text)}
    if said := predicate(bare(text)):
        found.add(f"tense {said.tense}")
    return frozenset(found or {"says"})


def _size(number: int) -> str:
    return next(
        (label for most, label in ((1, "0-1"), (3, "2-3"), (6, "4-6"), (10, "7-10")) if number <= most), "11+"
    )
