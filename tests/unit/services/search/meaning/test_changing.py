"""Two models with other weights and dimensions, so that the vectors of one mean nothing to the other."""

import asyncio
import shutil
import time
from collections import Counter

import pytest
import sqlalchemy as sa

from common.models import ModelStore
from services.search.meaning.changing import Changeover
from services.search.meaning.embedding import ModelChanging
from services.search.meaning.spaces import Spaces
from services.search.tables import MODELS, VECTORS
from tests.unit.services.search.tiny_models import Tiny, install

OLD, NEW = Tiny("old", "bert", 16), Tiny("new", "bert", 24)


class Killed(BaseException):
    pass


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tiny")
    return folder, install(folder, OLD, NEW)


@pytest.fixture
def models(made, tmp_path):
    """Both, installed in a folder of this test's own."""
    folder = tmp_path / "models"
    shutil.copytree(made[1].folder, folder)
    return made[1].model_copy(update={"folder": folder})


@pytest.fixture
def start(make_room, without_models, models, engine):
    """The room and its changeover, as a process that is configured for a model makes them."""

    def make(name: str):
        search = without_models.search.model_copy(update={"model": name})
        settings = without_models.model_copy(update={"models": models, "search": search})
        room = make_room(settings)
        embedder = room.synchronizer._embedder
        parts = (room.catalog.work, room.vectors, embedder, room.semantic)
        return room, Changeover(Spaces(engine), ModelStore(models), name, *parts), embedder

    return make


def stored(engine) -> dict[str, int]:
    with engine.connect() as connection:
        keys = connection.scalars(sa.select(VECTORS.c.model))
        return dict(Counter(keys))


def finish(changeover: Changeover) -> None:
    while changeover.work():
        pass
    changeover.look()
    changeover.work()


def found(room, embedder) -> int:
    return len(room.semantic.search(embedder.query("減免"), 10))


@pytest.fixture
def changed(start, monkeypatch):
    """A room whose three texts have vectors of the old model, started again with the new one."""
    monkeypatch.setattr("services.search.meaning.changing.TEXTS_AT_ONCE", 1)
    room, changeover, _ = start("old")
    room.sync()
    assert changeover.state() == ("old", True, None, 1.0)
    return start("new")


def test_the_old_model_answers_until_the_new_one_can(changed, engine) -> None:
    room, changeover, embedder = changed
    assert changeover.state() == ("old", True, "new", 0.0)
    before = embedder.query("減免")
    assert before.vector.shape == (16,)
    assert found(room, embedder) == 3
    finish(changeover)
    assert changeover.state() == ("new", True, None, 1.0)
    assert embedder.query("減免").vector.shape == (24,)
    assert found(room, embedder) == 3
    assert len(room.semantic.search(before, 10)) == 3, "who asked before the change is answered after it"
    assert stored(engine) == {"new": 3}
    with engine.connect() as connection:
        assert connection.execute(sa.select(MODELS.c.name, MODELS.c.serves)).all() == [("new", True)]


def test_a_kill_costs_the_texts_under_way(changed, start, engine) -> None:
    _, changeover, _ = changed
    # One before each text, and one before each batch of it.
    checks = iter([None] * 4)

    def kill() -> None:
        if next(checks, Killed) is Killed:
            raise Killed

    with pytest.raises(Killed):
        changeover.work(kill)
    room, again, embedder = start("new")
    assert again.state() == ("old", True, "new", 0.6667)
    assert found(room, embedder) == 3
    finish(again)
    assert stored(engine) == {"new": 3}
    assert found(room, embedder) == 3


def test_what_is_read_meanwhile_is_found_by_both(changed, drive, engine) -> None:
    room, changeover, embedder = changed
    (drive / "新.md").write_text("減免の手続を知る。", encoding="utf-8")
    assert room.sync()["embedded"] == 1
    assert found(room, embedder) == 4
    finish(changeover)
    assert found(room, embedder) == 4
    (drive / "新.md").write_text("道路工事を知る。", encoding="utf-8")
    assert room.sync()["embedded"] == 1
    assert stored(engine) == {"new": 4}


def test_without_its_files_the_old_model_is_missed_and_words_answer(changed, models) -> None:
    room, changeover, embedder = changed
    shutil.rmtree(models.folder / "old")
    assert changeover.state() == ("old", False, "new", 0.0)
    with pytest.raises(ModelChanging, match="ことばの検索"):
        embedder.query("減免")
    finish(changeover)
    assert found(room, embedder) == 3


def test_other_files_under_the_same_name_are_another_model(start, models, made, engine, tmp_path) -> None:
    room, _, _ = start("old")
    room.sync()
    other = install(tmp_path / "other", OLD._replace(dimensions=32))
    shutil.rmtree(models.folder / "old")
    shutil.copytree(other.folder / "old", models.folder / "old")
    room, changeover, embedder = start("old")
    assert changeover.state() == ("old", False, "old", 0.0)
    with pytest.raises(ModelChanging):
        embedder.query("減免")
    finish(changeover)
    (key,) = stored(engine)
    assert key.startswith("old@")
    assert embedder.query("減免").vector.shape == (32,)
    assert found(room, embedder) == 3


def test_going_back_before_the_end_drops_what_was_made(changed, start, engine) -> None:
    changed[1].work()
    assert stored(engine) == {"old": 3, "new": 3}
    room, changeover, embedder = start("old")
    assert changeover.state() == ("old", True, None, 1.0)
    assert not changeover.work()
    assert stored(engine) == {"old": 3}
    assert found(room, embedder) == 3


def test_an_empty_store_begins_with_the_configured_model(start) -> None:
    start("old")
    assert start("new")[1].state() == ("new", True, None, 1.0)


def test_the_service_changes_by_itself(changed, start, engine, monkeypatch) -> None:
    with engine.begin() as connection:
        connection.execute(sa.delete(MODELS))  # as an earlier version left it
    room, changeover, embedder = start("new")
    assert changeover.state() == ("old", True, "new", 0.0)
    monkeypatch.setattr("services.search.meaning.changing.LOOK_SECONDS", 0.01)

    async def live() -> None:
        deadline = time.monotonic() + 120
        async with changeover.router().lifespan_context(None):
            while stored(engine).keys() != {"new"} and time.monotonic() < deadline:
                await asyncio.sleep(0.05)

    asyncio.run(live())
    assert changeover.state() == ("new", True, None, 1.0)
    assert found(room, embedder) == 3
