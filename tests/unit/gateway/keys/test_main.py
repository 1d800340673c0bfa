"""The command line for keys."""

import pytest

from gateway.database import open_database
from gateway.keys import KeyStore
from gateway.keys.__main__ import main


@pytest.fixture
def keys(settings, monkeypatch):
    monkeypatch.setenv("YAKUBA_DATA_FOLDER", str(settings.data.folder))
    engine = open_database(settings)
    yield KeyStore(engine)
    engine.dispose()


def test_a_made_key_stands_alone_on_standard_output_and_works(keys, capsys):
    assert main(["create", "--user", "山田", "--role", "clerk", "--role", "staff", "--days", "30"]) == 0
    shown = capsys.readouterr()
    found = keys.check(shown.out.strip())
    assert (found.user, found.roles) == ("山田", ["clerk", "staff"])
    assert found.expires_at is not None
    assert shown.out.count("\n") == 1 and shown.err == ""


def test_the_list_shows_states_and_no_secrets(keys, capsys):
    _, text = keys.create("山田", ["staff"])
    gone, _ = keys.create("佐藤", ["clerk"])
    assert main(["revoke", gone.id]) == 0
    capsys.readouterr()
    assert main(["list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("\t")[1::4] for line in lines] == [["revoked", "佐藤"], ["usable", "山田"]]
    assert text.rpartition("_")[2] not in "".join(lines)


def test_an_unknown_id_is_said_and_fails(keys, capsys):
    assert main(["revoke", "nothing"]) == 1
    assert "キーはありません" in capsys.readouterr().err


def test_an_unknown_role_is_refused(keys):
    with pytest.raises(SystemExit):
        main(["create", "--user", "x", "--role", "king"])
    assert keys.list() == []
