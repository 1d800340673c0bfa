"""The job that masks: write, prove that nothing is left, only then offer the file."""

import logging
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path, PurePath
from typing import Any

from common.documents import Edit, Recognizer, Segment, rewrite
from common.errors import Conflict, Problem
from common.files import sync_folder
from common.jobs import JobContext
from common.settings import SandboxSettings
from services.masking.approval import require
from services.masking.bands import is_pictured, read_bands
from services.masking.blackening import applied, shifted_spans
from services.masking.columns.planned import finding_edits, planned
from services.masking.columns.proving import (
    Landing,
    cell_words,
    decided_cells,
    judged_again,
    landed,
    misplaced,
)
from services.masking.findings import SYSTEM
from services.masking.keeping import MOVED, expected, kept_by_count
from services.masking.leftovers import Leftover, Masked, leftovers, masked_words
from services.masking.raw_parts import raw_parts
from services.masking.reading import NAME, read_segments
from services.masking.record import MaskingDocument
from services.masking.register import Register

KIND = "finalize"
log = logging.getLogger(__name__)


class LeftBehind(Conflict):
    """Something masked can still be read in the output, which is therefore not offered."""

    code, title = "left_behind", "塗り残しがあります"


class Undecided(Conflict):
    code, title = "undecided", "判断していない箇所があります"


def begin(document: MaskingDocument) -> None:
    """Refuse while anything is undecided; automatic mode decides it as the profile proposes."""
    if document.status not in ("review", "done"):
        raise Conflict(
            "この文書はいま確定できません。処理が終わるのを待ってください。", status_now=document.status
        )
    waiting = [finding for finding in document.findings if finding.decision is None]
    columns = [column for column in document.columns if column.decided_by is None]
    if (waiting or columns) and not document.auto:
        open_columns = f"、扱いを決めていない列が{len(columns)}列" if columns else ""
        raise Undecided(
            f"まだ判断していない箇所が{len(waiting)}件{open_columns}あります。すべて決めてから確定してください。",
            undecided=document.undecided,
            findings=[finding.id for finding in waiting],
            columns=[column.id for column in columns],
        )
    require(document)
    for finding in waiting:
        finding.decide(finding.proposed, None, SYSTEM)
    start(document)


def mask_all_undecided(document: MaskingDocument) -> None:
    """Nobody is there to decide: what the profile does not leave is masked."""
    for finding in document.findings:
        if finding.decision is None:
            finding.decide("accept", None, SYSTEM)
    start(document)


def start(document: MaskingDocument) -> None:
    """All findings are decided; a column that nobody decided is treated as the machine proposes."""
    for column in document.columns:
        if column.decided_by is None:
            column.decide(column.treatment, SYSTEM)
    document.status, document.error, document.output, document.job = "finalizing", None, None, None


class Finalizing:
    def __init__(
        self, register: Register, limits: SandboxSettings, recognizer: Recognizer, smallest_group: int
    ) -> None:
        self._k = smallest_group
        self._recognizer = recognizer
        self._register = register
        self._limits = limits

    def run(self, ctx: JobContext, params: dict[str, Any]) -> dict[str, Any]:
        document_id = params["document"]
        try:
            return self._finalize(ctx, document_id)
        except Problem as problem:
            body = problem.body()
            self._register.change(document_id, lambda document: _back_to_review(document, body))
            raise

    def _finalize(self, ctx: JobContext, document_id: str) -> dict[str, Any]:
        ctx.progress(0.1, "黒塗りしたファイルを書き出しています")
        removed = ctx.step("write", self._write, document_id)
        ctx.check()
        ctx.progress(0.6, "塗り残しがないか調べています")
        ctx.step("verify", self._verify, document_id)
        ctx.step("publish", self._publish, document_id, removed)
        address = f"/v1/masking/documents/{document_id}"
        return {
            "removed": removed,
            "links": {
                "self": address,
                "file": f"{address}/file",
                "ledger": f"{address}/ledger?format=xlsx",
            },
        }

    def _write(self, document_id: str) -> list[str]:
        document, stored = self._register.get(document_id), self._register.upload(document_id)
        segments = self._register.segments(document_id)
        edits = [e for e in planned(document, segments, self._k).edits if e.segment_id != NAME]
        pictured = [segment for segment in segments if is_pictured(segment)]
        report = rewrite(
            stored.path,
            edits,
            self._draft(document_id),
            name=stored.name,
            scrub=True,
            limits=self._limits,
            pictured=pictured,
        )
        return [*report.removed, *report.notes]

    def _verify(self, document_id: str) -> None:
        """Read the draft again and search all of it. Raises LeftBehind and deletes the draft."""
        document, draft = self._register.get(document_id), self._draft(document_id)
        before = self._register.segments(document_id)
        plan = planned(document, before, self._k)
        edits = plan.edits
        name = masked_name(document.name, edits)
        read_again, segments = read_segments(draft, name, self._limits)
        words: dict[str, Masked] = {**cell_words(plan), **masked_words(document.findings)}
        landing = Landing(before, segments, plan)
        if read_again.format in MOVED:
            kept = kept_by_count(words, expected(before, edits), segments)
        else:
            spans = {**shifted_spans(edits, document.findings), **decided_cells(plan)}
            kept = landed(spans, before, landing)
        left = leftovers(words, segments, raw_parts(draft, self._limits), kept)
        left += misplaced(plan, segments, landing)
        left += self._seen(document_id, before, edits, words)
        if left:
            draft.unlink(missing_ok=True)
            log.warning(
                "masked words left in the output", extra={"document": document_id, "count": len(left)}
            )
            raise LeftBehind(
                f"塗ったはずの文字が{len(left)}か所に残るため、ファイルを作りませんでした。"
                "その箇所を追加するか、残す判断をしてから、もう一度確定してください。",
                leftovers=[item.model_dump() for item in left],
            )
        tables = judged_again(plan, segments, landing, self._k)
        dropped = sum(map(len, plan.dropped.values()))

        def judged(document: MaskingDocument) -> None:
            document.anonymity, document.dropped = tables, dropped

        self._register.change(document_id, judged)

    def _seen(
        self,
        document_id: str,
        before: Sequence[Segment],
        edits: Sequence[Edit],
        words: Mapping[str, Masked],
    ) -> list[Leftover]:
        """Masked words that can still be read in the lines of the pictures where they stood."""
        masked = {edit.segment_id for edit in edits}
        lines = [segment for segment in before if segment.id in masked and is_pictured(segment)]
        upload, draft = self._register.upload(document_id), self._draft(document_id)
        seen = read_bands(upload.path, draft, upload.name, lines, self._recognizer, self._limits)
        readable = kept_by_count(words, expected(lines, edits), seen)
        return leftovers(words, seen, (), readable)

    def _publish(self, document_id: str, removed: Sequence[str]) -> None:
        draft, final = self._draft(document_id), self._register.masked_file(document_id)
        if draft.exists():
            draft.replace(final)
            sync_folder(final.parent)

        segments = self._register.segments(document_id)

        def done(document: MaskingDocument) -> None:
            edits = finding_edits(document, segments)
            document.status, document.removed = "done", list(removed)
            document.output = masked_name(document.name, edits)
            document.finished_at = datetime.now(UTC)

        self._register.change(document_id, done)

    def _draft(self, document_id: str) -> Path:
        final = self._register.masked_file(document_id)
        return final.with_name(f"draft{final.suffix}")


def masked_name(name: str, edits: Sequence[Edit]) -> str:
    """The file's name with its own masked stretches gone."""
    own = [edit for edit in edits if edit.segment_id == NAME]
    path = PurePath(name)
    return f"{applied(path.stem, own)}_公開用{path.suffix}"


def _back_to_review(document: MaskingDocument, body: dict[str, Any]) -> None:
    document.status, document.error = "review", body
