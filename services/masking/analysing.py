"""The job that finds: read, detect block by block, look everywhere for what was found."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from common.documents import Recognizer
from common.errors import Problem
from common.files import FileStore
from common.jobs import JobContext
from common.resident import Resident
from common.settings import SandboxSettings
from services.masking.analyzer import Analyzer
from services.masking.blocks import Located, blocks, locate
from services.masking.columns.plan import cells_in, propose, whole_cells
from services.masking.columns.treatments import COMMON
from services.masking.detection import Detection
from services.masking.findings import make_finding
from services.masking.profiles import Profiles
from services.masking.propagation import propagate
from services.masking.reading import read_segments
from services.masking.record import MaskingDocument
from services.masking.register import Register

KIND = "analyze"
Rows = list[dict[str, Any]]


class Analysing:
    """`run` is the job. Its steps keep offsets, never text: the job store is not for personal data."""

    def __init__(
        self,
        register: Register,
        files: FileStore,
        analyzer: Resident[Analyzer],
        limits: SandboxSettings,
        recognizer: Recognizer,
        profiles: Profiles,
    ) -> None:
        self._profiles = profiles
        self._recognizer = recognizer
        self._register = register
        self._files = files
        self._analyzer = analyzer
        self._limits = limits

    def run(self, ctx: JobContext, params: dict[str, Any]) -> dict[str, Any]:
        stored = self._files.get(params["file"])
        options = {key: value for key, value in params.items() if key != "file"}
        self._register.open(ctx.id, ctx.owner, stored, **options)
        try:
            return self._analyse(ctx)
        except Problem as problem:
            body = problem.body()
            self._register.change(ctx.id, lambda document: _fail(document, body))
            raise

    def _analyse(self, ctx: JobContext) -> dict[str, Any]:
        ctx.progress(0.02, "文書を読んでいます")
        unread = ctx.step("read", self._read, ctx.id)
        segments = self._register.segments(ctx.id)
        cut = list(blocks(segments))
        rows: Rows = []
        for number, block in enumerate(cut, start=1):
            ctx.check()
            ctx.progress(
                0.05 + 0.9 * (number - 1) / len(cut), f"個人情報を探しています（{number}/{len(cut)}）"
            )
            rows += ctx.step(f"detect-{number}", self._detect, block)
        found = ctx.step("gather", self._gather, ctx.id, rows, unread)
        return {"findings": found, "links": {"self": f"/v1/masking/documents/{ctx.id}"}}

    def _read(self, document_id: str) -> list[str]:
        stored = self._register.upload(document_id)
        document, segments = read_segments(stored.path, stored.name, self._limits, self._recognizer)
        self._register.keep_segments(document_id, segments)
        return document.unread

    def _detect(self, block: Any) -> Rows:
        with self._analyzer.use() as analyzer:
            found = analyzer.analyze(block.text)
        return [{"segment": item.segment, **asdict(item.detection)} for item in locate(block, found)]

    def _gather(self, document_id: str, rows: Rows, unread: list[str]) -> int:
        segments = self._register.segments(document_id)
        texts = [segment.text for segment in segments]
        found, profile = _located(rows), self._profiles.find(self._register.get(document_id).profile)
        columns, found = propose(segments, found, profile) if profile.columns else ([], found)
        everything = propagate(texts, found, alone=COMMON if columns else ())
        findings = [make_finding(segments[item.segment], item.detection, profile) for item in everything]
        whole, any_column = whole_cells(columns, segments), cells_in(columns, segments)
        self._register.set_aside(document_id, [each for each in findings if each.segment in any_column])
        shown = [finding for finding in findings if finding.segment not in whole]

        def review(document: MaskingDocument) -> None:
            if document.status == "analyzing":
                document.findings, document.columns = shown, columns
                document.unread, document.status = unread, "review"

        self._register.change(document_id, review)
        return len(shown)


def _located(rows: Sequence[dict[str, Any]]) -> list[Located]:
    return [
        Located(row["segment"], Detection(**{key: value for key, value in row.items() if key != "segment"}))
        for row in rows
    ]


def _fail(document: MaskingDocument, body: dict[str, Any]) -> None:
    document.status, document.error = "failed", body
