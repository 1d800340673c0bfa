"""LibreTranslate's clients, whose key is in the body."""

import asyncio
from urllib.error import HTTPError

import pytest
from hypothesis import given
from hypothesis import strategies as st
from libretranslatepy import LibreTranslateAPI

from gateway.body_key import LIMIT_BYTES, key_in_body


@pytest.mark.parametrize("kind", ["json", "data"])
def test_a_key_in_a_json_or_form_body_signs_in_and_the_body_passes_whole(shared_door, kind):
    fields = {"q": "こんにちは", "source": "ja", "target": "en", "api_key": shared_door.keys["staff"]}
    with shared_door.client(None) as client:
        request = client.build_request("POST", "/translate", **{kind: fields})
        size = len(request.read())
        answer = client.send(request)
    assert answer.json() == {"method": "POST", "bytes": size}
    assert shared_door.seen.headers["x-yakuba-roles"] == "staff"


def test_a_key_beside_a_file_signs_in(shared_door):
    with shared_door.client(None) as client:
        answer = client.post(
            "/translate_file",
            data={"api_key": shared_door.keys["staff"]},
            files={"file": ("a.txt", b"x" * 100_000)},
        )
    assert answer.status_code == 200 and answer.json()["bytes"] > 100_000


def test_the_client_of_libretranslate_passes_with_its_key_and_not_without(shared_door):
    assert (
        LibreTranslateAPI(shared_door.url, api_key=shared_door.keys["staff"]).languages()["method"] == "GET"
    )
    for key in (None, "yk_wrong"):
        with pytest.raises(HTTPError, match="401"):
            LibreTranslateAPI(shared_door.url, api_key=key).languages()


def test_elsewhere_a_key_in_the_body_is_nothing(shared_door):
    with shared_door.client(None) as client:
        assert client.post("/v1/translate", json={"api_key": shared_door.keys["staff"]}).status_code == 401


def test_in_a_body_over_a_mebibyte_no_key_is_looked_for(shared_door):
    fields = {"q": "x" * LIMIT_BYTES, "api_key": shared_door.keys["staff"]}
    with shared_door.client(None) as client:
        assert client.post("/translate", json=fields).status_code == 401
    with shared_door.client("staff") as client:
        assert client.post("/translate", json=fields).json()["bytes"] > LIMIT_BYTES


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b"[" * 100_000),
        ("application/json", b'{"api_key": 5}'),
        ("application/json", b"\xff"),
        ("application/x-www-form-urlencoded", b"\xff\xfe"),
        ("multipart/form-data; boundary=b", b"--b\r\nbroken"),
        ("multipart/form-data", b"no boundary"),
        ("", b"api_key=x"),
    ],
)
def test_a_body_that_makes_no_sense_holds_no_key(shared_door, kind, body):
    with shared_door.client(None) as client:
        assert client.post("/translate", content=body, headers={"Content-Type": kind}).status_code == 401


@given(st.lists(st.binary(max_size=400_000 // 4), max_size=6), st.integers(0, 3))
def test_what_was_looked_at_is_handed_on_byte_for_byte(chunks, padding):
    pieces = [chunk * (padding * 4 + 1) for chunk in chunks]
    messages = [{"type": "http.request", "body": piece, "more_body": True} for piece in pieces]
    messages.append({"type": "http.request", "body": b"", "more_body": False})
    waiting = iter(messages)

    async def receive():
        return next(waiting)

    async def read_all() -> bytes:
        _, again = await key_in_body({"type": "http", "headers": []}, receive)
        read, more = b"", True
        while more:
            message = await again()
            read, more = read + message["body"], message["more_body"]
        return read

    assert asyncio.run(read_all()) == b"".join(pieces)
