"""The merged reference of running services."""

import json
import re


def test_the_reference_holds_the_services_paths_and_the_gateway_s_own(shared_door):
    with shared_door.client(None) as client:
        document = client.get("/openapi.json").json()
    assert {"/v1/search/file", "/v1/admin/keys", "/v1/jobs", "/session"} <= set(document["paths"])
    assert "/readyz" in document["paths"] and "/docs" not in document["paths"]
    assert document["openapi"].startswith("3.")
    references = re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(document))
    assert set(references) <= set(document["components"]["schemas"])


def test_the_page_needs_nothing_from_outside(shared_door):
    with shared_door.client(None) as client:
        page = client.get("/docs").text
        style = client.get("/docs/page.css")
    assert "<code>/v1/search/file</code>" in page and "<code>/v1/admin/keys</code>" in page
    assert "<script" not in page and not re.search(r"(src|href)=.(https?:)?//", page)
    assert "style=" not in page
    assert style.headers["content-type"].startswith("text/css") and "url(" not in style.text


def test_a_service_that_is_down_is_said_and_the_rest_is_shown(open_door):
    door = open_door(down={"masking"})
    with door.client(None) as client:
        page = client.get("/docs").text
        assert client.get("/openapi.json").status_code == 200
    assert "応答のないサービス: マスキング" in page and "/v1/search/file" in page
