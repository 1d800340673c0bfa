import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from common.database import forget_deleted, open_engine, sqlite_url
from common.errors import BrokenFile, Conflict, NotFound, OverQuota
from common.identity import Principal
from common.jobs import Job, JobContext, Jobs, JobStatus

SATO = Principal(user="sato", roles=frozenset({"clerk"}))
ITO = Principal(user="ito", roles=frozenset({"clerk"}))
ADMIN = Principal(user="root", roles=frozenset({"admin"}))


def count(context: JobContext, params: dict[str, Any]) -> dict[str, Any]:
    return {"sum": sum(context.step(f"n{n}", lambda n=n: n) for n in range(params["n"]))}


def wait(context: JobContext, _params: dict[str, Any]) -> dict[str, Any]:
    def slowly() -> None:
        for tenth in range(600):
            context.progress(tenth / 600, f"{tenth}番目")
            context.check()
            time.sleep(0.1)

    context.step("slowly", slowly)
    return {}


def broken(context: JobContext, _params: dict[str, Any]) -> dict[str, Any]:
    def fail() -> None:
        raise BrokenFile("読めませんでした。", page=3)

    return {"never": context.step("fail", fail)}


def crash(_context: JobContext, _params: dict[str, Any]) -> dict[str, Any]:
    raise ZeroDivisionError


def remember(context: JobContext, params: dict[str, Any]) -> dict[str, Any]:
    context.step("heard", lambda: params["secret"])
    return {"again": params["secret"]}


def open_jobs(folder: Path, per_owner: int = 50) -> Jobs:
    jobs = Jobs("test", open_engine(sqlite_url(folder / "jobs.sqlite")), per_owner=per_owner)
    for run in (count, wait, broken, crash, remember):
        jobs.register(run.__name__, run)
    jobs.launch()
    return jobs


@pytest.fixture
def jobs(tmp_path: Path) -> Iterator[Jobs]:
    opened = open_jobs(tmp_path)
    yield opened
    opened.close()


def submit(jobs: Jobs, kind: str, owner: str = "sato", **params: Any) -> str:
    return jobs.submit(kind, owner=owner, title="題", params=params).id


def until(jobs: Jobs, job_id: str, holds: Callable[[Job], bool], seconds: float = 15) -> Job:
    deadline = time.monotonic() + seconds
    while not holds(job := jobs.find(job_id)):
        assert time.monotonic() < deadline, job
        time.sleep(0.05)
    return job


def finished(jobs: Jobs, job_id: str) -> Job:
    return until(jobs, job_id, lambda job: job.status.is_final)


def test_a_job_runs_and_shows_its_result(jobs: Jobs):
    job = finished(jobs, submit(jobs, "count", n=4))
    assert job.status is JobStatus.SUCCEEDED
    assert (job.result, job.progress, job.owner, job.title) == ({"sum": 6}, 1.0, "sato", "題")
    assert job.created_at and job.started_at and job.finished_at


def test_a_problem_in_a_step_is_the_error_of_the_job(jobs: Jobs):
    job = finished(jobs, submit(jobs, "broken"))
    assert job.status is JobStatus.FAILED
    assert job.error is not None
    assert (job.error["code"], job.error["page"]) == ("broken_file", 3)
    assert job.message == "読めませんでした。"


def test_a_crash_shows_nothing_of_the_inside(jobs: Jobs):
    job = finished(jobs, submit(jobs, "crash"))
    assert job.error is not None
    assert job.error["code"] == "internal_error"
    assert "ZeroDivision" not in str(job)


def test_progress_is_seen_while_it_runs_and_cancel_ends_it_soon(jobs: Jobs):
    job_id = submit(jobs, "wait")
    until(jobs, job_id, lambda job: "番目" in job.message)
    started = time.monotonic()
    assert jobs.cancel(job_id, SATO).status is JobStatus.CANCELLED
    after = submit(jobs, "count", n=1)
    assert finished(jobs, after).status is JobStatus.SUCCEEDED, "the worker is free again"
    assert time.monotonic() - started < 5


def test_a_finished_job_cannot_be_cancelled(jobs: Jobs):
    job = finished(jobs, submit(jobs, "count", n=1))
    with pytest.raises(Conflict):
        jobs.cancel(job.id, SATO)


def test_another_persons_job_is_not_there(jobs: Jobs):
    job_id = submit(jobs, "count", n=1)
    finished(jobs, job_id)
    for call in (jobs.get, jobs.cancel):
        with pytest.raises(NotFound):
            call(job_id, ITO)
    assert jobs.list(ITO) == []
    assert [job.id for job in jobs.list(SATO)] == [job_id]
    assert jobs.get(job_id, ADMIN).id == job_id


def test_one_person_cannot_queue_without_end(tmp_path: Path):
    jobs = open_jobs(tmp_path, per_owner=2)
    try:
        for _ in range(2):
            submit(jobs, "wait")
        with pytest.raises(OverQuota):
            submit(jobs, "wait")
        submit(jobs, "count", owner="ito", n=1)
    finally:
        for job in jobs.list(ADMIN):
            jobs.cancel(job.id, ADMIN)
        jobs.close()


def test_a_forgotten_job_leaves_nothing_in_the_database(jobs: Jobs, tmp_path: Path):
    job_id = submit(jobs, "remember", secret="himitsu")
    finished(jobs, job_id)
    jobs.forget(job_id)
    with pytest.raises(NotFound):
        jobs.find(job_id)
    forget_deleted(jobs._engine)
    stored = b"".join(file.read_bytes() for file in tmp_path.glob("jobs.sqlite*"))
    assert b"himitsu" not in stored
    assert job_id.encode() not in stored


def test_a_job_that_still_runs_is_not_forgotten(jobs: Jobs):
    job_id = submit(jobs, "wait")
    until(jobs, job_id, lambda job: "番目" in job.message)
    with pytest.raises(Conflict):
        jobs.forget(job_id)
    jobs.cancel(job_id, SATO)
    deadline = time.monotonic() + 5
    while jobs._running and time.monotonic() < deadline:
        with pytest.raises(Conflict):
            jobs.forget(job_id)
        time.sleep(0.1)
    jobs.forget(job_id)
    assert jobs.list(ADMIN) == []


KILLED = """
import sys, time
from pathlib import Path
from common.database import open_engine, sqlite_url
from common.jobs import Jobs
folder = Path(sys.argv[1])
def run(context, params):
    def note(n):
        with (folder / "ran").open("a") as file:
            file.write(f"{n}\\n")
        return n
    total = 0
    for n in range(4):
        total += context.step(f"s{n}", note, n)
        if n == 1 and not (folder / "again").exists():
            (folder / "here").touch()
            time.sleep(60)
    return {"total": total}
jobs = Jobs("test", open_engine(sqlite_url(folder / "jobs.sqlite")))
jobs.register("run", run)
jobs.launch()
if not (folder / "again").exists():
    print(jobs.submit("run", owner="sato", title="t", params={}).id, flush=True)
    time.sleep(60)
else:
    deadline = time.monotonic() + 20
    while not (job := jobs.find(sys.argv[2])).status.is_final and time.monotonic() < deadline:
        time.sleep(0.1)
    print(job.model_dump_json(), flush=True)
    jobs.close()
"""


def test_a_job_survives_kill_minus_9_and_repeats_no_finished_step(tmp_path: Path):
    command = [sys.executable, "-c", KILLED, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout is not None
        job_id = first.stdout.readline().strip()
        deadline = time.monotonic() + 20
        while not (tmp_path / "here").exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        os.kill(first.pid, signal.SIGKILL)
    (tmp_path / "again").touch()
    second = subprocess.run([*command, job_id], capture_output=True, text=True, timeout=60, check=True)
    job = Job.model_validate_json(second.stdout.strip().splitlines()[-1])
    assert job.status is JobStatus.SUCCEEDED
    assert job.result == {"total": 6}
    assert (tmp_path / "ran").read_text().split() == ["0", "1", "2", "3"]
