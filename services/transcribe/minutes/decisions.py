"""Find what was decided: sentences whose evidence speaks for a decision, those that decide the same as one."""

from collections.abc import Sequence

from services.transcribe.minutes.evidence import FARTHEST, chair_of, evidence, sameness
from services.transcribe.minutes.matter import bare, matter_of, numerals, shared
from services.transcribe.minutes.model import Decision, Mention
from services.transcribe.minutes.rules import decisions as rules
from services.transcribe.minutes.rules.meeting import NEXT_MEETING
from services.transcribe.minutes.rules.speech import CONNECTIVE
from services.transcribe.minutes.sentences import Sentence
from services.transcribe.minutes.weights import Weights, shipped

DECLARED = 0.9
LIKELY = 0.35
"""From here on a sentence is shown as a decision: chosen on held-out meetings for recall and precision alike."""
SAME = 0.6
LEAST_MATTER = 2
"""Words of the matter below which 「では、そのようにいたします」 stands for what was said before it."""
NEAR = 4
"""Within so many sentences that, and who agrees, is looked for."""
LEAST_SHOWN = 8
"""Characters below which a proposal keeps its closing question: 「16日からでいいでしょう」."""
REPEATED = 0.75


def find_decisions(said: Sequence[Sentence], weights: Weights | None = None) -> list[Decision]:
    """In order, each once: what a closing summary repeats is left out."""
    weights = weights or shipped()
    chair = chair_of(said)
    likely = [
        _certain(each.meant, weights.probability("decision", evidence(said, at, chair)))
        for at, each in enumerate(said)
    ]
    found: list[Decision] = []
    for group in _groups(said, likely, weights):
        if _objected(said, group[-1]):
            continue
        decision = _decision(said, group, likely)
        if not any(_repeats(decision, earlier) for earlier in found):
            found.append(decision)
    return sorted(found, key=lambda each: each.start)


def _certain(text: str, chance: float) -> float:
    """The chance, set right where the words leave no doubt: 「本案は可決されました」, 「前回承認されました」."""
    stated = bare(text)
    if NEXT_MEETING.search(text) and not rules.SETTLED.search(text):
        return 0.0
    if not rules.DECLARES.search(stated):
        return chance
    if rules.NOT_HERE.search(text) or rules.PAST.match(stated):
        return 0.0
    course = rules.COURSE.search(text) and not rules.VOTED.search(text)
    doubtful = course or rules.PAST.search(text) or rules.OUTSIDE.search(text)
    return chance if doubtful else max(chance, DECLARED)


def _groups(said: Sequence[Sentence], likely: Sequence[float], weights: Weights) -> list[list[int]]:
    """The places of the sentences that decide, those together that decide the same."""
    groups: list[list[int]] = []
    for position, chance in enumerate(likely):
        if chance < LIKELY:
            continue
        last = groups[-1][-1] if groups else position
        if 0 < position - last <= FARTHEST and _same(said, last, position, weights):
            groups[-1].append(position)
        else:
            groups.append([position])
    return groups


def _same(said: Sequence[Sentence], one: int, other: int, weights: Weights) -> bool:
    bills = [set(rules.BILL.findall(said[at].meant)) for at in (one, other)]
    if all(bills) and not bills[0] & bills[1]:
        return False
    return weights.probability("same", sameness(said, one, other)) > SAME


def _decision(said: Sequence[Sentence], group: Sequence[int], likely: Sequence[float]) -> Decision:
    """The surest sentence of those that name the matter; what they are about and who agrees beside it."""
    telling = [at for at in group if len(matter_of(said[at].meant)) >= LEAST_MATTER]
    shown = max(telling or group, key=likely.__getitem__)
    if not telling and _goes_on(said, shown):
        shown -= 1
    before = group[0] if group[0] < shown else None if telling else _matter_before(said, shown)
    after = (
        at for at in range(shown + 1, min(len(said), shown + NEAR)) if rules.ASSENT.search(said[at].meant)
    )
    sealed = next(after, None) if group[-1] == shown else group[-1]
    return Decision(
        text=_shown(said[shown].text),
        segment=said[shown].segment,
        start=said[shown].start,
        about=None if before is None else _shown(said[before].text),
        agreed=None if sealed is None else _mention(said[sealed]),
    )


def _objected(said: Sequence[Sentence], last: int) -> bool:
    """Whether another says no to the question with which the matter was left."""
    asked, answer = said[last], said[last + 1 : last + 2]
    urged = asked.meant.endswith(("か", "ね", "う"))
    return urged and any(
        rules.OBJECTION.search(each.meant) and each.speaker != asked.speaker for each in answer
    )


def _goes_on(said: Sequence[Sentence], at: int) -> bool:
    """「…は5人とする。これでよいか」: the speaker has just named the matter."""
    before = said[at - 1] if at else None
    return bool(
        before and before.speaker == said[at].speaker and len(matter_of(before.meant)) >= LEAST_MATTER
    )


def _matter_before(said: Sequence[Sentence], position: int) -> int | None:
    """What 「では、それで」 points back to."""
    near = range(position - 1, max(-1, position - NEAR), -1)
    return next((at for at in near if len(matter_of(said[at].meant)) >= LEAST_MATTER), None)


def _repeats(found: Decision, earlier: Decision) -> bool:
    """Said again in the same words and numerals."""
    if found.segment == earlier.segment and found.text == earlier.text:
        return True
    if numerals(found.text) != numerals(earlier.text) or not matter_of(found.text):
        return False
    return len(matter_of(found.text)) > LEAST_MATTER and shared(found.text, earlier.text) >= REPEATED


def _mention(sentence: Sentence) -> Mention:
    return Mention(text=sentence.text, segment=sentence.segment, start=sentence.start)


def _shown(text: str) -> str:
    """Without the opening word, and without the question at the end of a proposal."""
    stated = rules.OPENERS.sub("", CONNECTIVE.sub("", text)) or text
    shown = rules.SUGGESTING.sub("", rules.ENDINGS.sub("", stated))
    return stated if len(shown) < LEAST_SHOWN or shown.endswith(("て", "たら", "ば", "では")) else shown
