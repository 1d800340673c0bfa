import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from common.jobs import JobContext
from common.service import Service
from common.settings import Settings


def work(context: JobContext, _params: dict[str, Any]) -> dict[str, Any]:
    for half in (0.25, 0.75):
        context.progress(half, f"{half:.0%}")
        time.sleep(0.8)
    return {"links": {"self": f"/v1/things/{context.id}"}}


@pytest.fixture
def service(tmp_path: Path) -> Service:
    made = Service("search", Settings(data={"folder": tmp_path}))
    made.jobs.register("work", work)
    return made


@pytest.fixture
def client(service: Service) -> Iterator[TestClient]:
    with TestClient(service.app(title="t", description="d", routers=[])) as opened:
        yield opened


def test_the_events_follow_a_job_to_its_end(service: Service, client: TestClient):
    job = service.jobs.submit("work", owner="local", title="題", params={})
    with client.stream("GET", f"/v1/jobs/{job.id}/events") as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        seen = [json.loads(line[6:]) for line in answer.iter_lines() if line.startswith("data: ")]
    assert seen[-1]["status"] == "succeeded"
    assert seen[-1]["result"]["links"]["self"].endswith(job.id)
    assert any(0 < event["progress"] < 1 for event in seen)
    assert [event["progress"] for event in seen] == sorted(event["progress"] for event in seen)


def test_a_job_is_listed_looked_at_and_cancelled(service: Service, client: TestClient):
    job = service.jobs.submit("work", owner="local", title="題", params={})
    assert [row["id"] for row in client.get("/v1/jobs").json()] == [job.id]
    assert client.get(f"/v1/jobs/{job.id}").json()["title"] == "題"
    assert client.delete(f"/v1/jobs/{job.id}").json()["status"] == "cancelled"
    assert client.get("/v1/jobs", params={"limit": 0}).status_code == 422


def test_the_events_of_a_job_that_is_not_there(client: TestClient):
    assert client.get("/v1/jobs/search-" + "0" * 32 + "/events").status_code == 404
