"""Find who does what by when."""

import re

from services.transcribe.minutes import rules
from services.transcribe.minutes.model import Task
from services.transcribe.minutes.sentences import Sentence

SPEAKER = "発言者"
"""Who says 「私が…します」; the name is not known before speakers are told apart."""

ENDINGS = re.compile(
    r"(?:を|は|の)?(?:し|行っ|やっ)?て(?:ください|下さい|もらいます|いただきます|頂きます)(?:ね)?$"
    r"|(?:を|は)?(?:行います|します|いたします|致します|お願いします|お願いいたします)$"
    r"|(?:する)?(?:予定|つもり)です$"
)

GAP = re.compile("、{2,}")
TOPIC = re.compile(r"(?<![でに])は、?(?=[^はを]+$)")


def find_task(sentence: Sentence) -> Task | None:
    """A request or promise that names a person or a day; None otherwise."""
    text = sentence.text
    due = rules.DUE.search(text)
    who = rules.WHO.search(text) or rules.MYSELF.search(text)
    asked = rules.REQUEST.search(text)
    promised = due and rules.PROMISE.search(text)
    if not (asked or promised) or not (who or due) or text.endswith("か"):
        return None
    if not due and rules.TURN.search(text):
        return None
    return Task(
        text=text,
        segment=sentence.segment,
        start=sentence.start,
        who=_person(who),
        what=_deed(text, who, due),
        due=due["due"] if due else None,
    )


def _person(who: re.Match[str] | None) -> str | None:
    if who is None:
        return None
    return SPEAKER if who.re is rules.MYSELF else who["who"]


def _deed(text: str, who: re.Match[str] | None, due: re.Match[str] | None) -> str:
    """The sentence without the person, the day and the polite ending."""
    spans = sorted(_span(match, name) for match, name in ((who, "who"), (due, "due")) if match)
    for start, end in reversed(spans):
        text = text[:start] + text[end:]
    deed = ENDINGS.sub("", GAP.sub("、", text).strip("、")).rstrip("、は")
    return TOPIC.sub("を", deed) or text


def _span(match: re.Match[str], name: str) -> tuple[int, int]:
    """From the named part to the end of the match: the particle goes with its noun."""
    return match.start(name), match.end()
