"""Lists that everyone reads, and that only their owner or an administrator changes."""

import pytest

from common.database import open_engine
from common.errors import BadRequest, Conflict, Forbidden, NotFound
from common.identity import Principal
from common.records import Records
from common.shared_lists import SharedLists, listed

SATO, SUZUKI = (Principal(user=name, roles=frozenset({"staff"})) for name in ("佐藤", "鈴木"))
ADMIN = Principal(user="管理", roles=frozenset({"admin"}))


@pytest.fixture
def lists():
    engine = open_engine("sqlite://")
    yield SharedLists(Records(engine, "lists"), "用語集")
    engine.dispose()


def test_names_are_a_list_too():
    assert listed("総務課、 土木課\n総務課,") == ["総務課", "土木課"]
    assert listed(None) == []


def test_its_owner_and_an_administrator_change_a_list_and_others_do_not(lists):
    lists.write("市民課", {"entries": [1]}, 0, SATO)
    with pytest.raises(Forbidden, match="用語集「市民課」"):
        lists.write("市民課", {"entries": []}, 1, SUZUKI)
    with pytest.raises(Forbidden):
        lists.delete("市民課", SUZUKI)
    assert lists.found("市民課").data == {"entries": [1]}
    assert lists.write("市民課", {"entries": [2]}, 1, ADMIN).version == 2
    lists.delete("市民課", SATO)
    with pytest.raises(NotFound, match="用語集「市民課」はありません"):
        lists.found("市民課")


def test_a_name_that_would_be_taken_for_two_is_refused(lists):
    with pytest.raises(BadRequest, match="用語集の名前"):
        lists.write("市民課、税務課", {}, 0, SATO)


def test_a_taken_name_and_a_stale_version_are_conflicts(lists):
    lists.write("市民課", {}, 0, SATO)
    for version in (0, 7):
        with pytest.raises(Conflict):
            lists.write("市民課", {}, version, SATO)
