"""One list of jobs from four services."""

from datetime import UTC, datetime, timedelta

import pytest

BEGIN = datetime(2026, 11, 1, tzinfo=UTC)


def jobs(service: str, count: int, every: int) -> list[dict]:
    """Newest first, as a service lists them; one second lies between two for `every` = 1."""
    times = [BEGIN + timedelta(seconds=number * every) for number in reversed(range(count))]
    return [{"id": f"{service}-{t:%s}", "created_at": t.isoformat().replace("+00:00", "Z")} for t in times]


@pytest.fixture
def two_services(open_door, serve, upstream, other_upstream):
    door = open_door(urls={"search": serve(upstream[0]), "masking": serve(other_upstream[0])})
    upstream[1].jobs = jobs("search", 300, 2)
    other_upstream[1].jobs = jobs("masking", 300, 3)
    return door


def test_the_newest_come_first_whichever_service_they_are_of(two_services):
    with two_services.client("staff") as client:
        answer = client.get("/v1/jobs", params={"limit": 20})
    merged = sorted(jobs("search", 300, 2) + jobs("masking", 300, 3), key=lambda job: job["created_at"])
    newest = [job["created_at"] for job in reversed(merged)]
    assert [job["created_at"] for job in answer.json()] == newest[:20]
    assert answer.headers["x-yakuba-unavailable"] == "transcribe,translate"


def test_pages_follow_each_other_without_gap_past_a_service_s_own_limit(two_services):
    with two_services.client("staff") as client:
        pages = [
            client.get("/v1/jobs", params={"limit": 150, "offset": offset}).json()
            for offset in range(0, 700, 150)
        ]
    ids = [job["id"] for page in pages for job in page]
    assert len(ids) == len(set(ids)) == 600
    assert [len(page) for page in pages] == [150, 150, 150, 150, 0]


def test_services_are_asked_in_the_caller_s_name(shared_door):
    with shared_door.client("clerk") as client:
        answer = client.get("/v1/jobs")
    assert answer.status_code == 200 and "x-yakuba-unavailable" not in answer.headers
    assert shared_door.seen.headers["x-yakuba-user"].startswith("clerk")


def test_a_job_is_looked_for_where_its_id_says(shared_door):
    job = f"/v1/jobs/masking-{'0' * 32}"
    with shared_door.client("staff") as client:
        assert client.get(job).json()["method"] == "GET"
        assert client.delete(job).json()["method"] == "DELETE"
        assert shared_door.seen.target == job
        unknown = client.get("/v1/jobs/other-1")
    assert (unknown.status_code, unknown.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "offset=-1", "limit=x", "offset=5000"])
def test_a_page_that_makes_no_sense_is_a_bad_request(shared_door, query):
    with shared_door.client("staff") as client:
        assert client.get(f"/v1/jobs?{query}").status_code == 422
