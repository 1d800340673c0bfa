import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import APIRouter, UploadFile
from fastapi.testclient import TestClient

from common.errors import Conflict
from common.files import StoredFile
from common.identity import Caller
from common.service import Service
from common.settings import Settings

MIB = 1024**2


def routes(service: Service) -> APIRouter:
    router = APIRouter()

    @router.post("/upload")
    def upload(file: UploadFile, caller: Caller) -> StoredFile:
        return service.files.receive(file, owner=caller.user)

    @router.get("/conflict")
    def conflict() -> None:
        raise Conflict("重なりました。", version=2)

    @router.get("/crash")
    def crash() -> None:
        raise ZeroDivisionError("secret inside")

    @router.get("/me")
    def me(caller: Caller) -> dict[str, object]:
        return {"user": caller.user, "roles": sorted(caller.roles)}

    return router


def client_for(folder: Path, **gateway: str) -> TestClient:
    settings = Settings(data={"folder": folder, "max_upload_bytes": MIB}, gateway=gateway)
    service = Service("transcribe", settings)
    app = service.app(
        title="t", description="d", routers=[routes(service)], models=["whisper-base", "no-such"]
    )
    return TestClient(app, raise_server_exceptions=False)


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with client_for(tmp_path) as opened:
        yield opened


def test_an_upload_is_kept(client: TestClient):
    answer = client.post("/upload", files={"file": ("会議😀.mp3", b"abc")})
    assert answer.status_code == 200
    assert answer.json()["name"] == "会議😀.mp3"


@pytest.mark.parametrize("lie", [True, False])
def test_a_body_past_the_limit_is_refused_even_when_its_length_is_not_told(client: TestClient, lie: bool):
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.mp3"\r\n\r\n'
    body = [head, *[b"x" * 100_000] * 30, b"\r\n--b--\r\n"]
    headers = {"content-type": "multipart/form-data; boundary=b"}
    if lie:
        headers["content-length"] = "10"
    answer = client.post("/upload", content=iter(body), headers=headers)
    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["limit_bytes"] == MIB


def test_a_declared_length_past_the_limit_is_refused_at_once(client: TestClient):
    answer = client.post("/upload", content=b"x", headers={"content-length": str(2 * 1024**3)})
    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/conflict", 409, "conflict"),
        ("GET", "/crash", 500, "internal_error"),
        ("GET", "/nowhere", 404, "not_found"),
        ("POST", "/upload", 422, "bad_request"),
        ("GET", "/upload", 405, "bad_request"),
        ("GET", "/v1/jobs/transcribe-" + "0" * 32, 404, "not_found"),
    ],
)
def test_every_error_is_a_problem(client: TestClient, method: str, path: str, status: int, code: str):
    answer = client.request(method, path, headers={"x-request-id": "abc123"})
    assert answer.status_code == status
    problem = answer.json()
    assert (problem["status"], problem["code"], problem["request_id"]) == (status, code, "abc123")
    assert problem["detail"]
    assert answer.headers["x-request-id"] == "abc123"
    assert "secret inside" not in answer.text


def test_readiness_names_the_missing_models_and_the_command(client: TestClient):
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "no-such" in answer.json()["missing_models"]
    assert answer.json()["command"].startswith("python -m common.models pull")
    assert client.get("/healthz").json() == {"status": "ok", "service": "transcribe"}


def test_metrics_count_requests_by_route(client: TestClient):
    client.get("/conflict")
    assert 'route="/conflict",service="transcribe",status="409"' in client.get("/metrics").text


def test_the_log_line_of_a_request_says_nothing_personal(
    client: TestClient, caplog: pytest.LogCaptureFixture
):
    with caplog.at_level(logging.INFO):
        client.post("/upload?q=山田", files={"file": ("山田太郎.mp3", b"abc")})
    assert any(record.message == "request" for record in caplog.records)
    assert "山田" not in " ".join(str(record.__dict__) for record in caplog.records)


def test_alone_everyone_is_local(client: TestClient):
    assert client.get("/me").json()["user"] == "local"


def test_alone_a_call_signed_by_a_gateway_is_refused(client: TestClient):
    assert client.get("/me", headers={"x-yakuba-user": "sato"}).status_code == 401


def test_behind_the_gateway_its_secret_and_its_headers_decide(tmp_path: Path):
    with client_for(tmp_path, secret="s3") as client:
        headers = {"x-yakuba-user": "%E4%BD%90%E8%97%A4", "x-yakuba-roles": "clerk,king"}
        assert client.get("/me", headers=headers).status_code == 401
        assert client.get("/me", headers={**headers, "x-yakuba-secret": "wrong"}).status_code == 401
        answer = client.get("/me", headers={**headers, "x-yakuba-secret": "s3"})
        assert answer.json() == {"user": "佐藤", "roles": ["clerk"]}
        assert client.get("/me", headers={"x-yakuba-secret": "s3"}).status_code == 401
        assert client.get("/healthz").status_code == 200


def test_the_openapi_page_lists_jobs_and_our_routes(client: TestClient):
    paths = client.get("/openapi.json").json()["paths"]
    assert {"/v1/jobs", "/v1/jobs/{job_id}", "/v1/jobs/{job_id}/events", "/upload"} <= set(paths)
