"""What a person should look at after automatic mode: the doubtful, the kept, the columns, and what could not be read."""

from collections.abc import Iterator

from pydantic import BaseModel

from services.masking.columns.plan import Column
from services.masking.columns.treatments import KIND_LABELS, TREATMENT_LABELS, Treatment
from services.masking.findings import SYSTEM, Finding, LabelledPlace
from services.masking.record import MaskingDocument

DOUBTFUL = 0.7
"""Below this score one source alone spoke for a finding."""


class Watched(BaseModel):
    """A finding that the machine decided, without its words, and why it is shown."""

    id: str
    place: LabelledPlace
    entity_label: str
    decision: str
    score: float
    why: str
    attention: str


class WatchedColumn(BaseModel):
    """A column that the machine treated as a whole, and how."""

    id: str
    place: str
    kind_label: str
    treatment: Treatment
    treatment_label: str
    cells: int
    why: str
    """Why it was taken for what it is."""


class WatchList(BaseModel):
    decided: int
    """Findings that the machine decided by itself."""
    findings: list[Watched]
    columns: list[WatchedColumn]
    unread: list[str]


def watch_list(document: MaskingDocument) -> WatchList:
    """In the order of the document."""
    own = [finding for finding in document.findings if finding.decided_by == SYSTEM]
    columns = [_column(each) for each in document.columns if each.is_whole and each.decided_by == SYSTEM]
    return WatchList(decided=len(own), findings=list(_watched(own)), columns=columns, unread=document.unread)


def _column(column: Column) -> WatchedColumn:
    return WatchedColumn(
        id=column.id,
        place=column.place,
        kind_label=KIND_LABELS[column.kind],
        treatment=column.treatment,
        treatment_label=TREATMENT_LABELS[column.treatment],
        cells=column.cells,
        why=column.why,
    )


def _watched(findings: list[Finding]) -> Iterator[Watched]:
    for finding in findings:
        if attention := _attention(finding):
            yield Watched(
                id=finding.id,
                place=finding.place,
                entity_label=finding.entity_label,
                decision=str(finding.decision),
                score=finding.score,
                why=finding.why,
                attention=attention,
            )


def _attention(finding: Finding) -> str:
    if not finding.is_masked and finding.proposed == "accept":
        return ""
    if not finding.is_masked and finding.doubtful:
        return "人名かもしれませんが、残しました"
    if finding.is_masked and finding.score < DOUBTFUL:
        return "根拠が弱いまま塗りました"
    return ""
