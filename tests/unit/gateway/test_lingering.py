import socket
import time


def test_a_client_that_reads_only_after_sending_all_still_gets_the_refusal(open_door):
    door = open_door(max_upload_bytes=1000)
    host, port = door.url.removeprefix("http://").split(":")
    total = 32 * 1024 * 1024
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall(
            f"POST /v1/transcriptions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {door.keys['clerk']}\r\n"
            f"Content-Length: {total}\r\n\r\n".encode()
        )
        for _ in range(32):
            connection.sendall(b"x" * (total // 32))
        assert connection.recv(100).startswith(b"HTTP/1.1 413 ")


def test_a_client_that_stops_sending_does_not_hold_the_connection_for_long(open_door, monkeypatch):
    monkeypatch.setattr("gateway.lingering.IDLE_SECONDS", 0.2)
    door = open_door(max_upload_bytes=1000)
    host, port = door.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall(
            f"POST /v1/transcriptions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {door.keys['clerk']}\r\n"
            "Content-Length: 5000\r\n\r\nxxx".encode()
        )
        started = time.monotonic()
        assert connection.recv(100).startswith(b"HTTP/1.1 413 ")
        assert time.monotonic() - started < 3
        while connection.recv(4096):
            pass
        assert time.monotonic() - started < 10


def test_a_client_that_asks_first_is_answered_at_once(open_door):
    door = open_door(max_upload_bytes=1000)
    host, port = door.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall(
            f"POST /v1/transcriptions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {door.keys['clerk']}\r\n"
            "Expect: 100-continue\r\nContent-Length: 5000\r\n\r\n".encode()
        )
        assert connection.recv(100).startswith(b"HTTP/1.1 413 ")
