"""The items of the agenda, and what was said about each."""

import re
from collections.abc import Sequence

from services.transcribe.minutes.likeness import likeness
from services.transcribe.minutes.model import AgendaItem, Decision, Remark
from services.transcribe.minutes.rules import meeting as rules
from services.transcribe.minutes.rules.decisions import POINTING
from services.transcribe.minutes.sentences import Sentence

SAME = 0.6
LONGEST = 40
SHORTEST = 2
NOISE = re.compile(r"(?:と|なん|の件|でございます|です|ですね|からですね|に(?:なり|移り|入り)ます)$")


def find_agenda(said: Sequence[Sentence]) -> list[AgendaItem]:
    """The items in the order in which they come up, each once, with the discussion that follows.

    An item may be announced at the opening and come up later: the announcement names it, the
    discussion begins where it comes up.
    """
    items, begun = _opened(said)
    return [
        AgendaItem(text=name, segment=sentence.segment, start=sentence.start, discussion=discussion)
        for (name, sentence), discussion in zip(items, _discussions(said, begun), strict=True)
    ]


def named_by(agenda: Sequence[AgendaItem], decision: Decision) -> Decision:
    """A decision on 「本件」 with the item under discussion as what it is `about`."""
    if decision.about or not POINTING.search(decision.text):
        return decision
    found = next(
        (item for item in agenda if any(each.segment == decision.segment for each in item.discussion)), None
    )
    return decision.model_copy(update={"about": found.text}) if found else decision


def _opened(said: Sequence[Sentence]) -> tuple[list[tuple[str, Sentence]], list[int | None]]:
    """Each item with the sentence that names it, and the position from which it is discussed."""
    items: list[tuple[str, Sentence]] = []
    begun: list[int | None] = []
    for position, sentence in enumerate(said):
        if announced := _announced(sentence.meant):
            items += [(each, sentence) for each in announced]
            begun += [None] * len(announced)
        elif name := _item(sentence.meant):
            known = next((n for n, (other, _) in enumerate(items) if likeness(name, other) >= SAME), None)
            if known is None:
                items.append((name, sentence))
                begun.append(position)
            elif begun[known] is None:
                begun[known] = position
    return items, begun


def _announced(text: str) -> list[str]:
    """The items of 「議題は、予算と人事の2件です」; none when only one is named, or only their number."""
    match = rules.LIST.search(text)
    parts = rules.LIST_SEPARATOR.split(match["items"]) if match else []
    names = [name for part in parts if (name := _named(part))]
    return names if len(names) > 1 else []


def _item(text: str) -> str | None:
    for pattern in rules.OPENINGS:
        match = pattern.search(text)
        if match and (name := _named(match["item"])):
            return name
    return None


def _named(item: str) -> str | None:
    name = NOISE.sub("", item.strip("、「」はのに"))
    if not SHORTEST <= len(name) <= LONGEST or rules.COUNT_ONLY.match(name) or rules.NO_ITEM.search(name):
        return None
    return name


def _discussions(said: Sequence[Sentence], begun: Sequence[int | None]) -> list[list[Remark]]:
    """From each opening to the next one, or to the words that close the meeting."""
    ends = sorted(position for position in begun if position is not None)
    closing = next(
        (n for n, each in enumerate(said) if n > (ends[-1] if ends else 0) and _closes(each.meant)), len(said)
    )
    found: list[list[Remark]] = []
    for position in begun:
        if position is None:
            found.append([])
            continue
        end = min((other for other in ends if other > position), default=closing)
        found.append([_remark(each) for each in said[position:end]])
    return found


def _closes(text: str) -> bool:
    return bool(rules.CLOSING.search(text) or rules.NEXT_MEETING.search(text))


def _remark(sentence: Sentence) -> Remark:
    return Remark(
        text=sentence.text, segment=sentence.segment, start=sentence.start, speaker=sentence.speaker
    )
