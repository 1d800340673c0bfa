"""The draft as a job of the real service, written by a real address."""

import datetime as dt
import threading

import pytest

SUMMARY = "利用者は45人だった。"


@pytest.fixture
def serve(open_office, tmp_path, transcript):
    """`serve(**settings of the group transcribe)`: the service, one finished transcription, its address."""
    opened = []

    def start(**transcribe):
        context = open_office(tmp_path, transcript, models={"folder": tmp_path}, transcribe=transcribe)
        office = context.__enter__()
        opened.append(context)
        return office, f"/v1/transcriptions/{office.finished()}"

    yield start
    for context in opened:
        context.__exit__(None, None, None)


@pytest.fixture
def drafted(serve, wait, address):
    """The service after one draft, and the draft's job."""
    office, own = serve(draft_url=address.url, draft_model="city", draft_key="secret")
    answer = office.client.post(f"{own}/draft")
    assert (answer.status_code, answer.headers["location"]) == (202, f"/v1/jobs/{answer.json()['id']}")
    return office, own, wait(office.client, answer.json()["id"])


def test_a_draft_stands_in_the_minutes_and_their_exports_and_not_in_the_history(drafted, address):
    office, own, job = drafted
    assert (job["status"], job["kind"], len(address.asked)) == ("succeeded", "draft", 3)
    shown = office.client.get(own).json()
    draft = shown["minutes"]["draft"]
    assert (draft["engine"], draft["model"], draft["text"]) == ("endpoint", "city", SUMMARY)
    assert [each["heading"] for each in draft["sections"]] == ["開館時間の見直し", "蔵書点検の日程"]
    text = office.client.get(f"{own}/export?format=txt").text
    assert "要約（下書き・AI）" in text and SUMMARY in text
    edit = {"version": shown["version"], "operations": [{"op": "title", "title": "別の題名"}]}
    assert office.client.patch(own, json=edit).json()["minutes"]["draft"] == draft
    assert SUMMARY not in str(office.library.shelf.transcripts.get(own.rpartition("/")[2]).data["minutes"])


def test_a_draft_on_its_way_is_known_to_who_comes_back(serve, wait, address):
    office, own = serve(draft_url=address.url)
    before, watched = office.client.get(own), threading.Event()
    address.during = lambda: watched.wait(30)
    job = office.client.post(f"{own}/draft").json()
    during = office.client.get(own, headers={"If-None-Match": before.headers["etag"]})
    watched.set()
    assert (before.json()["draft_job"], during.json()["draft_job"]) == (None, job["id"])
    wait(office.client, job["id"])
    assert office.client.get(own).json()["draft_job"] is None


def test_a_watcher_sees_that_a_draft_has_come(serve, wait, address):
    office, own = serve(draft_url=address.url)
    tag = office.client.get(own).headers["etag"]
    wait(office.client, office.client.post(f"{own}/draft").json()["id"])
    assert office.client.get(own, headers={"If-None-Match": tag}).status_code == 200


def test_a_draft_goes_with_its_transcription_and_not_before(drafted):
    office, own, job = drafted
    office.service.sweep(dt.datetime.now(dt.UTC) + dt.timedelta(minutes=5))
    assert office.client.get(f"/v1/jobs/{job['id']}").status_code == 200
    assert office.client.delete(own).status_code == 204
    assert office.client.get("/v1/jobs").json() == []
    assert office.library.shelf.drafts.jobs() == []
    assert office.library.shelf.drafts.find(own.rpartition("/")[2]) is None


def test_a_dead_address_fails_the_job_and_says_what_to_do(serve, wait):
    office, own = serve(draft_url="http://127.0.0.1:9", draft_model="city")
    job = wait(office.client, office.client.post(f"{own}/draft").json()["id"])
    assert job["status"] == "failed"
    assert "draft_url" in job["error"]["detail"]


def test_without_model_or_address_it_is_off_and_says_how_to_turn_it_on(serve):
    office, own = serve()
    answer = office.client.post(f"{own}/draft")
    assert (answer.status_code, answer.json()["code"]) == (503, "model_missing")
    assert "make models" in answer.json()["detail"]
    assert [job["kind"] for job in office.client.get("/v1/jobs").json()] == ["transcription"]


def test_a_cancelled_draft_asks_no_more(serve, wait, address):
    office, own = serve(draft_url=address.url, draft_model="city")
    job_id = {}
    address.during = lambda: office.client.delete(f"/v1/jobs/{job_id['id']}")
    job_id["id"] = office.client.post(f"{own}/draft").json()["id"]
    assert wait(office.client, job_id["id"])["status"] == "cancelled"
    assert len(address.asked) <= 1


def test_nobody_drafts_what_is_not_there(serve):
    office, _ = serve()
    assert office.client.post("/v1/transcriptions/transcribe-none/draft").status_code == 404
