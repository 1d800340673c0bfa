"""The templates' API, on the real service scaffold."""

import io

import docx
import pytest
from fastapi.testclient import TestClient

from common.service import Service
from common.settings import Settings
from services.transcribe.exports.templates import Templates, template_router

URL = "/v1/minutes-templates"


@pytest.fixture
def client(tmp_path):
    service = Service("transcribe", Settings(data={"folder": tmp_path}, gateway={"secret": "s"}))
    app = service.app(title="t", description="d", routers=[template_router(Templates(service))])
    with TestClient(app) as opened:
        yield opened


@pytest.fixture
def office(open_office, tmp_path, transcript):
    with open_office(tmp_path, transcript) as opened:
        yield opened


def test_an_export_fills_a_template_in_by_its_name(office, make):
    own = f"/v1/transcriptions/{office.finished()}/export"
    content = make("会議録　{{会議名}}", "・{{決定事項}}").read_bytes()
    assert office.client.put(f"{URL}/庁議", files={"file": ("t.docx", content)}).status_code == 200
    answer = office.client.get(own, params={"format": "docx", "template": "庁議"})
    assert answer.status_code == 200, answer.text
    texts = [paragraph.text for paragraph in docx.Document(io.BytesIO(answer.content)).paragraphs]
    assert texts == ["会議録　運営|会議", "・延長に決定"]


def test_an_export_without_such_a_template_says_so(office):
    own = f"/v1/transcriptions/{office.finished()}/export"
    missing = office.client.get(own, params={"template": "ない"})
    assert (missing.status_code, missing.json()["code"]) == (404, "not_found")
    sheet = office.client.get(own, params={"template": "ない", "format": "xlsx"})
    assert (sheet.status_code, sheet.json()["code"]) == (422, "bad_request")
    assert "docx" in sheet.json()["detail"]


def caller(user, roles="clerk"):
    return {"x-yakuba-secret": "s", "x-yakuba-user": user, "x-yakuba-roles": roles}


def put(client, name, content, user="tanaka", file="t.docx", **query):
    return client.put(f"{URL}/{name}", files={"file": (file, content)}, params=query, headers=caller(user))


@pytest.fixture
def content(make):
    return make("{{会議名}}").read_bytes()


def test_a_template_is_kept_and_given_back(client, content):
    answer = put(client, "庁議", content, department="総務課")
    assert answer.status_code == 200, answer.text
    assert (answer.json()["placeholders"], answer.json()["department"]) == (["会議名"], "総務課")
    assert [each["name"] for each in client.get(URL, headers=caller("sato")).json()] == ["庁議"]
    assert client.get(f"{URL}/庁議", headers=caller("sato")).content == content


def test_two_departments_may_use_one_name(client, content):
    for department in ("総務課", "福祉課"):
        put(client, "庁議", content, department=department)
    assert client.get(f"{URL}/庁議", headers=caller("sato")).status_code == 422
    assert (
        client.get(f"{URL}/庁議", params={"department": "福祉課"}, headers=caller("sato")).status_code == 200
    )


def test_only_its_owner_or_an_administrator_changes_it(client, content):
    put(client, "庁議", content)
    assert put(client, "庁議", content, user="sato").status_code == 403
    assert client.delete(f"{URL}/庁議", headers=caller("sato")).status_code == 403
    assert client.delete(f"{URL}/庁議", headers=caller("root", "admin")).status_code == 204
    assert client.get(f"{URL}/庁議", headers=caller("tanaka")).status_code == 404


@pytest.mark.parametrize(
    ("file", "content", "status"),
    [
        ("t.docm", b"PK..", 415),
        ("t.docx", b"%PDF-", 415),
        ("t.docx", b"", 422),
        ("t.docx", b"PK" + b"x" * (5 << 20), 413),
    ],
)
def test_what_is_no_template_is_refused(client, file, content, status):
    assert put(client, "庁議", content, file=file).status_code == status


@pytest.mark.parametrize("name", ["sample", "あ" * 61, "a%0Ab"])
def test_names_that_cannot_be_are_refused(client, content, name):
    assert put(client, name, content).status_code == 422


def test_the_sample_and_the_placeholders_are_there_to_begin_with(client):
    sample = client.get(f"{URL}/sample", headers=caller("tanaka"))
    assert docx.Document(io.BytesIO(sample.content)).tables
    assert put(client, "見本から", sample.content).status_code == 200
    assert "宿題.担当" in client.get(f"{URL}/placeholders", headers=caller("tanaka")).json()
