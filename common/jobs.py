"""Durable jobs on DBOS Transact: queued, resumable after kill -9, cancellable, with progress.

A kind of job is a function `run(context, params) -> result`. Its `context.step(...)` calls are
checkpointed: after a crash the function runs again and finished steps return their stored result.
The job itself is a DBOS workflow; who owns it and how far it is are attributes of that workflow,
so there is one source of truth and no table of our own (docs/decisions/0001-job-engine.md).
"""

import contextvars
import json
import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar, cast
from uuid import uuid4

import sqlalchemy as sa
from dbos import DBOS, DBOSConfig
from dbos._error import DBOSWorkflowCancelledError
from dbos._serialization import Serializer
from pydantic import BaseModel

from common.errors import Conflict, NotFound, OverQuota, Problem, restored
from common.identity import Principal

log = logging.getLogger(__name__)
T = TypeVar("T")
Params = dict[str, Any]
Run = Callable[["JobContext", Params], dict[str, Any]]

WORKFLOW = "job"
APPLICATION_VERSION = "1"
MAX_RECOVERIES = 5
PROGRESS_SECONDS = 0.5
CHECK_SECONDS = 1.0
ACTIVE = ["ENQUEUED", "PENDING", "DELAYED"]


class JobStatus(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_final(self) -> bool:
        return self not in (JobStatus.QUEUED, JobStatus.RUNNING)


class Job(BaseModel, frozen=True):
    """The public shape of a job, the same in all four services."""

    id: str
    service: str
    kind: str
    title: str
    status: JobStatus
    progress: float
    """0 to 1."""
    message: str
    created_at: datetime | None
    started_at: datetime | None
    finished_at: datetime | None
    owner: str
    result: dict[str, Any] | None
    error: dict[str, Any] | None
    """The members of a problem, when the job failed."""


class JobContext:
    """What a running job may do."""

    def __init__(self, job_id: str, owner: str) -> None:
        self.id = job_id
        self.owner = owner
        self._reported = 0.0
        self._checked = time.monotonic()

    def step(self, name: str, function: Callable[..., T], *args: Any) -> T:
        """Run `function` once in the life of the job; its JSON result is kept over restarts."""
        self.check(force=True)
        outcome = DBOS.run_step({"name": name}, _attempt, function, *args)
        if problem := outcome.get("problem"):
            raise restored(problem)
        return cast(T, outcome["value"])

    def progress(self, fraction: float, message: str) -> None:
        """Tell the watchers how far the job is; at most twice a second reaches the database."""
        now = time.monotonic()
        if now - self._reported >= PROGRESS_SECONDS or fraction >= 1:
            self._reported = now
            changes = {"progress": round(min(max(fraction, 0.0), 1.0), 4), "message": message}
            _outside_workflow(DBOS.update_workflow_attributes, self.id, changes, merge=True)

    def check(self, *, force: bool = False) -> None:
        """Raise when the job was cancelled. Cheap: it looks at most once a second unless forced."""
        now = time.monotonic()
        if force or now - self._checked >= CHECK_SECONDS:
            self._checked = now
            status = _outside_workflow(DBOS.get_workflow_status, self.id)
            if status is not None and status.status == "CANCELLED":
                raise DBOSWorkflowCancelledError(f"job {self.id} was cancelled")


def _attempt(function: Callable[..., Any], *args: Any) -> dict[str, Any]:
    """A problem is a step's result like any other, so that a resumed job fails the same way."""
    try:
        return {"value": function(*args)}
    except Problem as problem:
        return {"problem": problem.body()}


def _outside_workflow(call: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    """Without the workflow's context DBOS records nothing: progress is news, not a step."""
    return contextvars.Context().run(lambda: call(*args, **kwargs))


class JsonSerializer(Serializer):
    """JSON, not pickle, for all that DBOS stores; an exception is kept as its text."""

    def serialize(self, data: Any) -> str:
        return json.dumps(data, ensure_ascii=False, default=repr)

    def deserialize(self, serialized_data: str) -> Any:
        return json.loads(serialized_data)

    def name(self) -> str:
        return "yakuba_json"


class Jobs:
    """The jobs of one service. One instance a process, as DBOS itself."""

    def __init__(self, service: str, engine: sa.Engine, *, workers: int = 1, per_owner: int = 50) -> None:
        self._service = service
        self._engine = engine
        self._workers = workers
        self._per_owner = per_owner
        self._kinds: dict[str, Run] = {}
        self._running: set[str] = set()

    def register(self, kind: str, run: Run) -> None:
        self._kinds[kind] = run

    def launch(self) -> None:
        """Start the queue and take up every job that a crash interrupted."""
        config = DBOSConfig(
            name=f"yakuba-{self._service}",
            system_database_url=self._engine.url.render_as_string(hide_password=False),
            system_database_engine=self._engine,
            serializer=JsonSerializer(),
            application_version=APPLICATION_VERSION,
            executor_id=self._service,
            log_level="WARNING",
            enable_otlp=False,
            notification_listener_polling_interval_sec=1.0,
        )
        DBOS(config=config)

        @DBOS.workflow(name=WORKFLOW, max_recovery_attempts=MAX_RECOVERIES)
        def job(job_id: str, owner: str, kind: str, params: Params) -> dict[str, Any]:
            return self._run(job_id, owner, kind, params)

        DBOS.launch()
        DBOS.register_queue(self._service, worker_concurrency=self._workers, polling_interval_sec=0.2)

    def close(self) -> None:
        DBOS.destroy(destroy_registry=True)

    def submit(self, kind: str, *, owner: str, title: str, params: Params) -> Job:
        """Queue a job; it is durable when this returns."""
        self._check_quota(owner)
        job_id = f"{self._service}-{uuid4().hex}"
        attributes = {"kind": kind, "title": title, "progress": 0.0, "message": "順番を待っています"}
        DBOS.enqueue_workflow_with_options(
            {
                "workflow_name": WORKFLOW,
                "queue_name": self._service,
                "workflow_id": job_id,
                "app_version": APPLICATION_VERSION,
                "authenticated_user": owner,
                "attributes": attributes,
            },
            job_id,
            owner,
            kind,
            params,
        )
        return self.find(job_id)

    def find(self, job_id: str) -> Job:
        found = DBOS.list_workflows(workflow_ids=[job_id], load_input=False)
        if not found:
            raise NotFound("指定された番号の処理はありません。一覧から選び直してください。")
        return self._job(found[0])

    def get(self, job_id: str, caller: Principal) -> Job:
        """The job, if `caller` may see it; another person's job is simply not there."""
        job = self.find(job_id)
        if not caller.may_see(job.owner):
            raise NotFound("指定された番号の処理はありません。一覧から選び直してください。")
        return job

    def list(self, caller: Principal, *, limit: int = 50, offset: int = 0) -> list[Job]:
        """The caller's jobs, newest first; everyone's for an administrator."""
        user = None if caller.is_admin else caller.user
        rows = DBOS.list_workflows(
            name=WORKFLOW, user=user, limit=limit, offset=offset, sort_desc=True, load_input=False
        )
        return [self._job(row) for row in rows]

    def cancel(self, job_id: str, caller: Principal) -> Job:
        job = self.get(job_id, caller)
        if job.status.is_final and job.status is not JobStatus.CANCELLED:
            raise Conflict("この処理はもう終わっています。結果が要らなければ削除してください。")
        DBOS.cancel_workflow(job_id)
        return self.find(job_id)

    def forget(self, job_id: str) -> None:
        """Delete a final job with all that is stored of it: title, parameters, what its steps returned.

        Raises Conflict while it is not final, or cancelled and not yet stopped: a step that still ran
        would store its outcome again.
        """
        if job_id in self._running or not self.find(job_id).status.is_final:
            raise Conflict("この処理はまだ動いています。取り消してから、もう一度お試しください。")
        DBOS.delete_workflow(job_id)

    def _check_quota(self, owner: str) -> None:
        waiting = DBOS.list_workflows(
            name=WORKFLOW, user=owner, status=ACTIVE, limit=self._per_owner, load_input=False
        )
        if len(waiting) >= self._per_owner:
            raise OverQuota(
                f"実行中の処理が{self._per_owner}件あります。終わるのを待つか、取り消してください。"
            )

    def _run(self, job_id: str, owner: str, kind: str, params: Params) -> dict[str, Any]:
        context = JobContext(job_id, owner)
        self._running.add(job_id)
        try:
            context.progress(0.0, "処理を始めました")
            return {"result": self._kinds[kind](context, params)}
        except Problem as problem:
            log.info("job failed", extra={"job": job_id, "code": problem.code})
            return {"error": problem.body()}
        except Exception:
            log.exception("job crashed", extra={"job": job_id})
            return {
                "error": Problem("処理中に予期しないエラーが起きました。管理者に連絡してください。").body()
            }
        finally:
            self._running.discard(job_id)

    def _job(self, row: Any) -> Job:
        attributes = row.attributes or {}
        output = row.output if isinstance(row.output, dict) else {}
        status, error = _public_status(row.status, output)
        done = status is JobStatus.SUCCEEDED
        return Job(
            id=row.workflow_id,
            service=self._service,
            kind=attributes.get("kind", ""),
            title=attributes.get("title", ""),
            status=status,
            progress=1.0 if done else attributes.get("progress", 0.0),
            message=_final_message(status, error) or attributes.get("message", ""),
            created_at=_time(row.created_at),
            started_at=_time(row.dequeued_at),
            finished_at=_time(row.completed_at) if status.is_final else None,
            owner=row.authenticated_user or "",
            result=output.get("result"),
            error=error,
        )


def _public_status(status: str, output: dict[str, Any]) -> tuple[JobStatus, dict[str, Any] | None]:
    if status in ("ENQUEUED", "DELAYED"):
        return JobStatus.QUEUED, None
    if status == "PENDING":
        return JobStatus.RUNNING, None
    if status == "CANCELLED":
        return JobStatus.CANCELLED, None
    if status == "SUCCESS":
        error = output.get("error")
        return (JobStatus.SUCCEEDED if error is None else JobStatus.FAILED), error
    gave_up = Problem(
        "処理が何度も途中で止まったため、中止しました。ファイルを確かめるか、管理者に連絡してください。"
    )
    return JobStatus.FAILED, gave_up.body()


def _final_message(status: JobStatus, error: dict[str, Any] | None) -> str | None:
    if error is not None:
        return str(error["detail"])
    return {JobStatus.SUCCEEDED: "終わりました", JobStatus.CANCELLED: "取り消しました"}.get(status)


def _time(milliseconds: int | None) -> datetime | None:
    return None if milliseconds is None else datetime.fromtimestamp(milliseconds / 1000, UTC)
