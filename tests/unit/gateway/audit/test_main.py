import pytest

from gateway.audit import Action, AuditLog, audit_file
from gateway.audit.__main__ import main


@pytest.fixture
def path(settings, monkeypatch):
    monkeypatch.setenv("YAKUBA_DATA_FOLDER", str(settings.data.folder))
    audit = AuditLog(audit_file(settings))
    audit.open()
    for user in ("a", "b"):
        audit.append(Action(user=user))
    audit.close()
    return audit.path


def test_a_whole_chain_is_told_with_its_head(path, capsys):
    assert main(["verify"]) == 0
    assert capsys.readouterr().out.startswith("ok: 2 lines, head ")


def test_a_broken_chain_fails_and_names_the_line(path, capsys):
    path.write_bytes(path.read_bytes().replace(b'"user":"b"', b'"user":"c"'))
    assert main(["verify", str(path)]) == 1
    assert "BROKEN at line 2" in capsys.readouterr().err


def test_a_missing_file_fails(path, capsys):
    path.unlink()
    assert main(["verify"]) == 1
    assert "no audit file" in capsys.readouterr().err
