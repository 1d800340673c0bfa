"""A sentence of an office as several plain ones: the rules, one after another."""

import re
from collections.abc import Sequence

from services.translate.plain.dictionary import in_plain_words
from services.translate.plain.endings import plain_ending
from services.translate.plain.honorifics import everyday
from services.translate.plain.splitting import split, with_commas
from services.translate.plain.years import both_years
from services.translate.survival import TELEPHONE, VERBATIM

QUOTED = re.compile(r"「[^「」]*」|『[^『』]*』")
FIRST_MARK, LAST_MARK = 0xE000, 0xF8FF
MARK = re.compile("[\ue000-\uf8ff]")
DOUBLED = (
    (re.compile(r"。{2,}"), "。"),
    (re.compile(r"、{2,}"), "、"),
    (re.compile(r"(でも|そして|だから|また)、(?:でも|そして|だから|また)、"), r"\1、"),
    (re.compile(r"(でも|そして|だから|また)(?:でも|そして|だから|また)、"), r"\1、"),
    (re.compile(r"ですです"), "です"),
)


def rewritten(sentence: str, terms: Sequence[tuple[str, str]] = ()) -> str:
    """Plain sentences that say the same; addresses, telephone numbers and quoted words stay as they are.

    `terms` are words of the sentence with what they must become.
    """
    text, kept = shielded(sentence, terms)
    text = plain_ending(everyday(both_years(text)))
    text = with_commas("".join(split(in_plain_words(text))))
    for doubled, single in DOUBLED:
        text = doubled.sub(single, text)
    return restored(text, kept)


def shielded(
    text: str, terms: Sequence[tuple[str, str]] = (), *, quotes: bool = True
) -> tuple[str, list[str]]:
    """`text` with a private character for each thing that must not change, and those things."""
    kept: list[str] = []

    def mark(new: str) -> str:
        if FIRST_MARK + len(kept) > LAST_MARK:
            return new
        kept.append(new)
        return chr(FIRST_MARK + len(kept) - 1)

    text = MARK.sub("", text)
    for pattern in (VERBATIM, TELEPHONE, *([QUOTED] if quotes else [])):
        text = pattern.sub(lambda match: mark(match[0]), text)
    for term, word in terms:
        text = text.replace(term, mark(word))
    return text, kept


def restored(text: str, kept: Sequence[str]) -> str:
    """The kept things in their places; one may hold another."""
    while MARK.search(text):
        text = MARK.sub(lambda match: kept[ord(match[0]) - FIRST_MARK], text)
    return text
