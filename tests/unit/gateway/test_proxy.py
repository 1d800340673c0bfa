"""The proxy against a real upstream: what passes, what does not, and what happens when a side fails."""

import resource
import socket
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection

import pytest

MIB = 1024 * 1024


def rss_bytes() -> int:
    """The most memory that this process, holding client, gateway and upstream, has ever used."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def stream_of(total: int, sent: list[int]) -> Iterator[bytes]:
    piece = b"x" * MIB
    for _ in range(total // MIB):
        sent[0] += MIB
        yield piece


def test_a_call_passes_with_its_path_query_and_body_unchanged(shared_door):
    with shared_door.client("clerk") as client:
        answer = client.post("/v1/transcriptions/%E4%BC%9A?a=%2F&a=%E3%81%82&b", content=b"12345")
    assert answer.json() == {"method": "POST", "bytes": 5}
    assert shared_door.seen.target == "/v1/transcriptions/%E4%BC%9A?a=%2F&a=%E3%81%82&b"


def test_the_service_is_told_who_calls_and_never_sees_the_key(shared_door):
    with shared_door.client("clerk") as client:
        client.get("/v1/transcriptions", headers={"Cookie": "yakuba_session=x"})
    assert shared_door.seen.headers["x-yakuba-user"] == "clerk%E3%81%AE%E4%BA%BA"
    assert shared_door.seen.headers["x-yakuba-roles"] == "clerk"
    assert shared_door.seen.headers["x-yakuba-secret"] == "the-secret-of-the-tests"
    assert not {"authorization", "cookie"} & set(shared_door.seen.headers)
    assert shared_door.keys["clerk"] not in str(shared_door.seen.headers)


def test_a_client_cannot_say_that_it_is_someone_else(shared_door):
    spoofed = {"X-Yakuba-User": "admin", "x-yakuba-ROLES": "admin", "X-Yakuba-Secret": "guess"}
    with shared_door.client("staff") as client:
        client.get("/v1/search", headers={**spoofed, "Connection": "x-yakuba-secret"})
    assert shared_door.seen.headers["x-yakuba-user"].startswith("staff")
    assert shared_door.seen.headers["x-yakuba-roles"] == "staff"
    assert shared_door.seen.headers["x-yakuba-secret"] == "the-secret-of-the-tests"


def test_the_request_id_is_the_same_on_both_sides(shared_door):
    with shared_door.client("staff") as client:
        answer = client.get("/v1/search", headers={"X-Request-Id": "abc123"})
    assert answer.headers["x-request-id"] == "abc123" == shared_door.seen.headers["x-request-id"]


def test_a_forwarded_address_that_a_client_invents_does_not_pass(shared_door):
    with shared_door.client("staff") as client:
        client.get("/v1/search", headers={"X-Forwarded-For": "10.0.0.1", "Forwarded": "for=10.0.0.1"})
    assert not {"x-forwarded-for", "forwarded"} & set(shared_door.seen.headers)


def test_a_part_of_a_file_comes_as_206_under_its_own_name(shared_door):
    with shared_door.client("staff") as client:
        answer = client.get("/v1/search/file", headers={"Range": "bytes=10-19"})
    assert answer.status_code == 206
    assert answer.content == bytes(range(10, 20))
    assert answer.headers["content-range"] == "bytes 10-19/100"
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''%E8%AD%B0%E4%BA%8B.bin"


def test_a_stored_page_is_cut_off_from_ours(shared_door):
    with shared_door.client("staff") as client:
        answer = client.get("/v1/search/page")
    assert answer.headers["content-security-policy"].endswith("; sandbox")
    assert "set-cookie" not in answer.headers


def test_an_event_arrives_while_the_stream_is_open_and_leaving_ends_the_upstream_call(open_door, streaming):
    door = open_door(upstream=streaming)
    with door.client("clerk") as client, client.stream("GET", f"/v1/jobs/search-{'0' * 32}/events") as answer:
        chunks = answer.iter_bytes()  # kept: an iterator that nobody holds closes the connection
        assert next(chunks) == b"data: 1\n\n"
        assert not door.seen.left.is_set()
    assert door.seen.left.wait(30)


def test_a_client_that_leaves_during_its_upload_leaves_nothing_hanging(shared_door):
    started = threading.Event()
    shared_door.seen.bytes = 0

    def broken() -> Iterator[bytes]:
        yield b"x" * MIB
        while shared_door.seen.bytes < MIB:
            time.sleep(0.01)
        started.set()
        raise ConnectionAbortedError

    with shared_door.client("clerk") as client, pytest.raises(ConnectionAbortedError):
        client.post("/v1/transcriptions", content=broken())
    assert started.is_set()
    with shared_door.client("clerk") as client:
        assert client.get("/v1/transcriptions").status_code == 200


def test_an_endless_upload_ends_with_413_and_is_held_nowhere(open_door):
    door = open_door(max_upload_bytes=4 * MIB)
    sent, before = [0], rss_bytes()
    with door.client("clerk") as client:
        answer = client.post("/v1/transcriptions", content=stream_of(512 * MIB, sent))
    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"
    assert "4 MiB" in answer.json()["detail"]
    assert door.seen.bytes <= 4 * MIB
    assert rss_bytes() - before < 64 * MIB


def test_a_large_upload_within_the_limit_passes_without_being_held(shared_door):
    sent, before = [0], rss_bytes()
    with shared_door.client("clerk") as client:
        answer = client.post("/v1/transcriptions", content=stream_of(256 * MIB, sent))
    assert answer.json()["bytes"] == 256 * MIB
    assert rss_bytes() - before < 64 * MIB


def test_a_declared_size_over_the_limit_is_refused_before_the_service_is_called(open_door):
    door = open_door(max_upload_bytes=MIB)
    with door.client("clerk") as client:
        answer = client.post("/v1/transcriptions", content=b"x" * (2 * MIB))
    assert (answer.status_code, door.seen.calls) == (413, 0)


def test_a_service_that_is_down_is_named_and_nothing_was_taken(open_door):
    door = open_door(down={"transcribe"})
    with door.client("clerk") as client:
        answer = client.post("/v1/transcriptions", content=stream_of(8 * MIB, [0]))
    assert answer.status_code == 503
    assert answer.json()["code"] == "unavailable"
    assert "議事録作成" in answer.json()["detail"] and "受け付けられていません" in answer.json()["detail"]


def test_reading_is_tried_again_while_a_service_starts(open_door, serve, upstream, monkeypatch):
    monkeypatch.setattr("gateway.upstreams.RETRY_PAUSES_SECONDS", (0.2,) * 50)
    port = free_port()
    door = open_door(urls={"search": f"http://127.0.0.1:{port}"})
    with door.client("staff") as client:
        assert client.post("/v1/search", content=b"x").status_code == 503
        start = threading.Timer(0.5, lambda: serve(upstream[0], port))
        start.start()
        assert client.get("/v1/search").status_code == 200
        start.join()


def test_a_service_that_refuses_the_secret_is_a_fault_of_ours_not_of_the_caller(shared_door):
    with shared_door.client("staff") as client:
        answer = client.get("/v1/search/unauthorized")
    assert answer.status_code == 503
    assert "YAKUBA_GATEWAY_SECRET" in answer.json()["detail"]


@pytest.mark.parametrize(
    "target",
    [
        "/v1/search/x/../sources/a",
        "/v1/search/%2e%2e/search/sources/a",
        "/v1/search/x%2f..%2fsources/a",
        "/v1/search//sources/a",
        "/v1/search/x%5csources",
        "/v1/search/x%00",
    ],
)
def test_a_path_that_two_servers_could_read_differently_is_not_there(shared_door, target):
    before = shared_door.seen.calls
    connection = HTTPConnection(shared_door.url.removeprefix("http://"), timeout=10)
    connection.request("PUT", target, headers={"Authorization": f"Bearer {shared_door.keys['staff']}"})
    status = connection.getresponse().status
    connection.close()
    assert (status, shared_door.seen.calls) in ((404, before), (403, before))
