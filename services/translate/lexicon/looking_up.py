"""Put what the dictionary knows into a sentence that the default language model is to translate.

A small model knows the grammar of a language better than its words. Words that stand in the sentence in the target's
language already are copied and built in (K. Song et al., *Code-switching for enhancing NMT with pre-specified
translation*, 2019, arXiv:1904.09107). Unlike the terms of a glossary they bind nobody: nothing is checked by them.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from common.japanese.morphemes import morphemes
from services.translate.lexicon.entries import NONE, Entry, dictionary
from services.translate.survival import VERBATIM

PAIRS = frozenset({("ja", "en"), ("ja", "zh"), ("en", "ja")})
BETWEEN = {"ja": "・", "en": " ", "zh": "·"}
"""The parts of a name from abroad."""
MOST_UNITS = 12
"""Units of an entry: Sudachi's short ones, or words."""
STEM = ("連用形", "未然形")
"""No entry ends with a verb in one of these: 試み is a noun, but not in 試みた."""
SHORTEST_PLURAL = 5
"""Letters: shorter ones are not (does, this)."""
WORD = re.compile(r"[A-Za-z\u00c0-\u024f]+(?:[-.][A-Za-z\u00c0-\u024f]+)*")
PARTED = re.compile(r"[ァ-ヴー]+(?:[・＝=][ァ-ヴー]+)+")
"""A person from abroad; also a list of things."""
POSSESSIVE = re.compile(r"['’]s\b")
WIDE = re.compile(r" {2,}")


class Found(NamedTuple):
    start: int
    end: int
    """Of the text, in code points."""
    entries: tuple[Entry, ...]
    """More than one for the parts of a name."""


def with_words(text: str, source: str, target: str, keep: Sequence[str] = ()) -> str:
    """`text` with the words that the dictionary has in the target's language, where it helps with the pair.

    Addresses, placeholders and whatever of `keep` stands in it stay.
    """
    if (source, target) not in PAIRS:
        return text
    find: Callable[[str, Mapping[str, Entry]], Sequence[Found]] = (
        _in_japanese if source == "ja" else _in_english
    )
    stays = re.compile("|".join([*map(re.escape, filter(None, keep)), VERBATIM.pattern]))
    kept = [match.span() for match in stays.finditer(text)]
    pieces, done = [], 0
    for start, end, found in find(text, dictionary(source)):
        meant = [getattr(each, target) for each in found]
        if NONE in meant or any(start < after and before < end for before, after in kept):
            continue
        said = BETWEEN[target].join(meant)
        pieces += [text[done:start], f" {said} " if target == "en" else said]
        done = end
        if source == "en" and (owner := POSSESSIVE.match(text, done)):
            pieces.append("の")
            done = owner.end()
    return WIDE.sub(" ", "".join([*pieces, text[done:]])).strip() if done else text


def _in_japanese(text: str, words: Mapping[str, Entry]) -> list[Found]:
    units = morphemes(text, short=True)
    stems = {unit.end for unit in units if unit.of("動詞") and unit.form.startswith(STEM)}

    def look_up(start: int, end: int) -> Entry | None:
        return None if end in stems else words.get(text[start:end])

    found = list(_longest(look_up, [unit.start for unit in units], [unit.end for unit in units]))
    for match in PARTED.finditer(text):
        inside = [each for each in found if match.start() <= each.start and each.end <= match.end()]
        names = [entry for each in inside for entry in each.entries if entry.is_name]
        parts = re.split("[・＝=]", match[0])
        if not names or inside[0][:2] == match.span():
            continue
        found = [each for each in found if each not in inside]
        # Half a name in other letters would be no name to the model.
        if [entry.ja for entry in names] == parts:
            found.append(Found(*match.span(), tuple(names)))
    return sorted(found)


def _in_english(text: str, words: Mapping[str, Entry]) -> list[Found]:
    spans = [match.span() for match in WORD.finditer(text)]
    starts, ends = [start for start, _ in spans], [end for _, end in spans]

    def look_up(start: int, end: int) -> Entry | None:
        forms = list(_singular(text[start:end]))
        if not start:
            forms += [form[:1].lower() + form[1:] for form in forms]
        return next((words[form] for form in forms if form in words), None)

    return list(_longest(look_up, starts, ends))


def _longest(
    look_up: Callable[[int, int], Entry | None], starts: Sequence[int], ends: Sequence[int]
) -> Iterator[Found]:
    """From the left, the longest entries that begin and end where units of the text do."""
    first = 0
    while first < len(starts):
        for last in range(min(len(ends), first + MOST_UNITS) - 1, first - 1, -1):
            entry = look_up(starts[first], ends[last])
            if entry is not None:
                yield Found(starts[first], ends[last], (entry,))
                first = last
                break
        first += 1


def _singular(word: str) -> Iterator[str]:
    yield word
    if len(word) < SHORTEST_PLURAL:
        return
    if word.endswith("ies"):
        yield word[:-3] + "y"
    if word.endswith("es"):
        yield word[:-2]
    if word.endswith("s"):
        yield word[:-1]
