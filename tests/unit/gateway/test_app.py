"""The gateway as a whole: its start and its end."""

from fastapi.testclient import TestClient

from gateway.app import create_app


def test_the_first_start_shows_an_administrator_s_key_and_the_second_does_not(settings, capsys):
    with TestClient(create_app(settings)) as client:
        (key,) = [word for word in capsys.readouterr().out.split() if word.startswith("yk_")]
        assert client.get("/session", headers={"Authorization": f"Bearer {key}"}).json()["roles"] == ["admin"]
    with TestClient(create_app(settings)) as client:
        assert "yk_" not in capsys.readouterr().out
        assert client.get("/session", headers={"Authorization": f"Bearer {key}"}).status_code == 200


def test_an_unknown_address_is_a_problem_in_japanese(settings):
    with TestClient(create_app(settings)) as client:
        answer = client.get("/nothing")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_everything_of_the_gateway_is_below_its_folder(settings):
    with TestClient(create_app(settings)):
        names = {path.name for path in (settings.data.folder / "gateway").iterdir()}
    assert {"secret", "audit.jsonl", "gateway.sqlite"} <= names
    assert {path.name for path in settings.data.folder.iterdir()} == {"gateway"}
