"""The key of a masked file (鍵ファイル): what stands under each mask, for authorised restoration only."""

from collections.abc import Container, Sequence
from datetime import datetime

from pydantic import BaseModel

from common.documents import Segment
from services.masking.columns.key_columns import NEVER, KeyColumn
from services.masking.columns.planned import finding_edits
from services.masking.record import MaskingDocument


class KeyLine(BaseModel):
    number: int
    """As in the ledger."""
    place: str
    kind: str
    entity_label: str
    label: str
    """What stands there now."""
    text: str | None
    """What stood there; None for a kind that no key file holds."""
    reason: str


class KeyList(BaseModel):
    document: str
    name: str
    sha256: str
    """Of the masked file that it belongs to."""
    made_by: str
    made_at: datetime
    lines: list[KeyLine]
    columns: list[KeyColumn] = []
    """Of tables treated by columns: what stood in each cell that changed."""
    not_covered: list[str] = []
    """The columns that hold too much for a key file, whose originals are in none."""


def key_lines(
    document: MaskingDocument, segments: Sequence[Segment], gone: Container[str] = ()
) -> list[KeyLine]:
    """One line a masked stretch, numbered as the ledger is.

    `segments` are the document's, `gone` the ids of those of which nothing is left.
    """
    edits = finding_edits(document, segments)
    labels = {(e.segment_id, at): e.text for e in edits for at in range(e.start, e.end)}
    masked = [finding for finding in document.findings if finding.is_masked]
    return [
        KeyLine(
            number=number,
            place=finding.place.text,
            kind=finding.entity_type,
            entity_label=finding.entity_label,
            label="" if finding.segment in gone else labels[finding.segment, finding.start],
            text=None if finding.entity_type in NEVER else finding.text,
            reason=finding.reason,
        )
        for number, finding in enumerate(masked, start=1)
    ]
