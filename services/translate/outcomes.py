"""What came of a translated document: a summary in the records, its segments in the job's folder."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, TypeAdapter

from common.documents import Document, Edit
from common.documents.readings import in_brackets
from common.files import FileStore, write_durably
from common.records import Records
from services.translate.beside import beside
from services.translate.emphasis import Phrase, edits_of, phrases
from services.translate.engines.base import Engine, Pair
from services.translate.schemas import BackView, FlagView, SegmentView
from services.translate.translated import Translated

SEGMENTS = "segments.json"


class StoredSegment(SegmentView):
    marked: str = ""
    """What stands in the file: plain Japanese has its readings beside its words. Empty: `target` itself."""
    emphasis: tuple[Phrase, ...] = ()
    """What the original sets in bold and the like."""
    part: str = "body"
    """Of the document, as `Place.part`."""


class Part(NamedTuple):
    """What becomes of a segment."""

    translated: Translated
    alone: dict[str, str]
    """The translations of emphasised words."""
    kept: str = ""
    """Why it was left as it is."""
    back: BackView | None = None


SEGMENT_LIST = TypeAdapter(list[StoredSegment])


class Outcome(BaseModel):
    source: str
    engine: str
    quality: str
    quality_label: str
    via: str | None = None
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


def view(document: Document, parts: Sequence[Part]) -> list[StoredSegment]:
    return [
        StoredSegment(
            id=segment.id,
            place=segment.place.label(),
            source=segment.text,
            target=in_brackets(part.translated.text),
            flags=[FlagView(flag=flag, message=flag.message) for flag in part.translated.flags],
            uses=list(part.translated.uses),
            kept=part.kept or None,
            back=part.back,
            marked=part.translated.text,
            emphasis=phrases(segment, part.alone),
            part=segment.place.part,
        )
        for segment, part in zip(document.segments, parts, strict=True)
    ]


def edits(segments: Sequence[StoredSegment], name: str, *, bilingual: bool = False) -> list[Edit]:
    """What puts the translations into a copy of the original, the file `name`: in its place, or beside it."""
    found = [(segment, _edits(segment)) for segment in segments]
    if bilingual:
        found = [(each, beside(each.source, changes, each.part, name)) for each, changes in found]
    return [edit for _, changes in found for edit in changes]


def _edits(segment: StoredSegment) -> list[Edit]:
    target = segment.marked or segment.target
    return edits_of(segment.id, segment.source, target, segment.emphasis)


def summary(engine: Engine, pair: Pair, segments: Sequence[SegmentView], notes: Sequence[str]) -> Outcome:
    return Outcome(
        source=pair.source,
        engine=engine.name,
        quality=pair.quality,
        quality_label=pair.quality.label,
        via=pair.via,
        flagged=sum(bool(segment.flags) for segment in segments),
        total_segments=len(segments),
        notes=list(notes),
    )
