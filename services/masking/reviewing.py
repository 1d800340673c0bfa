"""What a person may do with the findings of a document: decide, and add."""

from collections.abc import Iterator, Sequence

from pydantic import BaseModel, ConfigDict, Field, model_validator

from common.documents import Segment
from common.errors import BadRequest, Conflict, NotFound
from services.masking.approval import withdraw
from services.masking.detection import Detection, settle
from services.masking.findings import Choice, Finding, make_finding
from services.masking.folding import search_key
from services.masking.kinds import Kind
from services.masking.profiles import Profile
from services.masking.propagation import Term, new_occurrences, terms_of
from services.masking.record import MaskingDocument

BY_HAND = "手作業で追加"


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Decision(Body):
    """`decision` null takes an earlier one back; `alike` decides all findings of the same kind and word."""

    id: str
    decision: Choice | None
    reason: str | None = Field(default=None, max_length=500)
    alike: bool = False


class Rest(Body):
    decision: Choice
    reason: str | None = Field(default=None, max_length=500)


class Decisions(Body):
    """`rest` decides everything that is still undecided after `decisions`."""

    version: int
    decisions: list[Decision] = Field(default=[], max_length=100_000)
    rest: Rest | None = None


class Addition(Body):
    """Either a span of a segment, or a text that is looked for everywhere."""

    version: int | None = None
    entity_type: Kind = Kind.OTHER
    reason: str | None = Field(default=None, max_length=500)
    segment: str | None = None
    start: int | None = Field(default=None, ge=0)
    end: int | None = Field(default=None, ge=1)
    text: str | None = Field(default=None, min_length=1, max_length=500)

    @model_validator(mode="after")
    def one_of_two(self) -> "Addition":
        span = (self.segment, self.start, self.end)
        if (self.text is None) == any(value is None for value in span):
            raise ValueError("give either `text`, or `segment`, `start` and `end`")
        return self


def decide(document: MaskingDocument, decisions: Decisions, who: str) -> None:
    """Apply `decisions`; a document that was done goes back to review. NotFound for an unknown finding."""
    reopen(document)
    by_id = {finding.id: finding for finding in document.findings}
    for decision in decisions.decisions:
        if decision.id not in by_id:
            raise NotFound(
                "指定された検出箇所はありません。読み直してからやり直してください。", finding=decision.id
            )
        chosen = by_id[decision.id]
        for finding in alike(document.findings, chosen) if decision.alike else [chosen]:
            finding.decide(decision.decision, decision.reason, who)
    if decisions.rest is not None:
        for finding in document.findings:
            if finding.decision is None:
                finding.decide(decisions.rest.decision, decisions.rest.reason, who)


def alike(findings: Sequence[Finding], chosen: Finding) -> list[Finding]:
    key = search_key(chosen.text)
    return [f for f in findings if f.entity_type == chosen.entity_type and search_key(f.text) == key]


def add(
    document: MaskingDocument, segments: Sequence[Segment], addition: Addition, profile: Profile, who: str
) -> None:
    """Add findings, accepted for what was pointed at; other places of the same word are left to decide."""
    reopen(document)
    if addition.text is not None:
        term = Term(search_key(addition.text), addition.entity_type, 1.0, BY_HAND)
        added = list(_everywhere(document, segments, [term], profile))
        if not added:
            raise NotFound("その文字は文書のなかに見つからないか、もう検出されています。")
        _decide_all(added, addition, who)
        document.findings += added
    else:
        document.findings += _pointed_at(document, segments, addition, profile, who)
    order = {segment.id: number for number, segment in enumerate(segments)}
    document.findings.sort(key=lambda finding: (order[finding.segment], finding.start))


def reopen(document: MaskingDocument) -> None:
    if document.status not in ("review", "done"):
        raise Conflict(
            "この文書はいま変更できません。処理が終わるのを待ってください。", status_now=document.status
        )
    document.status, document.output, document.finished_at = "review", None, None
    withdraw(document)


def _pointed_at(
    document: MaskingDocument, segments: Sequence[Segment], addition: Addition, profile: Profile, who: str
) -> list[Finding]:
    segment = next((s for s in segments if s.id == addition.segment), None)
    start, end = addition.start or 0, addition.end or 0
    if segment is None or not start < end <= len(segment.text):
        raise BadRequest("指定された範囲が文書のなかにありません。読み直してからやり直してください。")
    if any(f.segment == segment.id and f.start < end and start < f.end for f in document.findings):
        raise Conflict("その範囲には、もう検出箇所があります。その判断を変えてください。")
    detection = Detection(addition.entity_type, start, end, 1.0, BY_HAND)
    first = make_finding(segment, detection, profile)
    _decide_all([first], addition, who)
    document.findings.append(first)
    terms = list(terms_of(first.text, addition.entity_type))
    others = list(_everywhere(document, segments, terms, profile))
    document.findings.pop()
    return [first, *others]


def _everywhere(
    document: MaskingDocument, segments: Sequence[Segment], terms: Sequence[Term], profile: Profile
) -> Iterator[Finding]:
    for segment in segments:
        own = [
            Detection(f.entity_type, f.start, f.end, f.score, f.why)
            for f in document.findings
            if f.segment == segment.id
        ]
        for detection in settle(new_occurrences(segment.text, own, terms)):
            if not any(detection.overlaps(other) for other in own):
                yield make_finding(segment, detection, profile)


def _decide_all(findings: Sequence[Finding], addition: Addition, who: str) -> None:
    for finding in findings:
        finding.decide("accept", addition.reason, who)
