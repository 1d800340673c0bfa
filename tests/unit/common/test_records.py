from pathlib import Path

import pytest

from common.database import open_engine, sqlite_url
from common.errors import Conflict, NotFound
from common.records import Records


@pytest.fixture
def records(tmp_path: Path) -> Records:
    return Records(open_engine(sqlite_url(tmp_path / "a" / "records.sqlite")), "minutes")


def test_a_record_is_found_again(records: Records):
    records.put("1", "sato", {"題": "会議"})
    found = records.get("1")
    assert (found.owner, found.version, found.data) == ("sato", 1, {"題": "会議"})


def test_each_write_raises_the_version(records: Records):
    records.put("1", "sato", {})
    assert records.put("1", "sato", {"a": 1}).version == 2
    assert records.update("1", {"a": 2}, 2).version == 3


def test_an_id_is_taken_once(records: Records):
    assert records.create("1", "sato", {"a": 1}).version == 1
    with pytest.raises(Conflict):
        records.create("1", "ito", {"a": 2})
    assert (records.get("1").owner, records.get("1").data) == ("sato", {"a": 1})


def test_a_stale_write_is_a_conflict_and_changes_nothing(records: Records):
    records.put("1", "sato", {"a": 1})
    records.update("1", {"a": 2}, 1)
    with pytest.raises(Conflict) as caught:
        records.update("1", {"a": 3}, 1)
    assert caught.value.extra["version"] == 2
    assert records.get("1").data == {"a": 2}


def test_a_record_that_is_not_there(records: Records):
    with pytest.raises(NotFound):
        records.get("1")
    with pytest.raises(NotFound):
        records.update("1", {}, 1)
    assert records.find("1") is None
    assert records.delete("1") is False


def test_the_list_is_of_one_owner_newest_first(records: Records):
    for record_id, owner in (("1", "sato"), ("2", "ito"), ("3", "sato")):
        records.put(record_id, owner, {})
    assert [r.id for r in records.list("sato")] == ["3", "1"]
    assert len(records.list()) == 3


def test_collections_do_not_mix(tmp_path: Path):
    engine = open_engine(sqlite_url(tmp_path / "r.sqlite"))
    Records(engine, "a").put("1", "sato", {})
    assert Records(engine, "b").find("1") is None


def test_sqlite_syncs_every_commit(tmp_path: Path):
    with open_engine(sqlite_url(tmp_path / "r.sqlite")).connect() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
