"""What a person may do with the columns of a document: choose, take the proposals over, drop small groups."""

from collections.abc import Sequence

from pydantic import Field

from common.documents import Segment
from common.errors import NotFound
from services.masking.columns.plan import Column, segments_of
from services.masking.columns.treatments import Treatment
from services.masking.findings import Finding
from services.masking.record import MaskingDocument
from services.masking.reviewing import Body, reopen


class ColumnChoice(Body):
    """What is left out stays as it was; naming a column decides it."""

    id: str
    treatment: Treatment | None = None
    quasi: bool | None = None
    reason: str | None = Field(default=None, max_length=500)


class ColumnChoices(Body):
    """`rest` decides every other undecided column as it stands; `drop_small` leaves out rows in small groups."""

    version: int
    columns: list[ColumnChoice] = Field(default=[], max_length=10_000)
    rest: bool = False
    drop_small: bool | None = None


def choose(
    document: MaskingDocument,
    choices: ColumnChoices,
    segments: Sequence[Segment],
    aside: Sequence[Finding],
    who: str,
) -> None:
    """Apply `choices`; a document that was done goes back to review. NotFound for an unknown column."""
    reopen(document)
    by_id = {column.id: column for column in document.columns}
    for choice in choices.columns:
        if choice.id not in by_id:
            raise NotFound("指定された列はありません。読み直してからやり直してください。", column=choice.id)
        column = by_id[choice.id]
        _treat(document, column, choice.treatment or column.treatment, segments, aside)
        column.decide(column.treatment, who)
        column.quasi = column.quasi if choice.quasi is None else choice.quasi
        column.reason = choice.reason or column.reason
    for column in document.columns:
        if choices.rest and column.decided_by is None:
            column.decide(column.treatment, who)
    document.drop_small = document.drop_small if choices.drop_small is None else choices.drop_small


def _treat(
    document: MaskingDocument,
    column: Column,
    treatment: Treatment,
    segments: Sequence[Segment],
    aside: Sequence[Finding],
) -> None:
    """Findings come and go with 「一つずつ判断する」."""
    before, column.treatment = column.treatment, treatment
    if (before == Treatment.DETECT) == (treatment == Treatment.DETECT):
        return
    cells = {cell.id for cell in segments_of([column], segments)[column.id]}
    if before == Treatment.DETECT:
        document.findings = [finding for finding in document.findings if finding.segment not in cells]
        return
    document.findings += [finding for finding in aside if finding.segment in cells]
    order = {segment.id: number for number, segment in enumerate(segments)}
    document.findings.sort(key=lambda finding: (order[finding.segment], finding.start))
