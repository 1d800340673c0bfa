"""What somebody wants agreed, and whether the others agree."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from services.transcribe.minutes.likeness import likeness
from services.transcribe.minutes.matter import (
    LEAST_CONTENT,
    QUANTITY,
    SAME,
    bare,
    content_of,
    urges,
    weight_of,
)
from services.transcribe.minutes.predicates import predicate
from services.transcribe.minutes.rules import decisions as rules
from services.transcribe.minutes.rules.speech import CONNECTIVE
from services.transcribe.minutes.rules.verbs import CHANGES, HANDS, IDLE_URGED, STATES
from services.transcribe.minutes.sentences import Sentence

REACH = 7
"""An answer comes within so many sentences of its question."""
AT_ONCE = 2
LEAST_ORDERED = 10


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


def proposed(said: Sequence[Sentence], position: int, open_: Proposal | None) -> Proposal | None:
    sentence = said[position]
    text = bare(sentence.meant)
    urged = urges(text)
    asked = urged or bool(rules.ASKED.search(text) or rules.ASKED.search(sentence.meant))
    asked = asked or invites(text)
    if not asked and is_obeyed(said, position):
        return Proposal([sentence], position, asked=True, reach=1)
    if not asked and not rules.SUGGESTED.search(text):
        return None
    if urged and (asking := asked_before(said, position)):
        return Proposal([asking], position, asked=True, assent=sentence)
    if rules.NO_PROPOSAL.search(text) or (open_ is not None and grants(sentence, open_)):
        return None
    if weight_of(sentence) >= LEAST_CONTENT:
        return Proposal([sentence], position, asked, reach=AT_ONCE if urged else REACH)
    if open_ is not None and position - open_.position <= 2:
        return Proposal(open_.sentences, position, asked or open_.asked)
    before = turn_before(said, position)
    return Proposal(before, position, asked) if before else None


def turn_before(said: Sequence[Sentence], position: int) -> list[Sentence]:
    """What the speaker of 「これでよいか」 has just laid out: back to his 「では」."""
    speaker, found = said[position].speaker, list[Sentence]()
    for sentence in reversed(said[max(0, position - 3) : position]):
        if sentence.speaker != speaker or sentence.text.endswith("か"):
            break
        found.insert(0, sentence)
        if CONNECTIVE.match(sentence.meant):
            return found
    return found[-1:]


def asked_before(said: Sequence[Sentence], position: int) -> Sentence | None:
    """「締め切りを延ばしますか」, when another answers 「延ばしましょう」."""
    sentence, before = said[position], said[position - 1 : position]
    if not before or before[0].speaker == sentence.speaker or weight_of(sentence) >= LEAST_CONTENT:
        return None
    here, there = predicate(bare(sentence.meant)), predicate(before[0].meant)
    if here is None or there is None or here.verb != there.verb or here.verb in IDLE_URGED:
        return None
    return before[0] if there.tense != "past" else None


def invites(text: str) -> bool:
    """「午前中だけにしませんか」."""
    said = predicate(text)
    doable = said is not None and said.verb in CHANGES | HANDS | {"する"}
    return doable and said is not None and text.endswith("ませんか") and said.helpers <= {"ます", "ぬ", "ん"}


def is_obeyed(said: Sequence[Sentence], position: int) -> bool:
    """「3地区に避難指示を出す」, and another answers 「了解しました」."""
    sentence, after = said[position], said[position + 1 : position + 2]
    if not after or after[0].speaker == sentence.speaker or not rules.OBEYED.match(after[0].meant):
        return False
    found = predicate(sentence.meant)
    plain = found is not None and found.tense == "now" and found.helpers <= {"ない"} and not found.told
    return plain and found is not None and found.verb not in STATES and len(sentence.text) >= LEAST_ORDERED


def pointed_at(said: Sequence[Sentence], position: int) -> Proposal | None:
    """What another has just put forward, when 「それはやりましょう」 says nothing of its own."""
    sentence = said[position]
    said_so = predicate(bare(sentence.meant))
    if said_so is None or not said_so.is_urged or weight_of(sentence) >= LEAST_CONTENT:
        return None
    for at in range(position - 1, max(-1, position - 1 - AT_ONCE), -1):
        each = said[at]
        tense = getattr(predicate(each.meant), "tense", "past")
        if each.speaker != sentence.speaker and len(each.text) >= LEAST_ORDERED and tense != "past":
            return None if each.text.endswith(("か", "ください")) else Proposal([each], at, asked=False)
    return None


def answered(proposal: Proposal, sentence: Sentence, position: int) -> None:
    text = sentence.meant
    if rules.OBJECTION.search(text):
        proposal.objected = True
    elif assents(text, proposal) or says_yes(proposal, sentence, position):
        proposal.assent = proposal.assent or sentence
        proposal.agreeing.add(sentence.speaker)
        proposal.sanctioned |= grants(sentence, proposal)


def grants(sentence: Sentence, proposal: Proposal) -> bool:
    """「うん、それでいいよ」 of another than who proposed it."""
    other = sentence.speaker != proposal.sentences[-1].speaker
    return other and bool(rules.SANCTIONED.search(sentence.meant))


def says_yes(proposal: Proposal, sentence: Sentence, position: int) -> bool:
    other = sentence.speaker != proposal.sentences[-1].speaker
    at_once = position - proposal.position <= AT_ONCE
    return other and at_once and proposal.asked and bool(rules.YES.match(sentence.meant))


def assents(text: str, proposal: Proposal) -> bool:
    if urges(text) or rules.ASSENT.search(text) or rules.SANCTIONED.search(text):
        return True
    at_once = proposal.reach == AT_ONCE or proposal.asked
    return at_once and bool(rules.AGREEING.search(text))


def related(sentence: Sentence, proposal: Proposal) -> bool:
    joined = "".join(each.text for each in proposal.sentences)
    shared = set(QUANTITY.findall(sentence.meant)) & set(QUANTITY.findall(joined))
    return bool(shared) or likeness(content_of(sentence.meant), joined) >= SAME / 2
