"""Find what was decided: said outright, or proposed and then agreed to."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from services.transcribe.minutes.likeness import likeness
from services.transcribe.minutes.model import Decision, Mention
from services.transcribe.minutes.predicates import predicate
from services.transcribe.minutes.rules import decisions as rules
from services.transcribe.minutes.rules.meeting import NEXT_MEETING
from services.transcribe.minutes.rules.people import CALLED_LAST
from services.transcribe.minutes.rules.speech import CONNECTIVE
from services.transcribe.minutes.rules.verbs import CHANGES, HANDS, IDLE_URGED, STATES
from services.transcribe.minutes.sentences import Sentence

REACH = 7
"""An answer comes within so many sentences of its question."""
AT_ONCE = 2
NEAR_SECONDS = 120
"""A decision said again within so long is the same."""
LEAST_SHOWN = 8
"""Characters below which a proposal keeps its closing question: 「16日からでいいでしょう」."""
LEAST_CONTENT = 5
"""Characters beyond the words of deciding that make a sentence say what it is about."""
LEAST_LED = 2
"""The same behind a 「じゃあ」, which takes the matter from the talk: 「じゃあ、買いましょう」."""
LEAST_ORDERED = 10
SAME = 0.75
SETTLED = re.compile("決ま|決定|決め")
"""The day of the next meeting is no decision of this one, unless it is called one."""
QUANTITY = re.compile(
    "[0-9０-９]+(?:日|時|分|名|人|円|回|個|台|本|枚|部|月|年|週|か所|箇所|パーセント|キロ|%)|(?<![A-Za-z])[A-Z](?![A-Za-z])"
)
NUMBERS = re.compile("[0-9０-９]+")


@dataclass
class Proposal:
    """What somebody wants agreed; `asked` when the others were asked for it."""

    sentences: list[Sentence]
    position: int
    asked: bool
    assent: Sentence | None = None
    objected: bool = False
    sanctioned: bool = False
    agreeing: set[str | None] = field(default_factory=set)
    reach: int = REACH
    """Within so many sentences it is answered."""

    @property
    def decided(self) -> bool:
        """Asked and answered, or, when nobody was asked, agreed to by two."""
        agreed = self.assent is not None if self.asked else self.sanctioned or len(self.agreeing) > 1
        return agreed and not self.objected


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
            open_ = open_ or _pointed_at(said, position)
            yield from _announced(sentence, open_)
            open_ = None
        elif open_ is not None and _echoes(open_, sentence):
            _answered(open_, sentence, position)
        elif proposal := _proposal(said, position, open_):
            if open_ is not None and not set(open_.sentences) & set(proposal.sentences):
                yield from _settled(open_)
            open_ = proposal
        elif open_ is not None:
            _answered(open_, sentence, position)
    if open_ is not None:
        yield from _settled(open_)


def _leaves(proposal: Proposal, sentence: Sentence) -> bool:
    """Whether the matter is settled, and the sentence urges something else."""
    says = _weight(sentence) >= LEAST_CONTENT and _urges(_bare(sentence.meant))
    return proposal.decided and says and not _related(sentence, proposal)


def _outright(sentence: Sentence, open_: Proposal | None) -> bool:
    text = _bare(sentence.meant)
    if rules.NOT_DECIDED.search(text) or rules.BEFORE.search(text) or rules.ELSEWHERE.search(text):
        return False
    if rules.FOLLOWED.search(text) and len(_content(text)) < 2 * LEAST_CONTENT:
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
    if opened and (rules.CAME_TO.search(text) or rules.LED.search(text) or _urges(text)):
        return True
    if rules.THEN.match(sentence.meant) and _changes(sentence.meant):
        return True
    return open_ is not None and bool(CONNECTIVE.match(sentence.meant)) and _restates(sentence, open_)


def _concludes(text: str) -> bool:
    """「じゃあ、16日からでいいでしょう」, 「じゃあ、集合は13日の午後で」."""
    if rules.FINE_SAID.search(text) or rules.SUMMED.search(text) or rules.SET_SO.search(text):
        return True
    return bool(rules.NAMED_SO.search(text)) and ("は" in text or len(_content(text)) >= LEAST_CONTENT)


def _pointed_at(said: Sequence[Sentence], position: int) -> Proposal | None:
    """What another has just put forward, when 「それはやりましょう」 says nothing of its own."""
    sentence = said[position]
    said_so = predicate(_bare(sentence.meant))
    if said_so is None or not said_so.is_urged or _weight(sentence) >= LEAST_CONTENT:
        return None
    for at in range(position - 1, max(-1, position - 1 - AT_ONCE), -1):
        each = said[at]
        tense = getattr(predicate(each.meant), "tense", "past")
        if each.speaker != sentence.speaker and len(each.text) >= LEAST_ORDERED and tense != "past":
            return None if each.text.endswith(("か", "ください")) else Proposal([each], at, asked=False)
    return None


def _restates(sentence: Sentence, proposal: Proposal) -> bool:
    """「では駅北地区を優先して更新する」 after that was proposed."""
    said = predicate(sentence.meant)
    said_so = sentence.meant.endswith("で") or (said is not None and said.may_be_promised)
    return said_so and _related(sentence, proposal)


def _changes(text: str) -> bool:
    said = predicate(text)
    return bool(said and said.helpers <= {"ます"} and said.tense == "now" and said.verb in CHANGES)


def _urges(text: str) -> bool:
    """「体育館に変更しましょう」, but not 「始めましょう」 of the meeting itself."""
    said = predicate(text)
    if said is None or not said.is_urged or text.endswith("か"):
        return False
    if said.helpers & {"おく", "とく"}:
        return said.verb in CHANGES
    return said.verb not in IDLE_URGED and not said.helpers & {"もらう", "いただく", "みる"}


def _announced(sentence: Sentence, open_: Proposal | None) -> Iterator[Decision]:
    """The announcement itself when it says what it is about, else the proposal that it seals."""
    own = len(_content(_bare(sentence.meant)))
    if open_ is None:
        if (
            _weight(sentence) >= _least(sentence)
            or rules.VOTED.search(sentence.meant)
            or rules.SEALED.search(sentence.meant)
        ):
            yield _decision(sentence)
        return
    proposed = sum(len(_content(_bare(each.meant))) for each in open_.sentences)
    if (
        own >= LEAST_CONTENT
        and (own * 2 >= proposed or rules.NUMBERED.search(sentence.text))
        and len(open_.sentences) == 1
    ):
        about = _shown(open_.sentences[0].text) if open_.asked or _related(sentence, open_) else None
        yield _decision(sentence, about=about)
    elif not open_.asked and rules.NAMED.search(sentence.meant):
        yield _decision(sentence)
    elif _weight(sentence) >= LEAST_CONTENT and not _related(sentence, open_):
        yield from _settled(open_)
        yield _decision(sentence)
    else:
        for each in open_.sentences:
            yield _decision(each, agreed=sentence)


def _related(sentence: Sentence, proposal: Proposal) -> bool:
    joined = "".join(each.text for each in proposal.sentences)
    shared = set(QUANTITY.findall(sentence.meant)) & set(QUANTITY.findall(joined))
    return bool(shared) or likeness(_content(sentence.meant), joined) >= SAME / 2


def _echoes(proposal: Proposal, sentence: Sentence) -> bool:
    """「2回でいいですか」「うん、2回やりましょう」: the answer says it again."""
    other = sentence.speaker != proposal.sentences[-1].speaker
    return other and proposal.asked and _urges(_bare(sentence.meant)) and _related(sentence, proposal)


def _settled(proposal: Proposal) -> Iterator[Decision]:
    """A proposal that nobody announced, but that was asked and agreed to."""
    if proposal.decided:
        for each in proposal.sentences:
            yield _decision(each, agreed=proposal.assent)


def _proposal(said: Sequence[Sentence], position: int, open_: Proposal | None) -> Proposal | None:
    sentence = said[position]
    text = _bare(sentence.meant)
    urged = _urges(text)
    asked = urged or bool(rules.ASKED.search(text) or rules.ASKED.search(sentence.meant))
    asked = asked or _invites(text)
    if not asked and _is_obeyed(said, position):
        return Proposal([sentence], position, asked=True, reach=1)
    if not asked and not rules.SUGGESTED.search(text):
        return None
    if urged and (asking := _asked_before(said, position)):
        return Proposal([asking], position, asked=True, assent=sentence)
    if rules.NO_PROPOSAL.search(text) or (open_ is not None and _grants(sentence, open_)):
        return None
    if _weight(sentence) >= LEAST_CONTENT:
        return Proposal([sentence], position, asked, reach=AT_ONCE if urged else REACH)
    if open_ is not None and position - open_.position <= 2:
        return Proposal(open_.sentences, position, asked or open_.asked)
    before = _turn_before(said, position)
    return Proposal(before, position, asked) if before else None


def _invites(text: str) -> bool:
    """「午前中だけにしませんか」."""
    said = predicate(text)
    doable = said is not None and said.verb in CHANGES | HANDS | {"する"}
    return doable and said is not None and text.endswith("ませんか") and said.helpers <= {"ます", "ぬ", "ん"}


def _asked_before(said: Sequence[Sentence], position: int) -> Sentence | None:
    """「締め切りを延ばしますか」, when another answers 「延ばしましょう」."""
    sentence, before = said[position], said[position - 1 : position]
    if not before or before[0].speaker == sentence.speaker or _weight(sentence) >= LEAST_CONTENT:
        return None
    here, there = predicate(_bare(sentence.meant)), predicate(before[0].meant)
    if here is None or there is None or here.verb != there.verb or here.verb in IDLE_URGED:
        return None
    return before[0] if there.tense != "past" else None


def _is_obeyed(said: Sequence[Sentence], position: int) -> bool:
    """「3地区に避難指示を出す」, and another answers 「了解しました」."""
    sentence, after = said[position], said[position + 1 : position + 2]
    if not after or after[0].speaker == sentence.speaker or not rules.OBEYED.match(after[0].meant):
        return False
    found = predicate(sentence.meant)
    plain = found is not None and found.tense == "now" and found.helpers <= {"ない"} and not found.told
    return plain and found is not None and found.verb not in STATES and len(sentence.text) >= LEAST_ORDERED


def _turn_before(said: Sequence[Sentence], position: int) -> list[Sentence]:
    """What the speaker of 「これでよいか」 has just laid out: back to his 「では」."""
    speaker, found = said[position].speaker, list[Sentence]()
    for sentence in reversed(said[max(0, position - 3) : position]):
        if sentence.speaker != speaker or sentence.text.endswith("か"):
            break
        found.insert(0, sentence)
        if CONNECTIVE.match(sentence.meant):
            return found
    return found[-1:]


def _answered(proposal: Proposal, sentence: Sentence, position: int) -> None:
    text = sentence.meant
    if rules.OBJECTION.search(text):
        proposal.objected = True
    elif _assents(text, proposal) or _says_yes(proposal, sentence, position):
        proposal.assent = proposal.assent or sentence
        proposal.agreeing.add(sentence.speaker)
        proposal.sanctioned |= _grants(sentence, proposal)


def _grants(sentence: Sentence, proposal: Proposal) -> bool:
    """「うん、それでいいよ」 of another than who proposed it."""
    other = sentence.speaker != proposal.sentences[-1].speaker
    return other and bool(rules.SANCTIONED.search(sentence.meant))


def _says_yes(proposal: Proposal, sentence: Sentence, position: int) -> bool:
    other = sentence.speaker != proposal.sentences[-1].speaker
    at_once = position - proposal.position <= AT_ONCE
    return other and at_once and proposal.asked and bool(rules.YES.match(sentence.meant))


def _assents(text: str, proposal: Proposal) -> bool:
    if _urges(text) or rules.ASSENT.search(text) or rules.SANCTIONED.search(text):
        return True
    at_once = proposal.reach == AT_ONCE or proposal.asked
    return at_once and bool(rules.AGREEING.search(text))


def _repeats(found: Decision, earlier: Decision) -> bool:
    if found.segment == earlier.segment and found.text == earlier.text:
        return True
    shared = set(QUANTITY.findall(found.text)) & set(QUANTITY.findall(earlier.text))
    if shared and earlier.agreed and abs(found.start - earlier.start) < NEAR_SECONDS:
        return likeness(found.text, earlier.text) >= SAME / 2
    if NUMBERS.findall(found.text) != NUMBERS.findall(earlier.text):
        return False
    content = _content(_bare(found.text))
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


def _bare(text: str) -> str:
    """Without opening words and closing particles, which say nothing of the matter."""
    called = CALLED_LAST.search(text)
    if called and text[: called.start()].endswith(("ね", "か", "よ")):
        text = text[: called.start()]
    return rules.TRAILING.sub("", CONNECTIVE.sub("", text))


def _weight(sentence: Sentence) -> int:
    """How much a sentence says of the matter; 「20日に決まり」 says enough."""
    bare = _bare(sentence.meant)
    return len(_content(bare)) + (LEAST_CONTENT if QUANTITY.search(bare) else 0)


def _least(sentence: Sentence) -> int:
    return LEAST_LED if CONNECTIVE.match(sentence.meant) else LEAST_CONTENT


def _content(text: str) -> str:
    """What is left of a sentence beyond the words of deciding and of asking."""
    left = CONNECTIVE.sub("", rules.NAMELESS.sub("", text))
    for words in (rules.OUTRIGHT, rules.CAME_TO, rules.ASKED, rules.SUGGESTED, rules.FOLLOWED):
        left = words.sub("", left)
    return rules.LEFTOVER.sub("", left).strip("、")
