import pytest

from common.errors import ModelMissing


def test_it_is_ready_only_with_its_model_and_says_which_is_missing(api) -> None:
    answer = api.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["missing_models"] == ["multilingual-e5-small-int8"]
    assert api.get("/healthz").json() == {"status": "ok", "service": "search"}


def test_its_openapi_lists_what_it_offers(api) -> None:
    paths = api.get("/openapi.json").json()["paths"]
    assert {
        "/v1/search",
        "/v1/search/sources",
        "/v1/search/sources/{name}",
        "/v1/search/sources/{name}/sync",
        "/v1/search/documents/{document_id}",
        "/v1/search/documents/{document_id}/similar",
        "/v1/search/documents/{document_id}/file",
        "/v1/jobs/{job_id}",
    } <= paths.keys()


def test_a_missing_model_is_no_broken_service(api) -> None:
    answer = api.get("/v1/search", q="減免", mode="semantic")
    assert answer.status_code == ModelMissing.status


@pytest.mark.parametrize("path", ["/v1/search?q=a", "/v1/search/sources", "/v1/search/documents/x"])
def test_nobody_gets_past_the_gateway(api, path: str) -> None:
    assert api.client.get(path).status_code == 401
