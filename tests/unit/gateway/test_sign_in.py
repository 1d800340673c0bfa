"""Who comes in, and how a browser does."""

import time
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from gateway.database import open_database
from gateway.keys.store import TABLE as KEYS
from gateway.sessions import TABLE as SESSIONS


def change(door, statement: sa.Update) -> None:
    engine = open_database(door.settings)
    with engine.begin() as connection:
        connection.execute(statement)
    engine.dispose()


def status_with(door, key: str) -> int:
    with door.client(None) as client:
        return client.get("/v1/search", headers={"Authorization": f"Bearer {key}"}).status_code


def test_a_wrong_key_is_401_with_a_problem_in_japanese(door):
    with door.client(None) as client:
        answer = client.get("/v1/search", headers={"Authorization": "Bearer yk_x"})
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "unauthorized" and "キー" in answer.json()["detail"]
    assert door.seen.calls == 0


def test_the_right_id_with_another_secret_is_a_wrong_key(door):
    key = door.keys["staff"]
    changed = key[:-1] + ("0" if key[-1] != "0" else "1")
    assert (status_with(door, key), status_with(door, changed)) == (200, 401)


@pytest.mark.parametrize("column", ["expires_at", "revoked_at"])
def test_an_expired_or_revoked_key_opens_nothing(door, column):
    change(door, sa.update(KEYS).values({column: datetime.now(UTC).timestamp() - 1}))
    assert status_with(door, door.keys["staff"]) == 401


def test_guessing_is_slowed_down_and_the_right_key_still_works(door):
    statuses = [status_with(door, "yk_wrong") for _ in range(12)]
    assert statuses == [401] * 10 + [429] * 2
    with door.client(None) as client:
        answer = client.post("/session", json={"key": "yk_wrong"})
    assert answer.status_code == 429
    assert 1 <= int(answer.headers["retry-after"]) <= 60
    assert status_with(door, door.keys["staff"]) == 200


def test_a_browser_signs_in_with_a_key_and_gets_a_cookie_that_scripts_cannot_read(shared_door):
    with shared_door.client(None) as client:
        answer = client.post("/session", json={"key": shared_door.keys["clerk"]})
        assert answer.json() == {"user": "clerkの人", "roles": ["clerk"]}
        assert client.get("/session").json()["user"] == "clerkの人"
        assert client.get("/v1/transcriptions").status_code == 200
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie and "secure" not in cookie
    assert shared_door.keys["clerk"] not in cookie


def test_behind_tls_the_cookie_is_for_tls_only(shared_door):
    with shared_door.client(None) as client:
        answer = client.post(
            "/session", json={"key": shared_door.keys["clerk"]}, headers={"X-Forwarded-Proto": "https"}
        )
    assert "secure" in answer.headers["set-cookie"].lower()


def test_a_form_signs_in_too_and_leads_to_the_first_page(shared_door):
    with shared_door.client(None) as client:
        answer = client.post("/session", data={"key": shared_door.keys["clerk"]})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


def test_a_form_of_another_site_cannot_sign_anyone_in(shared_door):
    with shared_door.client(None) as client:
        answer = client.post(
            "/session", data={"key": shared_door.keys["clerk"]}, headers={"Origin": "http://evil.example"}
        )
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "null"}, 403),
        ({"X-Yakuba-Request": "1"}, 200),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
    ],
)
def test_a_cookie_changes_things_only_for_our_own_pages(shared_door, headers, status):
    with shared_door.client(None) as client:
        client.post("/session", json={"key": shared_door.keys["clerk"]})
        assert client.get("/v1/transcriptions").status_code == 200
        answer = client.post("/v1/transcriptions", content=b"1", headers=headers)
        own = client.post("/v1/transcriptions", content=b"1", headers={"Origin": shared_door.url})
    assert (answer.status_code, own.status_code) == (status, 200)


def test_signing_out_ends_the_session_even_for_a_copied_cookie(shared_door):
    with shared_door.client(None) as client:
        token = client.post("/session", json={"key": shared_door.keys["clerk"]}).cookies["yakuba_session"]
        assert client.delete("/session", headers={"X-Yakuba-Request": "1"}).status_code == 204
    with shared_door.client(None, cookies={"yakuba_session": token}) as client:
        assert client.get("/session").status_code == 401


def test_a_session_ends_with_its_key_and_with_its_time(door):
    with door.client(None) as client:
        client.post("/session", json={"key": door.keys["clerk"]})
        change(door, sa.update(KEYS).values(revoked_at=time.time()))
        assert client.get("/session").status_code == 401
        change(door, sa.update(KEYS).values(revoked_at=None))
        assert client.get("/session").status_code == 200
        change(door, sa.update(SESSIONS).values(expires_at=time.time() - 1))
        assert client.get("/session").status_code == 401


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"key": 1}', b'{"other": "x"}'])
def test_a_sign_in_without_a_key_is_a_bad_request(shared_door, body):
    with shared_door.client(None) as client:
        answer = client.post("/session", content=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (422, "bad_request")


def test_a_huge_sign_in_is_refused_before_it_fills_the_memory(shared_door):
    with shared_door.client(None) as client:
        answer = client.post("/session", json={"key": "x" * 2_000_000})
    assert answer.status_code == 413
