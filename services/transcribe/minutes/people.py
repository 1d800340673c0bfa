"""Who is to do it: the person or the unit that a sentence names as the doer."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from services.transcribe.minutes.rules import people as rules

SPEAKER = "発言者"
"""Who says 「私が…します」 while nobody has said whose voice it is."""


@dataclass(frozen=True)
class Doer:
    who: str
    start: int
    """Where the words that name the doer begin in the sentence, with their particle."""
    end: int
    myself: bool = False


def find_doer(text: str, *, asked: bool = True) -> Doer | None:
    """The person, the unit or the speaker himself; None when the sentence names nobody.

    `asked`: whether the sentence asks somebody, so that 「佐藤さんに」 names the doer.
    """
    if match := rules.MYSELF.search(text):
        return Doer(match["who"], match.start("who"), match.end(), myself=True)
    for number, pattern in enumerate(rules.DOERS):
        if number == rules.ASKED_OF and not asked:
            continue
        for match in pattern.finditer(text):
            if doer := _doer(match):
                return doer
    return None


def _doer(match: re.Match[str]) -> Doer | None:
    who = rules.LEADING.sub("", match["who"])
    if match.start("who") and match.string[match.start("who") - 1].isdecimal():
        who = rules.COUNTED.sub("", who)
    if not who or (rules.NOT_A_DOER.match(who) and who not in ("全員", "担当", "役員")):
        return None
    return Doer(who, match.end("who") - len(who), match.end())


def speaker_name(speaker: str | None, names: Mapping[str, str]) -> str:
    """What to call who speaks: the name given, the id, or 発言者."""
    return SPEAKER if speaker is None else names.get(speaker, speaker)


def same_person(name: str | None, other: str | None) -> bool:
    """Whether 佐藤さん and 佐藤 (or 総務課 佐藤) may be one."""
    if name is None or other is None:
        return False
    bare = [re.sub(rf"(?:{rules.HONORIFICS})$", "", each) for each in (name, other)]
    return bare[0] in bare[1] or bare[1] in bare[0]
