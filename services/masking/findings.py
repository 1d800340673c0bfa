"""A finding: detected personal information, where it stands, and what was decided about it."""

from datetime import UTC, datetime
from typing import Literal
from uuid import uuid4

from pydantic import BaseModel, ConfigDict

from common.documents import Place, Segment
from services.masking.detection import Detection
from services.masking.kinds import LABELS, Kind
from services.masking.profiles import Profile
from services.masking.propagation import UNCLEAR
from services.masking.reading import NAME

Choice = Literal["accept", "reject"]
SYSTEM = "自動"
AROUND = 24


class LabelledPlace(Place):
    """A place with its Japanese name. Place itself has `label()`; JSON has `text`."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    text: str


def labelled(segment: Segment) -> LabelledPlace:
    text = "ファイル名" if segment.id == NAME else segment.place.label()
    return LabelledPlace(**segment.place.model_dump(), text=text)


class Finding(BaseModel):
    """`text` is `segment`'s text from `start` to `end` (code points)."""

    id: str
    entity_type: str
    entity_label: str
    text: str
    before: str
    after: str
    place: LabelledPlace
    segment: str
    start: int
    end: int
    score: float
    why: str
    doubtful: bool = False
    """Whether it may be none after all, such as a surname in the name of a place."""
    decision: Choice | None = None
    reason: str
    decided_by: str | None = None
    decided_at: datetime | None = None
    proposed: Choice
    """What automatic mode would do."""

    @property
    def is_masked(self) -> bool:
        return self.decision == "accept"

    def decide(self, decision: Choice | None, reason: str | None, who: str) -> None:
        """Decide, or take a decision back with None."""
        self.decision = decision
        self.reason = reason or self.reason
        self.decided_by = who if decision else None
        self.decided_at = datetime.now(UTC) if decision else None


def make_finding(segment: Segment, detection: Detection, profile: Profile) -> Finding:
    """A finding as the machine leaves it: undecided, but for kinds that the profile keeps readable."""
    rule = profile.rule(detection.kind)
    text = segment.text
    finding = Finding(
        id=f"finding-{uuid4().hex}",
        entity_type=str(detection.kind),
        entity_label=LABELS.get(Kind(detection.kind), str(detection.kind)),
        text=text[detection.start : detection.end],
        before=text[max(0, detection.start - AROUND) : detection.start],
        after=text[detection.end : detection.end + AROUND],
        place=labelled(segment),
        segment=segment.id,
        start=detection.start,
        end=detection.end,
        score=round(detection.score, 3),
        why=detection.why,
        doubtful=detection.doubtful,
        reason=rule.reason,
        proposed="accept" if rule.masks and detection.score > UNCLEAR else "reject",
    )
    if not rule.masks:
        finding.decide("reject", rule.reason, SYSTEM)
    return finding
