"""What is learned is found again, in every form it had."""

from collections.abc import Iterator

import pytest

from common.database import open_engine
from common.errors import Conflict, Forbidden, NotFound
from common.identity import Principal
from common.records import Records
from services.translate.memory.store import Memory
from services.translate.memory.tmx import read_tmx, write_tmx
from services.translate.memory.units import Taken, UnitChange, UnitWrite

SATO, SUZUKI = (Principal(user=name, roles=frozenset({"staff"})) for name in ("佐藤", "鈴木"))
OPEN = "市民課の窓口は午前9時から開いています。"


@pytest.fixture
def memory() -> Iterator[Memory]:
    engine = open_engine("sqlite://")
    yield Memory(Records(engine, "memory"))
    engine.dispose()


def unit(source: str = OPEN, target: str = "The counter opens at 9 a.m.", to: str = "en") -> UnitWrite:
    return UnitWrite(source_language="ja", target_language=to, source=source, target=target)


def test_the_same_text_is_found_whatever_its_widths(memory):
    memory.learn(unit(), "typed", SATO)
    found = memory.exact("　市民課の窓口は午前９時から開いています。", "ja", "en")
    assert (found.target, found.by, found.origin) == ("The counter opens at 9 a.m.", "佐藤", "typed")
    assert memory.exact(OPEN, "ja", "zh") is None


def test_a_text_like_it_is_found_with_how_like_it_is(memory):
    assert memory.similar(OPEN, "ja", "en") is None
    memory.learn(unit(), "typed", SATO)
    found, percent = memory.similar("市民課の窓口は午前8時から開いています。", "ja", "en")
    assert (found.source, percent) == (OPEN, 95)
    assert memory.similar("図書館は休みです。", "ja", "en") is None


def test_every_form_is_kept_and_comes_back(memory):
    first = memory.learn(unit(), "typed", SATO)
    second = memory.learn(unit(target="The desk opens at nine."), "correction", SUZUKI)
    assert [form.by for form in second.earlier] == ["佐藤"]
    with pytest.raises(Forbidden):
        memory.undo(first.id, second.version, SATO)
    undone = memory.undo(first.id, second.version, SUZUKI)
    assert (undone.target, undone.by, undone.earlier) == (first.target, "佐藤", ())
    with pytest.raises(Conflict):
        memory.change(first.id, UnitChange(version=second.version, target="x"), SATO)
    assert memory.undo(first.id, undone.version, SATO) is None
    assert memory.similar(OPEN, "ja", "en") is None
    with pytest.raises(NotFound):
        memory.get(first.id)


def test_what_is_known_already_changes_nothing(memory):
    first = memory.learn(unit(), "typed", SATO)
    assert memory.learn(unit(), "suggestion", SUZUKI) == first


def test_units_are_found_by_their_words_in_either_language(memory):
    memory.learn(unit(), "typed", SATO)
    memory.learn(unit(target="柜台九点开门", to="zh"), "typed", SATO)
    assert memory.search("COUNTER", None, None, limit=9, offset=0).total == 1
    assert memory.search("窓口", "ja", "zh", limit=9, offset=0).units[0].target == "柜台九点开门"


def test_a_tmx_comes_in_and_goes_out(memory):
    memory.learn(unit(), "typed", SATO)
    fresh = [unit(target="Changed."), unit("休館日です。", "Closed today.")]
    imported = memory.take(Taken(units=fresh, rejected=[]), "図書館", SUZUKI)
    assert (imported.added, imported.changed) == (1, 1)
    again = read_tmx(write_tmx(memory.units("ja", "en")), "ja")
    assert {each.id: each.target for each in again.units} == {each.id: each.target for each in fresh}
    assert memory.exact(OPEN, "ja", "en").department == "図書館"


def test_ten_thousand_units_are_taken_and_searched(memory):
    units = [unit(f"第{number:05}号のお知らせです。", f"Notice {number}.") for number in range(10_000)]
    assert memory.take(Taken(units=units, rejected=[]), "", SATO).added == 10_000
    assert memory.exact("第09999号のお知らせです。", "ja", "en").target == "Notice 9999."
    found, percent = memory.similar("第04321号のお知らせでした。", "ja", "en")
    assert (found.target, percent) == ("Notice 4321.", 87)
