"""`kill -9` of any one process while all four services work: every job finishes, nothing is lost."""

import os
import signal
import time
from typing import Any

import httpx2
import pytest

from tests.e2e.running import NAMES, ROOT, Suite, finished

pytestmark = [pytest.mark.e2e, pytest.mark.models, pytest.mark.slow]
EXAMPLES = ROOT / "examples"


def start_all(client: httpx2.Client) -> list[dict[str, Any]]:
    meeting = next(EXAMPLES.glob("meeting.m*"))
    drive = {"path": str(EXAMPLES / "drive"), "readers": ["staff"]}
    assert client.put("/v1/search/sources/drive", json=drive).is_success
    text = "市役所の窓口は5時に閉まります。\n\n".encode() * 3
    answers = [
        client.post("/v1/transcriptions", files={"file": (meeting.name, meeting.read_bytes())}),
        client.post("/v1/search/sources/drive/sync"),
        client.post(
            "/v1/translations", files={"file": ("a.txt", text)}, data={"source": "ja", "target": "en"}
        ),
        client.post(
            "/v1/masking/documents",
            files={"file": ("申請.docx", (EXAMPLES / "application.docx").read_bytes())},
        ),
    ]
    assert [answer.status_code for answer in answers] == [202] * 4, [answer.text for answer in answers]
    return [answer.json() for answer in answers]


@pytest.mark.parametrize("victim", NAMES)
def test_every_job_finishes_though_one_process_is_killed(suite: Suite, admin: httpx2.Client, victim: str):
    jobs = start_all(admin)
    time.sleep(1.5)
    killed = suite.pid(victim)
    os.kill(killed, signal.SIGKILL)
    ended = [finished(admin, job) for job in jobs]
    assert [job["status"] for job in ended] == ["succeeded"] * 4, ended
    suite.wait_until_ready()
    assert suite.pid(victim) != killed
    check_results(admin, ended)


def check_results(client: httpx2.Client, jobs: list[dict[str, Any]]) -> None:
    transcription, _sync, translation, masking = (job["id"] for job in jobs)
    assert len(client.get(f"/v1/transcriptions/{transcription}").json()["segments"]) > 5
    hits = client.get("/v1/search", params={"q": "減免"}).json()["hits"]
    assert len({hit["path"] for hit in hits}) == len(hits) > 0, "each document once"
    assert client.get(f"/v1/translations/{translation}/file").is_success
    assert client.get(f"/v1/masking/documents/{masking}").json()["findings"]
