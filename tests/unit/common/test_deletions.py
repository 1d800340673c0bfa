from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from common.database import open_engine, sqlite_url
from common.deletions import Deletions
from common.identity import ROLES_HEADER, SECRET_HEADER, USER_HEADER
from common.service import Service
from common.settings import Settings


@pytest.fixture
def deletions(tmp_path: Path) -> Deletions:
    return Deletions(open_engine(sqlite_url(tmp_path / "records.sqlite")), "transcribe")


def record(deletions: Deletions, what: str) -> None:
    with deletions.recorded(what, label="標準", reason="retention", sha256="a" * 64):
        pass


def test_what_is_deleted_is_listed_in_order_after_a_number(deletions: Deletions):
    for what in ("file-1", "file-2", "file-3"):
        record(deletions, what)
    page = deletions.page(after=1)
    assert [(gone.seq, gone.what) for gone in page.deletions] == [(2, "file-2"), (3, "file-3")]
    assert page.last == 3
    assert (page.deletions[0].label, page.deletions[0].reason) == ("標準", "retention")


def test_a_deletion_that_failed_is_not_claimed_and_holds_back_what_follows(deletions: Deletions):
    with pytest.raises(OSError, match="disk"), deletions.recorded("file-1", label="", reason="person"):
        raise OSError("disk")
    record(deletions, "file-2")
    assert deletions.page(after=0).deletions == []


def test_what_a_kill_interrupted_is_finished_and_then_listed(deletions: Deletions):
    with pytest.raises(KeyboardInterrupt), deletions.recorded("file-1", label="", reason="person"):
        raise KeyboardInterrupt
    record(deletions, "file-2")
    finished: list[str] = []
    assert deletions.finish_pending(finished.append) == 1
    assert finished == ["file-1"]
    assert [gone.what for gone in deletions.page(after=0).deletions] == ["file-1", "file-2"]
    assert deletions.finish_pending(finished.append) == 0


def test_services_in_one_database_do_not_mix(tmp_path: Path):
    engine = open_engine(sqlite_url(tmp_path / "records.sqlite"))
    record(Deletions(engine, "masking"), "file-1")
    assert Deletions(engine, "transcribe").page(after=0).last == 0


def test_only_an_administrator_of_the_gateways_may_read_it(tmp_path: Path):
    settings = Settings(data={"folder": tmp_path}, gateway={"secret": "s"})
    service = Service("search", settings)
    record(service.deletions, "file-1")
    signed = {SECRET_HEADER: "s", USER_HEADER: "gateway"}
    with TestClient(service.app(title="t", description="d", routers=[])) as client:
        assert client.get("/deletions", headers=signed | {ROLES_HEADER: "clerk"}).status_code == 403
        assert client.get("/deletions", headers={USER_HEADER: "gateway"}).status_code == 401
        answer = client.get("/deletions", headers=signed | {ROLES_HEADER: "admin"})
        assert [gone["what"] for gone in answer.json()["deletions"]] == ["file-1"]
        assert "/deletions" not in client.get("/openapi.json").json()["paths"]
