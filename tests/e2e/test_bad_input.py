"""What goes wrong in an office, through the gateway: each a clear problem, and nothing is lost."""

import io
import json
import threading
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.e2e.running import ROOT, UPLOAD_LIMIT, Suite, finished

pytestmark = [pytest.mark.e2e, pytest.mark.models]
EXAMPLES = ROOT / "examples"
MIB = 1024**2
UPLOADS = ["/v1/transcriptions", "/v1/translations", "/v1/masking/documents"]


def send(client: httpx2.Client, path: str, name: str, content: bytes, **fields: str) -> httpx2.Response:
    return client.post(path, files={"file": (name, io.BytesIO(content))}, data={"target": "en", **fields})


def problem(answer: httpx2.Response, status: int, code: str) -> dict[str, Any]:
    body: dict[str, Any] = answer.json()
    assert (answer.status_code, body["code"]) == (status, code), body
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert any("ぁ" <= c <= "ん" for c in body["detail"]), "says in Japanese what to do"
    return body


def refused(client: httpx2.Client, answer: httpx2.Response, status: int, code: str) -> None:
    """The upload is refused at once, or its job fails with the same problem."""
    if answer.status_code == 202:
        job = finished(client, answer.json())
        assert job["status"] == "failed"
        assert (job["error"]["status"], job["error"]["code"]) == (status, code), job
    else:
        problem(answer, status, code)


@pytest.mark.parametrize("path", UPLOADS)
def test_an_empty_file(admin: httpx2.Client, path: str):
    problem(send(admin, path, "空.docx", b""), 422, "empty_file")


@pytest.mark.parametrize(
    ("path", "name", "content"),
    [
        ("/v1/transcriptions", "会議.mp3", (EXAMPLES / "notice.docx").read_bytes()),
        ("/v1/translations", "通知.docx", b"\x89PNG\r\n\x1a\n" + bytes(64)),
        ("/v1/masking/documents", "申請.docx", b"GIF89a" + bytes(64)),
        ("/v1/masking/documents", "申請.exe", b"MZ" + bytes(64)),
    ],
)
def test_a_wrong_extension(admin: httpx2.Client, path: str, name: str, content: bytes):
    refused(admin, send(admin, path, name, content), 415, "unsupported_format")


def truncated_mp3() -> bytes:
    import av
    import numpy as np

    buffer = io.BytesIO()
    with av.open(buffer, "w", format="mp3") as container:
        stream = container.add_stream("mp3", rate=16000, layout="mono")
        wave = (np.sin(np.arange(16000 * 20) / 10) * 8000).astype(np.int16).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(wave, format="s16", layout="mono")
        frame.sample_rate = 16000
        container.mux([*stream.encode(frame), *stream.encode(None)])
    whole = buffer.getvalue()
    return whole[: len(whole) // 2 + 7]


def test_a_truncated_mp3_gives_what_can_be_read(admin: httpx2.Client):
    job = finished(admin, send(admin, "/v1/transcriptions", "途中.mp3", truncated_mp3()).json())
    assert job["status"] == "succeeded", job
    found = admin.get(f"/v1/transcriptions/{job['id']}").json()
    assert 8 < found["duration"] < 12
    assert found["segments"] == [], "a tone is not speech"


def test_a_broken_mp3(admin: httpx2.Client):
    answer = send(admin, "/v1/transcriptions", "壊れ.mp3", bytes(range(256)) * 40)
    if answer.status_code == 202:
        job = finished(admin, answer.json())
        assert job["error"]["code"] in ("broken_file", "unsupported_format")
    else:
        assert answer.json()["code"] in ("broken_file", "unsupported_format")


@pytest.mark.parametrize("path", ["/v1/translations", "/v1/masking/documents"])
def test_a_docx_with_a_password(admin: httpx2.Client, path: str, encrypted_docx: bytes):
    refused(admin, send(admin, path, "秘密.docx", encrypted_docx), 423, "encrypted_file")


@pytest.mark.parametrize("path", UPLOADS)
def test_two_gigabytes_declared(suite: Suite, admin: httpx2.Client, path: str):
    """Refused by its declared length, without waiting for the bytes."""
    connection = HTTPConnection(suite.base_url.removeprefix("http://"), timeout=60)
    connection.putrequest("POST", path)
    connection.putheader("Authorization", admin.headers["Authorization"])
    connection.putheader("Content-Type", "multipart/form-data; boundary=b")
    connection.putheader("Content-Length", str(2 * 1024 * MIB))
    connection.endheaders(b"--b\r\n")
    answer = connection.getresponse()
    body = json.loads(answer.read())
    connection.close()
    assert (answer.status, body["code"], body["limit_bytes"]) == (413, "too_large", UPLOAD_LIMIT)


def two_gigabytes() -> Iterator[bytes]:
    yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.mp3"\r\n\r\n'
    chunk = bytes(4 * MIB)
    for _ in range(512):
        yield chunk
    yield b"\r\n--b--\r\n"


@pytest.mark.slow
def test_two_gigabytes_without_a_length(suite: Suite, admin: httpx2.Client):
    """Counted as they come: refused past the limit, nothing kept, and the services live on."""
    headers = {"content-type": "multipart/form-data; boundary=b"}
    answer = admin.post("/v1/transcriptions", content=two_gigabytes(), headers=headers)
    assert problem(answer, 413, "too_large")["limit_bytes"] == UPLOAD_LIMIT
    assert admin.get("/readyz").status_code == 200
    kept = Path(suite.environment["YAKUBA_DATA_FOLDER"])
    assert not [f for f in kept.rglob("*") if f.is_file() and f.stat().st_size > UPLOAD_LIMIT // 2]


def test_an_unknown_language(admin: httpx2.Client):
    problem(send(admin, "/v1/transcriptions", "a.wav", b"RIFF", language="xx"), 422, "bad_request")
    answer = send(admin, "/v1/translations", "a.txt", "こんにちは".encode(), source="ja", target="xx")
    problem(answer, 400, "unknown_language")


@pytest.mark.parametrize("key", ["", "Bearer", "Bearer yk_wrong_key", "Basic abc"])
def test_a_wrong_key(suite: Suite, key: str):
    answer = httpx2.get(f"{suite.base_url}/v1/jobs", headers={"Authorization": key} if key else {})
    problem(answer, 401, "unauthorized")


def test_another_users_job(suite: Suite):
    with suite.caller("sato", "clerk") as sato, suite.caller("ito", "clerk") as ito:
        job = send(sato, "/v1/transcriptions", "a.mp3", truncated_mp3()).json()
        for method, path in (
            ("GET", f"/v1/jobs/{job['id']}"),
            ("GET", f"/v1/jobs/{job['id']}/events"),
            ("DELETE", f"/v1/jobs/{job['id']}"),
            ("GET", f"/v1/transcriptions/{job['id']}"),
            ("GET", f"/v1/transcriptions/{job['id']}/export?format=txt"),
        ):
            problem(ito.request(method, path), 404, "not_found")
        assert job["id"] not in [j["id"] for j in ito.get("/v1/jobs").json()]
        assert finished(sato, job)["status"] == "succeeded"


def test_a_role_that_may_not(suite: Suite):
    with suite.caller("shokuin", "staff") as staff:
        problem(send(staff, "/v1/masking/documents", "a.txt", b"x"), 403, "forbidden")
        problem(
            staff.put("/v1/search/sources/x", json={"path": "/tmp", "readers": ["staff"]}), 403, "forbidden"
        )


def test_a_folder_that_is_not_there(admin: httpx2.Client):
    answer = admin.put("/v1/search/sources/x", json={"path": "/no/such/folder", "readers": ["staff"]})
    problem(answer, 422, "bad_request")


def test_many_bad_calls_at_once_leave_it_standing(admin: httpx2.Client):
    threads = [
        threading.Thread(target=send, args=(admin, path, "空.docx", b""))
        for path in UPLOADS
        for _ in range(5)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert admin.get("/readyz").status_code == 200
