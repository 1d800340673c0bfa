import json
from collections import namedtuple

import numpy as np
import pytest
import sqlalchemy as sa

from common.errors import BrokenFile, Conflict, NotFound, Unavailable
from common.identity import Principal
from services.search.access.identities import Identities, Identity
from services.search.answers.saved import SavedSearches
from services.search.catalog import State
from services.search.meaning.embedding import Asked
from services.search.tables import SOURCES, STALE, document_of
from services.search.words.synonyms import Synonyms

SOUND = {"readable": True, "missing": 0, "outdated": 0, "extra": 0}
TANAKA = Principal(user="tanaka", roles=frozenset({"staff"}))


def verdict(infirmary) -> dict[str, object]:
    return {key: value for key, value in infirmary.caretaker.verify().items() if key != "vectors"}


def change_all(room, drive) -> None:
    """Another document, one changed, one gone."""
    (drive / "新しい.md").write_text("新しい文書です。", encoding="utf-8")
    (drive / "公会計.txt").write_text("まったく別の内容にした。", encoding="utf-8")
    (drive / "水道" / "減免.txt").unlink()
    room.sync()


def test_all_comes_back_as_it_was(infirmary, room, drive, engine) -> None:
    before = {row.path: room.catalog.passages_of(n) for n, row in room.catalog.documents(range(9)).items()}
    name = infirmary.taker.take()["name"]
    change_all(room, drive)
    assert room.find("減免") == []
    restored = infirmary.restorer.restore(name)
    assert restored == {"name": name, "documents": 3, "passages": 3, "vectors": 3, "readers_changed": []}
    now = {row.path: room.catalog.passages_of(n) for n, row in room.catalog.documents(range(9)).items()}
    assert now == before
    assert room.find("減免") == ["水道/減免.txt"]
    assert room.find("新しい") == room.find("まったく別") == []
    assert verdict(infirmary) == SOUND
    assert room.catalog.stale(9) == []
    assert infirmary.caretaker.verify()["vectors"]["lacking"] == 0
    assert len(room.semantic.search(Asked(np.array([1, 0, 0, 0], np.float32), room.vectors.model), 9)) == 3
    assert [path.name for path in infirmary.store.folder.parent.glob("restoring*")] == []


def test_a_sync_after_it_brings_today(infirmary, room, drive) -> None:
    name = infirmary.taker.take()["name"]
    change_all(room, drive)
    infirmary.restorer.restore(name)
    counts = room.sync()
    assert (counts["added"], counts["changed"], counts["deleted"]) == (1, 1, 1)
    assert verdict(infirmary) == SOUND
    assert room.find("新しい") == ["新しい.md"]


def test_a_number_is_never_given_twice(infirmary, room, drive) -> None:
    name = infirmary.taker.take()["name"]
    (drive / "新しい.md").write_text("新しい文書です。", encoding="utf-8")
    room.sync()
    given = max(room.catalog.numbers())
    infirmary.restorer.restore(name)
    room.sync()
    assert max(room.catalog.numbers()) == given + 1


def test_searches_find_the_old_or_the_new_while_it_goes_on(infirmary, room, drive) -> None:
    name = infirmary.taker.take()["name"]
    change_all(room, drive)
    seen = []
    infirmary.restorer.restore(name, lambda: seen.append((room.find("減免"), room.find("新しい"))))
    assert set(map(str, seen)) == {"([], ['新しい.md'])"}
    assert room.find("減免") == ["水道/減免.txt"]


def test_readers_identities_and_saved_searches_stay_as_they_are_today(
    infirmary, room, tmp_path, engine
) -> None:
    folders = [tmp_path / name for name in ("closed", "gone")]
    for folder in folders:
        folder.mkdir()
    closed = room.sources.add("総務", folders[0], ["staff", "clerk"])
    gone = room.sources.add("人事", folders[1], ["disclosure"])
    identities, saved = Identities(engine), SavedSearches(engine)
    identities.replace([Identity("uid:1", "user", "tanaka")])
    name = infirmary.taker.take()["name"]
    room.sources.change(closed.number, ["disclosure"], closed.options.model_copy(update={"paused": True}))
    room.sources.delete(gone.number)
    identities.replace([Identity("uid:1", "none", "")])
    saved.add(TANAKA, "減免", {"q": "減免"}, room.catalog.settled_at())
    restored = infirmary.restorer.restore(name)
    assert restored["readers_changed"] == [
        {"name": "人事", "readers": [], "in_snapshot": ["disclosure"]},
        {"name": "総務", "readers": ["disclosure"], "in_snapshot": ["clerk", "staff"]},
    ]
    assert room.sources.get("総務").readers == {"disclosure"}
    assert room.sources.get("総務").options.paused
    assert room.sources.get("人事").readers == frozenset()
    assert room.sources.get("共有").readers == {"staff"}
    assert identities.all() == [Identity("uid:1", "none", "")]
    assert [row.name for row in saved.of(TANAKA)] == ["減免"]


def test_on_a_new_machine_everything_is_as_in_the_snapshot(infirmary, room, engine, analyzer) -> None:
    synonyms, saved = Synonyms(engine, analyzer), SavedSearches(engine)
    synonyms.put([["減免", "免除"]])
    saved.add(TANAKA, "減免", {"q": "減免"}, room.catalog.settled_at())
    Identities(engine).replace([Identity("uid:1", "user", "tanaka")])
    name = infirmary.taker.take()["name"]
    synonyms.put([])
    saved.delete(saved.of(TANAKA)[0].id, TANAKA)
    Identities(engine).replace([])
    room.sources.delete(room.source.number)
    assert infirmary.restorer.restore(name)["readers_changed"] == []
    assert room.sources.get("共有").readers == {"staff"}
    assert Synonyms(engine, analyzer).groups() == [["減免", "免除"]]
    assert [row.name for row in saved.of(TANAKA)] == ["減免"]
    assert Identities(engine).all() == [Identity("uid:1", "user", "tanaka")]
    assert verdict(infirmary) == SOUND


@pytest.mark.parametrize("damaged", ["search.sqlite", "lexical/meta.json"])
def test_a_damaged_file_is_told_and_nothing_is_changed(infirmary, room, drive, damaged: str) -> None:
    name = infirmary.taker.take()["name"]
    change_all(room, drive)
    file = infirmary.store.folder / name / damaged
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    with pytest.raises(BrokenFile, match=damaged):
        infirmary.restorer.restore(name)
    file.unlink()
    with pytest.raises(BrokenFile, match=damaged):
        infirmary.restorer.restore(name)
    assert room.find("新しい") == ["新しい.md"]
    assert verdict(infirmary) == SOUND


def test_another_format_is_told(infirmary) -> None:
    name = infirmary.taker.take()["name"]
    manifest = infirmary.store.folder / name / "manifest.json"
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), "format": 9}), encoding="utf-8")
    with pytest.raises(Conflict, match="形式 9"):
        infirmary.restorer.restore(name)
    manifest.write_text("{", encoding="utf-8")
    with pytest.raises(BrokenFile, match="目録"):
        infirmary.restorer.restore(name)


@pytest.mark.parametrize("name", ["20260101T000000000Z-0000", "..", "x/../y"])
def test_what_is_not_there_is_told(infirmary, name: str) -> None:
    with pytest.raises(NotFound):
        infirmary.restorer.restore(name)
    with pytest.raises(NotFound):
        infirmary.store.delete(name)


def test_a_full_disk_is_told_before_anything_is_written(infirmary, monkeypatch) -> None:
    name = infirmary.taker.take()["name"]
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage(10**9, 10**9, 5))
    with pytest.raises(Unavailable, match="空きが足りません"):
        infirmary.restorer.restore(name)


def test_a_lexical_index_of_another_format_is_made_anew(infirmary, room, drive) -> None:
    name = infirmary.taker.take()["name"]
    manifest = infirmary.store.folder / name / "manifest.json"
    manifest.write_text(
        json.dumps({**json.loads(manifest.read_text()), "lexical": "lexical-0"}), encoding="utf-8"
    )
    change_all(room, drive)
    infirmary.restorer.restore(name)
    assert room.find("減免") == ["水道/減免.txt"]
    assert verdict(infirmary) == SOUND
    assert room.catalog.stale(9) == []


def test_a_crash_between_the_two_stores_heals(
    infirmary, room, make_room, drive, monkeypatch, infirmary_of
) -> None:
    name = infirmary.taker.take()["name"]
    change_all(room, drive)

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(room.lexical, "take", crash)
    with pytest.raises(KeyboardInterrupt):
        infirmary.restorer.restore(name)
    again = make_room()
    assert {document_of(number) for number in again.vectors.load()[0]} == set(again.catalog.numbers())
    again.indexer.catch_up()
    assert again.find("減免") == ["水道/減免.txt"]
    assert verdict(infirmary_of(again)) == SOUND


def test_a_step_of_a_sync_is_waited_for(infirmary, room, monkeypatch) -> None:
    name = infirmary.taker.take()["name"]
    monkeypatch.setattr("services.search.working.LOOK_SECONDS", 0.01)

    class GivenUp(Exception):
        pass

    def give_up() -> None:
        if room.catalog.work._halting.locked():
            raise GivenUp

    with room.catalog.work.step(), pytest.raises(GivenUp):
        infirmary.restorer.restore(name, give_up)
    infirmary.restorer.restore(name)
    assert verdict(infirmary) == SOUND


def test_sources_are_due_at_once(infirmary, room, engine) -> None:
    name = infirmary.taker.take()["name"]
    infirmary.restorer.restore(name)
    with engine.connect() as connection:
        rows = connection.execute(sa.select(SOURCES.c.tried_at, SOURCES.c.synced_at)).all()
        assert connection.scalar(sa.select(sa.func.count()).select_from(STALE)) == 0
    assert [(row.tried_at, row.synced_at is None) for row in rows] == [(None, False)]
    assert room.catalog.counts(room.source.number)[State.INDEXED] == 3
