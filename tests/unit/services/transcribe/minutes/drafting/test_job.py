"""The draft as a job of the real service, written by a real address."""

import datetime as dt

import pytest
from fastapi.testclient import TestClient

from common.service import Service
from common.settings import Settings
from services.transcribe.library import Library
from services.transcribe.minutes.drafting import KIND, Drafts, draft_job, draft_router
from services.transcribe.schemas import Asked, Recording

ID = "transcribe-" + "0" * 32
RECORDING = Recording(
    file_id="file-x", name="a.wav", title="委員会", asked=Asked(), created_at=dt.datetime.now(dt.UTC)
)


@pytest.fixture
def serve(tmp_path, transcript):
    """The service with one finished transcription; `serve(**settings of the group transcribe)`."""
    opened = []

    def start(**transcribe):
        settings = Settings(
            data={"folder": tmp_path}, models={"folder": tmp_path / "none"}, transcribe=transcribe
        )
        service = Service("transcribe", settings)
        library, drafts = Library(service), Drafts(service)
        job = draft_job(service, library, drafts)
        service.jobs.register(KIND, job.run)
        app = service.app(title="t", description="d", routers=[draft_router(service, library, job.writer)])
        client = TestClient(app)
        client.__enter__()
        opened.append(client)
        library.note(ID, "local", RECORDING)
        library.keep(ID, "local", transcript)
        client.drafts = drafts
        return client

    yield start
    for client in opened:
        client.__exit__(None, None, None)


def ask(client):
    return client.post(f"/v1/transcriptions/{ID}/draft")


def test_a_draft_is_written_and_kept_apart(serve, wait, address, transcript):
    client = serve(draft_url=address.url, draft_model="city", draft_key="secret")
    answer = ask(client)
    assert (answer.status_code, answer.headers["location"]) == (202, f"/v1/jobs/{answer.json()['id']}")
    job = wait(client, answer.json()["id"])
    assert (job["status"], job["kind"]) == ("succeeded", "draft")
    draft = client.drafts.added(ID, transcript.minutes).draft
    assert (draft.engine, draft.model, draft.text) == ("endpoint", "city", "利用者は45人だった。")
    assert [section.heading for section in draft.sections] == ["開館時間の見直し", "蔵書点検の日程"]
    assert len(address.asked) == 3
    client.drafts.delete(ID)
    assert client.drafts.added(ID, transcript.minutes).draft is None


def test_a_dead_address_fails_the_job_and_says_what_to_do(serve, wait):
    client = serve(draft_url="http://127.0.0.1:9", draft_model="city")
    job = wait(client, ask(client).json()["id"])
    assert job["status"] == "failed"
    assert "draft_url" in job["error"]["detail"]


def test_without_model_or_address_it_is_off_and_says_how_to_turn_it_on(serve):
    answer = ask(serve())
    assert answer.status_code == 503
    assert answer.json()["code"] == "model_missing"


def test_a_cancelled_draft_asks_no_more(serve, wait, address):
    client = serve(draft_url=address.url, draft_model="city")
    job_id = {}
    address.during = lambda: client.delete(f"/v1/jobs/{job_id['id']}")
    job_id["id"] = ask(client).json()["id"]
    assert wait(client, job_id["id"])["status"] == "cancelled"
    assert len(address.asked) <= 1


def test_nobody_drafts_what_is_not_there(serve):
    client = serve()
    assert client.post("/v1/transcriptions/transcribe-none/draft").status_code == 404
