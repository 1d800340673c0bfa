"""The job of a bulk: a step a file, so that a killed job goes on after the last finished one; then the result."""

from datetime import UTC, datetime
from typing import Any

from common.errors import Conflict, NotFound, Problem
from common.files import FileStore
from common.jobs import JobContext
from common.resident import Resident
from common.settings import SandboxSettings
from services.masking.analyzer import Analyzer
from services.masking.bulk.entries import entries
from services.masking.bulk.filing import Filing
from services.masking.bulk.packing import people_of, public_paths, write_zip
from services.masking.bulk.record import Bulk, FileResult
from services.masking.bulk.shelf import Shelf, document_id, opened
from services.masking.bulk.within import Within
from services.masking.profiles import Profiles
from services.masking.register import Register

KIND = "bulk"
CHANGED = "まとめる前に人が判断を変えたため、入れていません。その文書の画面から受け取ってください。"


class BulkJob:
    """`run` is the job. What its steps return holds no text: the job store is not for personal data."""

    def __init__(
        self,
        shelf: Shelf,
        register: Register,
        files: FileStore,
        filing: Filing,
        analyzer: Resident[Analyzer],
        limits: SandboxSettings,
        profiles: Profiles,
    ) -> None:
        self._shelf = shelf
        self._profiles = profiles
        self._register = register
        self._files = files
        self._filing = filing
        self._analyzer = analyzer
        self._limits = limits

    def run(self, ctx: JobContext, params: dict[str, Any]) -> dict[str, Any]:
        options = {key: value for key, value in params.items() if key != "file"}
        self._shelf.open(ctx.id, opened(self._files.get(params["file"]), **options))
        try:
            return self._run(ctx)
        except Problem as problem:
            body = problem.body()
            self._shelf.change(ctx.id, lambda bulk: _fail(bulk, body))
            raise

    def _run(self, ctx: JobContext) -> dict[str, Any]:
        stored = self._shelf.upload(ctx.id)
        found = entries(stored.path, stored.name, self._limits)
        outcomes = []
        for number, entry in enumerate(found, start=1):
            within = Within(ctx, document_id(ctx.id, number), number, len(found))
            outcomes.append(ctx.step(f"file-{number}", self._filing.file, within, ctx.id, number, entry))
        ctx.progress(len(found) / (len(found) + 1), "結果をまとめています")
        masked = ctx.step("pack", self._pack, ctx.id, ctx.owner)
        address = f"/v1/masking/bulk/{ctx.id}"
        links = {"self": address, "file": f"{address}/file", "report": f"{address}/report?format=xlsx"}
        return {"files": len(outcomes), "masked": masked, "links": links}

    def _pack(self, bulk_id: str, owner: str) -> int:
        bulk, results = self._shelf.get(bulk_id), self._shelf.results(bulk_id)
        people: set[str] = set()
        names: list[tuple[str, str | None]] = []
        for result in results:
            document = self._register.find(result.document) if result.document else None
            people |= people_of(document.findings) if document else set()
            if result.outcome == "masked" and (document is None or document.status != "done"):
                result.outcome, result.error = "blocked", Conflict(CHANGED).body()
            names.append((result.name, document.output if document else None))
        with self._analyzer.use() as analyzer:
            paths = public_paths(names, people, analyzer, self._profiles.find(bulk.profile))
        for result, path in zip(results, paths, strict=True):
            result.output = path
        masked = [result for result in results if result.outcome == "masked"]
        if masked:
            write_zip(self._shelf.masked_zip(bulk_id), [(each.output, self._masked(each)) for each in masked])
        self._shelf.keep(bulk_id, owner, results)
        self._shelf.change(bulk_id, _done)
        return len(masked)

    def _masked(self, result: FileResult) -> Any:
        if result.document is None:
            raise NotFound("ファイルが見つかりません。")
        return self._register.masked_file(result.document)


def _done(bulk: Bulk) -> None:
    bulk.status, bulk.finished_at = "done", datetime.now(UTC)


def _fail(bulk: Bulk, body: dict[str, Any]) -> None:
    bulk.status, bulk.error = "failed", body
