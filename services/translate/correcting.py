"""What a person corrects in a translated document: the segment, the file, and the memory."""

import threading
from collections.abc import Sequence
from datetime import UTC, datetime

from pydantic import ValidationError

from common import documents
from common.errors import NotFound
from common.files import AtomicFile
from common.identity import Principal
from common.records import Record
from common.service import Service
from services.translate.memory.store import Memory
from services.translate.memory.units import UnitWrite
from services.translate.originals import Originals
from services.translate.outcomes import Outcome, Outcomes, StoredSegment, edits
from services.translate.schemas import Corrections, SegmentCorrection, SegmentView


class Correcting:
    def __init__(self, service: Service, memory: Memory) -> None:
        self._originals = Originals(service)
        self._limits = service.settings.sandbox
        self._memory = memory
        # Two people at one document: each writes on what the other has written.
        self._one_at_a_time = threading.Lock()

    def correct(
        self,
        record: Record,
        outcome: Outcome,
        outcomes: Outcomes,
        corrections: Corrections,
        caller: Principal,
    ) -> list[SegmentView]:
        """The segments that were named, as they now are. All are changed, or none."""
        with self._one_at_a_time:
            segments = outcomes.segments(record.id)
            wanted = {each.id: each for each in corrections.segments}
            if missing := wanted.keys() - {segment.id for segment in segments}:
                raise NotFound(
                    f"箇所「{min(missing)[:40]}」はこの文書にありません。読み直してからやり直してください。"
                )
            changed = [
                _corrected(segment, wanted[segment.id], caller.user) if segment.id in wanted else segment
                for segment in segments
            ]
            self._write(record, changed)
            flagged = sum(bool(segment.flags) for segment in changed)
            outcomes.keep(record.id, record.owner, outcome.model_copy(update={"flagged": flagged}), changed)
        found = [segment for segment in changed if segment.id in wanted]
        if corrections.remember:
            self._remember(found, outcome.source, record.data["target"], caller)
        return [shown(segment) for segment in found]

    def _write(self, record: Record, segments: Sequence[StoredSegment]) -> None:
        original = self._originals.find(record.id, record.data)
        with AtomicFile(self._originals.written(record.id, record.data)) as part:
            documents.rewrite(
                original.path,
                edits(segments, original.name, bilingual=record.data.get("bilingual", False)),
                part,
                name=original.name,
                limits=self._limits,
                language=record.data["target"],
            )

    def _remember(
        self, segments: Sequence[StoredSegment], source: str, target: str, caller: Principal
    ) -> None:
        for segment in segments:
            if segment.corrected_by is None:
                continue
            try:
                unit = UnitWrite(
                    source_language=source,
                    target_language=target,
                    source=segment.source,
                    target=segment.target,
                )
            except ValidationError:  # longer than a unit may be
                continue
            self._memory.learn(unit, "correction", caller)


def shown(segment: StoredSegment) -> SegmentView:
    return SegmentView(**segment.model_dump(exclude={"marked", "emphasis", "part"}))


def _corrected(segment: StoredSegment, correction: SegmentCorrection, by: str) -> StoredSegment:
    machine = segment.target if segment.machine is None else segment.machine
    if correction.target == machine:
        return segment.model_copy(
            update={
                "target": machine,
                "marked": "",
                "machine": None,
                "corrected_by": None,
                "corrected_at": None,
            }
        )
    return segment.model_copy(
        update={
            "target": correction.target, "marked": "", "machine": machine, "flags": [], "kept": None, "back": None, "corrected_by": by,
            "corrected_at": datetime.now(UTC),
        }
    )  # fmt: skip
