import pytest


def test_an_administrator_verifies_repairs_rebuilds_and_compacts(synced) -> None:
    for action in ("verify", "repair", "rebuild", "compact"):
        answer = synced.call("POST", f"/v1/search/index/{action}")
        assert answer.status_code == 202
        job = synced.finished(answer.headers["location"])
        assert job["status"] == "succeeded", job
        if action in ("verify", "repair"):
            assert job["result"]["readable"]
            assert job["result"]["missing"] == job["result"]["outdated"] == job["result"]["extra"] == 0
    assert synced.search("減免")["total"] == 2
    use = synced.get("/v1/search/index").json()
    assert use["database"] > 0
    assert use["lexical"] > 0
    assert use["free"] > 0
    assert (use["documents"], use["passages"], use["texts"], use["embedded"]) == (4, 4, 4, 0)
    assert use["model"] == synced.settings.search.model
    assert (use["model_usable"], use["making"], use["made"]) == (False, None, 1.0)


@pytest.mark.parametrize("role", ["staff", "clerk", "disclosure"])
def test_nobody_else_may(api, role: str) -> None:
    assert api.get("/v1/search/index", role).status_code == 403
    assert api.call("POST", "/v1/search/index/rebuild", role).status_code == 403


def test_an_unknown_action_is_refused(api) -> None:
    assert api.call("POST", "/v1/search/index/burn").status_code == 422
