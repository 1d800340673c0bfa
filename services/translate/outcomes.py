"""What came of a translated document: a summary in the records, its segments in the job's folder."""

from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel, TypeAdapter

from common.documents import Document, Edit
from common.documents.readings import in_brackets
from common.files import FileStore, write_durably
from common.records import Records
from services.translate.emphasis import Phrase, edits_of, phrases
from services.translate.engines.base import Engine, Pair
from services.translate.schemas import FlagView, SegmentView
from services.translate.translated import Translated

SEGMENTS = "segments.json"


class StoredSegment(SegmentView):
    marked: str = ""
    """What stands in the file: plain Japanese has its readings beside its words. Empty: `target` itself."""
    emphasis: tuple[Phrase, ...] = ()
    """What the original sets in bold and the like."""


SEGMENT_LIST = TypeAdapter(list[StoredSegment])


class Outcome(BaseModel):
    source: str
    engine: str
    quality: str
    quality_label: str
    flagged: int
    total_segments: int
    notes: list[str]


class Outcomes:
    """Written once, by the job, when its file is whole."""

    def __init__(self, files: FileStore, records: Records) -> None:
        self._files = files
        self._records = records

    def find(self, job_id: str) -> Outcome | None:
        """None before the job is done."""
        record = self._records.find(job_id)
        return None if record is None else Outcome.model_validate(record.data)

    def segments(self, job_id: str) -> list[StoredSegment]:
        return SEGMENT_LIST.validate_json(self._path(job_id).read_bytes())

    def keep(self, job_id: str, owner: str, outcome: Outcome, segments: list[StoredSegment]) -> None:
        write_durably(self._path(job_id), SEGMENT_LIST.dump_json(segments))
        self._records.put(job_id, owner, outcome.model_dump())

    def delete(self, job_id: str) -> None:
        self._records.delete(job_id)

    def _path(self, job_id: str) -> Path:
        return self._files.root / job_id / SEGMENTS


def view(
    document: Document, translations: Sequence[Translated], alone: dict[str, str]
) -> list[StoredSegment]:
    """`alone` has the translations of emphasised words."""
    return [
        StoredSegment(
            id=segment.id,
            place=segment.place.label(),
            source=segment.text,
            target=in_brackets(translation.text),
            flags=[FlagView(flag=flag, message=flag.message) for flag in translation.flags],
            uses=list(translation.uses),
            marked=translation.text,
            emphasis=phrases(segment, alone),
        )
        for segment, translation in zip(document.segments, translations, strict=True)
    ]


def edits(segments: Sequence[StoredSegment]) -> list[Edit]:
    """What puts the translations into a copy of the original."""
    return [
        edit
        for segment in segments
        for edit in edits_of(segment.id, segment.source, segment.marked or segment.target, segment.emphasis)
    ]


def summary(engine: Engine, pair: Pair, segments: Sequence[SegmentView], notes: Sequence[str]) -> Outcome:
    return Outcome(
        source=pair.source,
        engine=engine.name,
        quality=pair.quality,
        quality_label=pair.quality.label,
        flagged=sum(bool(segment.flags) for segment in segments),
        total_segments=len(segments),
        notes=list(notes),
    )
