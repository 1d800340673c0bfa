"""Everything that finalizing writes into a document: its findings and its columns, as edits that do not overlap."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from common.documents import Edit, Segment
from services.masking.blackening import edits_for
from services.masking.columns.writing import Sheet
from services.masking.record import MaskingDocument

TIME = ZoneInfo("Asia/Tokyo")


@dataclass(frozen=True)
class Planned:
    edits: list[Edit]
    sheet: Sheet
    dropped: dict[str, set[int]]
    """Rows that go, by the sheet of their table."""

    @property
    def emptied(self) -> set[str]:
        """Ids of the cells of which nothing is left."""
        return {edit.segment_id for edit in self.sheet.edits(self.dropped) if not edit.text}


def planned(document: MaskingDocument, segments: Sequence[Segment], k: int) -> Planned:
    """A cell that its column gives a new text needs no edit of a finding."""
    own = finding_edits(document, segments)
    sheet = sheet_of_document(document, segments, own)
    judged = sheet.anonymity(k) if document.drop_small else {}
    dropped = {name: table.small_rows for name, table in judged.items()}
    edits = sheet.edits(dropped)
    replaced = {edit.segment_id for edit in edits}
    return Planned([*(edit for edit in own if edit.segment_id not in replaced), *edits], sheet, dropped)


def as_written(document: MaskingDocument, segments: Sequence[Segment]) -> Planned:
    """Of a document that is done: by the k that its groups were counted with."""
    return planned(document, segments, next((table.k for table in document.anonymity), 1))


def finding_edits(document: MaskingDocument, segments: Sequence[Segment]) -> list[Edit]:
    return edits_for(document.findings, document.style, (segment.text for segment in segments))


def sheet_of_document(document: MaskingDocument, segments: Sequence[Segment], own: Sequence[Edit]) -> Sheet:
    """Ages are those on the day that the document came in."""
    return Sheet(document.columns, segments, document.created_at.astimezone(TIME).date(), own)
