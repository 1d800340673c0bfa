"""What a sentence says of the matter, beyond the words of deciding and asking."""

import re

from services.transcribe.minutes.predicates import predicate
from services.transcribe.minutes.rules import decisions as rules
from services.transcribe.minutes.rules.people import CALLED_LAST
from services.transcribe.minutes.rules.speech import CONNECTIVE
from services.transcribe.minutes.rules.verbs import CHANGES, IDLE_URGED
from services.transcribe.minutes.sentences import Sentence

LEAST_CONTENT = 5
"""Characters beyond the words of deciding that make a sentence say what it is about."""
LEAST_LED = 2
"""The same behind a 「じゃあ」, which takes the matter from the talk: 「じゃあ、買いましょう」."""
QUANTITY = re.compile(
    "[0-9０-９]+(?:日|時|分|名|人|円|回|個|台|本|枚|部|月|年|週|か所|箇所|パーセント|キロ|%)|(?<![A-Za-z])[A-Z](?![A-Za-z])"
)
SAME = 0.75


def bare(text: str) -> str:
    """Without opening words and closing particles, which say nothing of the matter."""
    called = CALLED_LAST.search(text)
    if called and text[: called.start()].endswith(("ね", "か", "よ")):
        text = text[: called.start()]
    return rules.TRAILING.sub("", CONNECTIVE.sub("", text))


def weight_of(sentence: Sentence) -> int:
    """How much a sentence says of the matter; 「20日に決まり」 says enough."""
    text = bare(sentence.meant)
    return len(content_of(text)) + (LEAST_CONTENT if QUANTITY.search(text) else 0)


def least_of(sentence: Sentence) -> int:
    return LEAST_LED if CONNECTIVE.match(sentence.meant) else LEAST_CONTENT


def content_of(text: str) -> str:
    """What is left of a sentence beyond the words of deciding and of asking."""
    left = CONNECTIVE.sub("", rules.NAMELESS.sub("", text))
    for words in (rules.OUTRIGHT, rules.CAME_TO, rules.ASKED, rules.SUGGESTED, rules.FOLLOWED):
        left = words.sub("", left)
    return rules.LEFTOVER.sub("", left).strip("、")


def urges(text: str) -> bool:
    """「体育館に変更しましょう」, but not 「始めましょう」 of the meeting itself."""
    said = predicate(text)
    if said is None or not said.is_urged or text.endswith("か"):
        return False
    if said.helpers & {"おく", "とく"}:
        return said.verb in CHANGES
    return said.verb not in IDLE_URGED and not said.helpers & {"もらう", "いただく", "みる"}


def changes(text: str) -> bool:
    said = predicate(text)
    return bool(said and said.helpers <= {"ます"} and said.tense == "now" and said.verb in CHANGES)
