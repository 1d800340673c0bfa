"""What one sentence says of doing: whom it asks or who promises, what, and by when."""

import re
from dataclasses import dataclass, replace
from functools import cached_property

from services.transcribe.minutes.deeds import bare_deed
from services.transcribe.minutes.people import Doer, find_doer
from services.transcribe.minutes.predicates import Predicate, predicate
from services.transcribe.minutes.rules import tasks as rules
from services.transcribe.minutes.rules.meeting import NEXT_MEETING, WHEN
from services.transcribe.minutes.rules.people import CALLED_LAST, OUTSIDE, PUBLIC
from services.transcribe.minutes.rules.speech import CONNECTIVE
from services.transcribe.minutes.rules.times import DUE
from services.transcribe.minutes.rules.verbs import HANDS, STATES, TAKEN_ON, TELLING
from services.transcribe.minutes.sentences import Sentence

LEAST_DEED = 6
"""Characters without which 「やっておきます」 says nothing of what."""
TO_BE_DONE = re.compile(r"(?:まで(?:に|には)|[日曜末中]に).*[てで]$")
SHORT = 30
"""Characters of an answer; what is longer presents something."""
PREPARING = frozenset({"おく", "とく", "みる"})
COMING = frozenset({"くる", "来る", "まいる", "参る"})
TRAILING = re.compile(r"(?:んですが|のですが|ので|から|けど)?(?:よね|ね|よ|な|わ)?$")
IDLE = (
    STATES
    | TELLING
    | frozenset(
        {"開く", "行う", "始める", "実施する", "開催する", "審議する", "受け付ける", "予定する", "進める"}
    )
)
"""What a day does not turn into a promise."""
BLANK = "、"
LATER = re.compile("次回|来|月|日|週|年|曜|会|議")
GAP = re.compile("、{2,}")
DUE_TAIL = re.compile("(?:まで(?:に|には)?|中に|に|には|で|を目途に|をめどに)?、?")


@dataclass(frozen=True)
class Duty:
    """A sentence and what it says of doing."""

    sentence: Sentence
    text: str
    """What is looked at: without closing particles, who is called first."""
    doer: Doer | None
    due: re.Match[str] | None
    asks: bool
    promises: bool

    @property
    def is_task(self) -> bool:
        return (self.asks and bool(self.doer or self.due)) or self.promises

    @property
    def offers(self) -> bool:
        """「声をかけてみましょうか」「チラシを作ろうと思うんですが、いいですか」."""
        meant = self.sentence.meant
        said = predicate(meant)
        asks = said is not None and said.is_urged and said.verb in HANDS and meant.endswith("か")
        return asks or bool(rules.INTENDED.search(meant))

    @cached_property
    def deed(self) -> str:
        """The sentence without the person, the day and the polite ending; empty when nothing is left."""
        text = self.text
        spans = [(self.doer.start, self.doer.end)] if self.doer else []
        if self.due:
            tail = DUE_TAIL.match(text[self.due.end("due") :])
            spans.append((self.due.start("due"), self.due.end("due") + (tail.end() if tail else 0)))
        for start, end in sorted(spans, reverse=True):
            text = text[:start] + text[end:]
        return bare_deed(GAP.sub("、", CONNECTIVE.sub("", text.strip("、"))).strip("、"))


def duty_of(sentence: Sentence, *, responds: bool = False) -> Duty:
    """`responds`: whether it opens a turn, and not after a question."""
    called = _called_first(sentence.meant)
    text = TRAILING.sub("", called)
    said = predicate(rules.HUMBLY.sub("します", called))
    begs = said is not None and said.tense == "te" and _begs(text, said)
    requested = begs or bool(rules.REQUEST.search(text)) or (said is not None and said.is_ordered)
    due = _due(text)
    doer = find_doer(_without(text, due), asked=requested)
    asks = requested and not (begs and not (doer or due)) and not _idle_request(text, doer, due)
    arranges = said is not None and said.is_arranged and not (doer or due)
    promises = (
        (not asks or arranges) and said is not None and _promises(text, said, doer, due, responds=responds)
    )
    if not (asks or promises) and (head := rules.HEAD.match(called)):
        first = duty_of(replace(sentence, text=head["head"]), responds=responds)
        said = predicate(head["head"])
        if first.promises and said is not None and said.verb in HANDS:
            return first
    return Duty(sentence, text, doer, due, asks, promises)


def _begs(text: str, said: Predicate) -> bool:
    """「坂井さん入ってもらって」「水曜までに配って」."""
    if said.verb in STATES:
        return False
    return said.told or bool(said.helpers & {"もらう", "いただく"} or TO_BE_DONE.search(text))


def _due(text: str) -> re.Match[str] | None:
    return next((match for pattern in DUE if (match := pattern.search(text))), None)


def _without(text: str, due: re.Match[str] | None) -> str:
    """With the day blanked out: the 協議会 of 「次の協議会で」 is no doer."""
    return text[: due.start("due")] + BLANK * len(due["due"]) + text[due.end("due") :] if due else text


def _called_first(text: str) -> str:
    """「まとめてください、野口さん」 as 「野口さん、まとめてください」."""
    match = CALLED_LAST.search(text)
    return f"{match['who']}、{text[: match.start()]}" if match else text


def _last_clause(text: str) -> str:
    """What is asked for: of 「紹介してもらえるか、聞いてみてください」 the asking."""
    before, comma, last = text.rpartition("、")
    return last if comma and len(last) >= LEAST_DEED and "て" in before else text


def _idle_request(text: str, doer: Doer | None, due: re.Match[str] | None) -> bool:
    """Courtesy, a thing of the moment, a standing offer, or the next meeting."""
    if rules.GREETING.search(text) or NEXT_MEETING.search(text) or PUBLIC.search(text):
        return True
    last = _last_clause(text)
    if rules.NOW.search(last) and not (due and LATER.search(due[0])) and not rules.ELSEWHERE.search(last):
        return True
    if not due and rules.CALLED_ON.search(text):
        return True
    named = doer is not None and not doer.myself and "は" not in text
    return bool(rules.GENERIC.search(text)) and not due and not named


def _promises(
    text: str, said: Predicate, doer: Doer | None, due: re.Match[str] | None, *, responds: bool
) -> bool:
    if rules.QUESTION.search(text) or rules.ROUTINE.search(text) or _is_next_meeting(text, said):
        return False
    if doer and rules.ASSIGNED.search(text):
        return True
    if responds and not doer and said.is_arranged:
        return said.verb in HANDS
    if said.is_urged and said.helpers & PREPARING:
        return said.verb in HANDS
    if not said.may_be_promised or (rules.GENERIC.search(_main_clause(text)) and not due):
        return False
    if doer and not doer.myself and OUTSIDE.match(doer.who):
        return False
    later = bool(due or rules.FUTURE.search(text))
    if said.verb in TELLING and not said.helpers & PREPARING:
        return _tells_later(text, later=later, who=doer)
    if said.helpers & {"せる", "させる"}:
        return (later or said.told) and said.verb in HANDS
    if "ます" not in said.helpers:
        return _promises_plainly(text, said, doer)
    return _takes_on(text, said, responds=responds) or _promises_politely(
        text, said, doer, later=later, due=due
    )


def _takes_on(text: str, said: Predicate, *, responds: bool) -> bool:
    """「はい、献立表を直します」, or a short answer to what another has just said."""
    if match := rules.TAKES_ON.search(text):
        does = "を" in text[match.end() :] and said.verb not in IDLE
        return responds and (said.verb in TAKEN_ON or (does and not rules.NOT_A_PROMISE.search(text)))
    clause = _main_clause(text)
    if not responds or said.verb not in HANDS or len(clause) > SHORT:
        return False
    return len(clause) <= SHORT / 2 or "を" in clause or bool(rules.RECIPIENT.search(clause))


def _main_clause(text: str) -> str:
    """Of 「届けが要るはずですけど、確かめてみます」 the end."""
    return rules.CLAUSE.sub("", text)


def _is_next_meeting(text: str, said: Predicate) -> bool:
    """「次回は5月8日に開きます」, but not 「次回は会議室を取ります」."""
    match = NEXT_MEETING.search(text)
    return bool(match and (WHEN.search(match["rest"]) or said.verb not in HANDS))


def _tells_later(text: str, *, later: bool, who: Doer | None) -> bool:
    """A report that comes now is no promise; one with a day of its own, or that needs work first, is."""
    works = bool(rules.THEN_REPORTED.search(text))
    return (later and (works or bool(LATER.search(text)))) or (works and who is not None)


def _promises_plainly(text: str, said: Predicate, doer: Doer | None) -> bool:
    """「私が書くよ」「やっとく」: among colleagues."""
    if said.helpers & PREPARING:
        return bool(doer) or len(text) > LEAST_DEED
    if doer and doer.myself:
        return said.verb not in STATES
    return bool(doer and said.verb in TAKEN_ON) or (said.told and said.verb in HANDS)


def _promises_politely(
    text: str, said: Predicate, doer: Doer | None, *, later: bool, due: re.Match[str] | None
) -> bool:
    if said.verb in HANDS and (doer or later or said.told or said.helpers & COMING):
        return True
    if said.helpers & PREPARING or rules.STRONG_PROMISE.search(text):
        return bool(doer) or later or len(text) > LEAST_DEED
    able = bool(
        doer
        and (doer.myself or said.verb in TAKEN_ON or said.verb.endswith("する"))
        and rules.PROMISE.search(text)
    )
    if rules.NOT_A_PROMISE.search(text):
        return False
    sets_out = due and rules.DEADLINE.search(text[due.end("due") :]) and not rules.SUPPOSED.search(text)
    return able or bool(sets_out and "を" in text and said.verb not in IDLE)
