"""Find what was decided: said outright, or proposed and then agreed to."""

import re
from collections.abc import Iterator, Sequence

from services.transcribe.minutes.likeness import likeness
from services.transcribe.minutes.matter import (
    LEAST_CONTENT,
    QUANTITY,
    SAME,
    bare,
    changes,
    content_of,
    least_of,
    urges,
    weight_of,
)
from services.transcribe.minutes.model import Decision, Mention
from services.transcribe.minutes.predicates import predicate
from services.transcribe.minutes.proposals import Proposal, answered, pointed_at, proposed, related
from services.transcribe.minutes.rules import decisions as rules
from services.transcribe.minutes.rules.meeting import NEXT_MEETING
from services.transcribe.minutes.rules.speech import CONNECTIVE
from services.transcribe.minutes.sentences import Sentence

NEAR_SECONDS = 120
"""A decision said again within so long is the same."""
LEAST_SHOWN = 8
"""Characters below which a proposal keeps its closing question: 「16日からでいいでしょう」."""
SETTLED = re.compile("決ま|決定|決め")
"""The day of the next meeting is no decision of this one, unless it is called one."""
NUMBERS = re.compile("[0-9０-９]+")


def find_decisions(said: Sequence[Sentence]) -> list[Decision]:
    """In order, each once: what a closing summary repeats is left out."""
    kept: list[Decision] = []
    for found in _decisions(said):
        if not any(_repeats(found, earlier) for earlier in kept):
            kept.append(found)
    return sorted(kept, key=lambda each: each.start)


def is_decision(text: str) -> bool:
    """Whether the sentence alone decides something."""
    return _outright(Sentence(text, "", 0.0), None)


def _decisions(said: Sequence[Sentence]) -> Iterator[Decision]:
    open_: Proposal | None = None
    for position, sentence in enumerate(said):
        if open_ is not None and (position - open_.position > open_.reach or _leaves(open_, sentence)):
            yield from _settled(open_)
            open_ = None
        if _outright(sentence, open_):
            open_ = open_ or pointed_at(said, position)
            yield from _announced(sentence, open_)
            open_ = None
        elif open_ is not None and _echoes(open_, sentence):
            answered(open_, sentence, position)
        elif proposal := proposed(said, position, open_):
            if open_ is not None and not set(open_.sentences) & set(proposal.sentences):
                yield from _settled(open_)
            open_ = proposal
        elif open_ is not None:
            answered(open_, sentence, position)
    if open_ is not None:
        yield from _settled(open_)


def _leaves(proposal: Proposal, sentence: Sentence) -> bool:
    """Whether the matter is settled, and the sentence urges something else."""
    says = weight_of(sentence) >= LEAST_CONTENT and urges(bare(sentence.meant))
    return proposal.decided and says and not related(sentence, proposal)


def _outright(sentence: Sentence, open_: Proposal | None) -> bool:
    text = bare(sentence.meant)
    if rules.NOT_DECIDED.search(text) or rules.BEFORE.search(text) or rules.ELSEWHERE.search(text):
        return False
    if rules.FOLLOWED.search(text) and len(content_of(text)) < 2 * LEAST_CONTENT:
        return not text.endswith("か") and not rules.SUGGESTED.search(text)
    if rules.NO_MATTER.search(text) or (NEXT_MEETING.search(text) and not SETTLED.search(text)):
        return False
    if rules.OUTRIGHT.search(text) or rules.STOPPED.search(text):
        return True
    if rules.THEN.match(sentence.meant) and _concludes(text):
        return True
    opened = (
        CONNECTIVE.match(sentence.meant)
        or rules.VOTED.search(text)
        or rules.CONCLUDED.search(text)
        or open_ is not None
    )
    if opened and (rules.CAME_TO.search(text) or rules.LED.search(text) or urges(text)):
        return True
    if rules.THEN.match(sentence.meant) and changes(sentence.meant):
        return True
    return open_ is not None and bool(CONNECTIVE.match(sentence.meant)) and _restates(sentence, open_)


def _concludes(text: str) -> bool:
    """「じゃあ、16日からでいいでしょう」, 「じゃあ、集合は13日の午後で」."""
    if rules.FINE_SAID.search(text) or rules.SUMMED.search(text) or rules.SET_SO.search(text):
        return True
    return bool(rules.NAMED_SO.search(text)) and ("は" in text or len(content_of(text)) >= LEAST_CONTENT)


def _restates(sentence: Sentence, proposal: Proposal) -> bool:
    """「では駅北地区を優先して更新する」 after that was proposed."""
    said = predicate(sentence.meant)
    said_so = sentence.meant.endswith("で") or (said is not None and said.may_be_promised)
    return said_so and related(sentence, proposal)


def _announced(sentence: Sentence, open_: Proposal | None) -> Iterator[Decision]:
    """The announcement itself when it says what it is about, else the proposal that it seals."""
    own = len(content_of(bare(sentence.meant)))
    if open_ is None:
        if (
            weight_of(sentence) >= least_of(sentence)
            or rules.VOTED.search(sentence.meant)
            or rules.SEALED.search(sentence.meant)
        ):
            yield _decision(sentence)
        return
    proposed = sum(len(content_of(bare(each.meant))) for each in open_.sentences)
    if (
        own >= LEAST_CONTENT
        and (own * 2 >= proposed or rules.NUMBERED.search(sentence.text))
        and len(open_.sentences) == 1
    ):
        about = _shown(open_.sentences[0].text) if open_.asked or related(sentence, open_) else None
        yield _decision(sentence, about=about)
    elif not open_.asked and rules.NAMED.search(sentence.meant):
        yield _decision(sentence)
    elif weight_of(sentence) >= LEAST_CONTENT and not related(sentence, open_):
        yield from _settled(open_)
        yield _decision(sentence)
    else:
        for each in open_.sentences:
            yield _decision(each, agreed=sentence)


def _echoes(proposal: Proposal, sentence: Sentence) -> bool:
    """「2回でいいですか」「うん、2回やりましょう」: the answer says it again."""
    other = sentence.speaker != proposal.sentences[-1].speaker
    return other and proposal.asked and urges(bare(sentence.meant)) and related(sentence, proposal)


def _settled(proposal: Proposal) -> Iterator[Decision]:
    """A proposal that nobody announced, but that was asked and agreed to."""
    if proposal.decided:
        for each in proposal.sentences:
            yield _decision(each, agreed=proposal.assent)


def _repeats(found: Decision, earlier: Decision) -> bool:
    if found.segment == earlier.segment and found.text == earlier.text:
        return True
    shared = set(QUANTITY.findall(found.text)) & set(QUANTITY.findall(earlier.text))
    if shared and earlier.agreed and abs(found.start - earlier.start) < NEAR_SECONDS:
        return likeness(found.text, earlier.text) >= SAME / 2
    if NUMBERS.findall(found.text) != NUMBERS.findall(earlier.text):
        return False
    content = content_of(bare(found.text))
    if len(content) >= LEAST_CONTENT and likeness(content, earlier.text) >= SAME:
        return abs(found.start - earlier.start) < NEAR_SECONDS
    return len(found.text) > 2 * LEAST_CONTENT and likeness(found.text, earlier.text) >= SAME


def _decision(sentence: Sentence, *, about: str | None = None, agreed: Sentence | None = None) -> Decision:
    return Decision(
        text=_shown(sentence.text),
        segment=sentence.segment,
        start=sentence.start,
        about=about,
        agreed=Mention(text=agreed.text, segment=agreed.segment, start=agreed.start) if agreed else None,
    )


def _shown(text: str) -> str:
    """Without the opening word, and without the question at the end of a proposal."""
    stated = rules.OPENERS.sub("", CONNECTIVE.sub("", text)) or text
    shown = rules.SUGGESTING.sub("", rules.ENDINGS.sub("", stated))
    return stated if len(shown) < LEAST_SHOWN or shown.endswith(("て", "たら", "ば", "では")) else shown
