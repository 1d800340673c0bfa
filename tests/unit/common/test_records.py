from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy.exc import StatementError

from common.database import open_engine, sqlite_url
from common.errors import Conflict, NotFound
from common.records import New, Put, Records


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


@pytest.fixture
def others(records: Records) -> Records:
    return Records(records._engine, "others")


def test_what_is_written_also_is_written_with_the_update_or_not_at_all(records: Records, others: Records):
    records.put("1", "sato", {})
    records.update("1", {"a": 1}, 1, also=[Put(others, "x", "sato", {"b": 1})])
    with pytest.raises(Conflict):
        records.update("1", {"a": 2}, 1, also=[Put(others, "x", "sato", {"b": 2})])
    with pytest.raises(StatementError):
        records.update("1", {"a": 3}, 2, also=[Put(others, "x", "sato", {"b": object()})])
    assert (records.get("1").data, others.get("x").data) == ({"a": 1}, {"b": 1})


def test_of_two_updates_at_once_exactly_one_wins(records: Records):
    records.put("1", "sato", {})

    def update(n: int) -> bool:
        try:
            records.update("1", {"n": n}, 1)
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(update, range(8))) == 1


def test_the_version_is_known_without_the_data(records: Records):
    assert records.version("1") is None
    records.put("1", "sato", {})
    assert records.version("1") == 1


def test_a_range_of_ids_is_read_in_order_and_deleted(records: Records, others: Records):
    for number in range(12):
        records.put(f"a-{number:02}", "sato", {"n": number})
    for store in (records, others):
        store.put("b-00", "sato", {})
    found = records.between("a-03", "a-11", limit=3, newest_first=True)
    assert [record.data["n"] for record in found] == [11, 10, 9]
    assert [record.id for record in records.between("a-00", "a-99", limit=2)] == ["a-00", "a-01"]
    assert records.delete_between("a-00", "a-99") == 12
    assert [record.id for record in records.list()] == ["b-00"]
    assert others.find("b-00")


def test_many_are_written_at_once_new_ones_and_known_ones(records):
    records.put("1", "sato", {"n": 0})
    records.put_all([New(str(number), "suzuki", {"n": number}) for number in range(600)])
    assert (records.get("1").version, records.get("1").data) == (2, {"n": 1})
    assert (records.get("599").version, records.get("599").owner, len(records.list())) == (1, "suzuki", 600)


def test_those_whose_ids_begin_so_are_listed(records: Records):
    for record_id in ("a/1", "a/2", "A/3", "ab/4", "a%/5"):
        records.put(record_id, "sato", {})
    assert [record.id for record in records.list(beginning="a/")] == ["a/2", "a/1"]
    assert [record.id for record in records.list("ito", beginning="a/")] == []
    assert [record.id for record in records.list(beginning="a%")] == ["a%/5"]
