"""What calls through the door leave in the audit."""

import hashlib
import json
import time

import pytest

from gateway.audit.verify import verify


def entries(door) -> list[dict]:
    return [json.loads(line) for line in door.audit_lines]


def test_an_upload_is_recorded_with_who_what_size_and_hash_but_no_name_and_no_query(door):
    with door.client("clerk") as client:
        request = client.build_request(
            "POST", "/v1/transcriptions?title=himitsu", files={"file": ("ひみつ.mp3", b"naiyou" * 1000)}
        )
        body = request.read()
        answer = client.send(request)
    (entry,) = entries(door)
    assert entry["user"] == "clerkの人" and entry["key"] in door.keys["clerk"]
    assert (entry["method"], entry["path"], entry["status"]) == ("POST", "/v1/transcriptions", 200)
    assert entry["route"] == "/v1/transcriptions" and entry["address"] == "127.0.0.1"
    assert (entry["bytes"], entry["sha256"]) == (len(body), hashlib.sha256(body).hexdigest())
    assert entry["request_id"] == answer.headers["x-request-id"]
    assert not any(word in door.audit_lines[0] for word in ("himitsu", "ひみつ", "naiyou", "_himitsu"))
    assert verify(door.settings.data.folder / "gateway" / "audit.jsonl").fault is None


def test_typed_text_is_counted_and_not_hashed(door):
    with door.client("staff") as client:
        client.post("/v1/translate", json={"q": "短い"})
        client.get("/v1/search", params={"q": "himitsu"})
    posted, searched = entries(door)
    assert posted["bytes"] > 0 and "sha256" not in posted
    assert searched["path"] == "/v1/search" and "himitsu" not in door.audit_lines[1]


def test_refusals_are_recorded_too(open_door):
    door = open_door(max_upload_bytes=1000, down={"search"})
    with door.client("clerk") as client:
        client.post("/v1/transcriptions", content=b"x" * 2000)
        client.post("/v1/masking/documents", content=b"x")
        client.post("/v1/search", content=b"x")
    assert [entry["status"] for entry in entries(door)] == [413, 403, 503]
    assert {entry["user"] for entry in entries(door)} == {"clerkの人"}


def test_a_wrong_key_is_recorded_and_a_missing_one_or_a_flood_is_not(door):
    with door.client(None) as client:
        client.get("/v1/search")
        for _ in range(15):
            client.get("/v1/search", headers={"Authorization": "Bearer yk_himitsu"})
    assert [entry["status"] for entry in entries(door)] == [401] * 10
    assert "user" not in entries(door)[0] and "yk_himitsu" not in door.audit_lines[0]


def test_watching_a_job_and_looking_at_health_are_not_actions_but_cancelling_is(door):
    job = f"/v1/jobs/search-{'0' * 32}"
    with door.client("staff") as client:
        for path in ("/v1/jobs", job, "/healthz", "/docs", "/openapi.json"):
            assert client.get(path).status_code == 200
        client.delete(job)
    assert [(entry["method"], entry["path"]) for entry in entries(door)] == [("DELETE", job)]
    assert entries(door)[0]["route"] == "/v1/jobs/{job_id}"


def test_signing_in_is_recorded_under_the_name(door):
    with door.client(None) as client:
        client.post("/session", json={"key": door.keys["clerk"]})
    assert (entries(door)[0]["path"], entries(door)[0]["user"]) == ("/session", "clerkの人")
    assert door.keys["clerk"] not in door.audit_lines[0]


def test_an_upload_that_its_client_gave_up_is_recorded_as_such(door):
    def broken():
        yield b"x" * 1000
        while door.seen.bytes < 1000:
            time.sleep(0.01)
        raise ConnectionAbortedError

    with door.client("clerk") as client, pytest.raises(ConnectionAbortedError):
        client.post("/v1/transcriptions", content=broken())
    deadline = time.monotonic() + 5
    while not door.audit_lines and time.monotonic() < deadline:
        time.sleep(0.01)
    (entry,) = entries(door)
    assert (entry["status"], entry["bytes"]) == (499, 1000) and "sha256" not in entry


def test_what_cannot_be_recorded_is_not_answered(door, monkeypatch):
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with door.client("clerk") as client:
        monkeypatch.setattr("gateway.audit.log.os.fsync", full)
        answer = client.post("/v1/transcriptions", content=b"x")
        monkeypatch.undo()
        assert client.post("/v1/transcriptions", content=b"x").status_code == 200
    assert answer.status_code == 503 and "監査ログ" in answer.json()["detail"]
    assert [entry["status"] for entry in entries(door)] == [200]


def test_an_administrator_reads_it_newest_first_and_others_do_not(door):
    with door.client("staff") as client:
        client.get("/v1/search")
        assert client.get("/v1/audit").status_code == 403
    with door.client("admin") as client:
        latest = client.get("/v1/audit", params={"limit": 2}).json()
        assert client.get("/v1/audit", params={"limit": 0}).status_code == 422
    assert [(entry["path"], entry["status"]) for entry in latest] == [("/v1/audit", 403), ("/v1/search", 200)]
