import threading
from pathlib import Path

import pytest
import sqlalchemy as sa

from common.settings import Settings
from services.search.health.caring import Caretaker
from services.search.health.verifying import Verifier
from services.search.tables import DOCUMENTS, PASSAGES, STALE, VECTORS
from services.search.words.lexical import IndexedPassage, LexicalIndex

MODEL = Settings().search.model
SOUND = {"readable": True, "missing": 0, "outdated": 0, "extra": 0}


def caretaker_of(room, engine: sa.Engine, folder: Path) -> Caretaker:
    verifier = Verifier(engine, room.lexical, room.vectors)
    return Caretaker(engine, verifier, room.indexer, room.vectors, room.semantic, folder)


@pytest.fixture
def caretaker(room, engine: sa.Engine, tmp_path: Path) -> Caretaker:
    room.sync()
    return caretaker_of(room, engine, tmp_path)


def verdict(caretaker: Caretaker) -> dict[str, object]:
    return {key: value for key, value in caretaker.verify().items() if key != "vectors"}


def test_a_sound_index_is_told_to_be_sound(caretaker) -> None:
    assert verdict(caretaker) == SOUND


def test_foreign_entries_are_told_and_go(caretaker, room) -> None:
    room.lexical.replace([], [IndexedPassage(99 << 20, 99, 1, "txt", 1, "外", "よその減免")])
    assert verdict(caretaker) == SOUND | {"extra": 1}
    assert caretaker.repair()["extra"] == 1
    assert verdict(caretaker) == SOUND
    assert room.lexical.passages == 3


def test_entries_that_were_lost_are_told_and_come_back(caretaker, room) -> None:
    lost = room.catalog.numbers()[:2]
    room.lexical.replace(lost, [])
    assert verdict(caretaker) == SOUND | {"missing": 2}
    caretaker.repair()
    assert verdict(caretaker) == SOUND
    assert room.find("減免") == ["水道/減免.txt"]


def test_rows_that_were_lost_leave_extra_entries(caretaker, room, engine) -> None:
    number = room.catalog.numbers()[0]
    with engine.begin() as connection:
        connection.execute(sa.delete(DOCUMENTS).where(DOCUMENTS.c.number == number))
    assert verdict(caretaker) == SOUND | {"extra": 1}
    caretaker.repair()
    assert room.lexical.passages == 2


@pytest.mark.parametrize(
    "change", [{"modified_ns": 7}, {"access": 3}, {"title": "別の題"}, {"path": "別.txt"}, {"author": "別人"}]
)
def test_entries_that_say_something_else_are_outdated(caretaker, room, engine, change) -> None:
    number = room.catalog.numbers()[0]
    with engine.begin() as connection:
        connection.execute(sa.update(DOCUMENTS).where(DOCUMENTS.c.number == number).values(**change))
    assert verdict(caretaker) == SOUND | {"outdated": 1}
    caretaker.repair()
    assert verdict(caretaker) == SOUND


def test_an_entry_of_another_text_is_outdated(caretaker, room, engine) -> None:
    (passage, *_) = room.catalog.passages_of(room.catalog.numbers()[0])
    with engine.begin() as connection:
        change = sa.update(PASSAGES).where(PASSAGES.c.number == passage.number)
        connection.execute(change.values(text="まったく別の内容。"))
    assert room.find("まったく別の") == []
    assert verdict(caretaker) == SOUND | {"outdated": 1}
    caretaker.repair()
    assert verdict(caretaker) == SOUND
    assert len(room.find("まったく別の")) == 1


def test_what_waits_to_be_indexed_is_no_fault(caretaker, room, engine) -> None:
    number = room.catalog.numbers()[0]
    with engine.begin() as connection:
        connection.execute(sa.insert(STALE), [{"document": number}])
        connection.execute(sa.delete(PASSAGES).where(PASSAGES.c.document == number))
    assert verdict(caretaker) == SOUND


@pytest.mark.parametrize("ending", ["store", "term", "fast"])
def test_lost_files_are_told_and_the_index_is_made_anew(caretaker, room, tmp_path, ending: str) -> None:
    next((tmp_path / "lexical").glob(f"*.{ending}")).unlink()
    assert verdict(caretaker)["readable"] is False
    caretaker.repair()
    assert verdict(caretaker) == SOUND
    assert room.find("減免") == ["水道/減免.txt"]


def test_a_start_without_some_files_makes_the_index_anew(room, make_room, tmp_path, engine) -> None:
    room.sync()
    next((tmp_path / "lexical").glob("*.term")).unlink()
    again = make_room()
    again.indexer.catch_up()
    assert verdict(caretaker_of(again, engine, tmp_path)) == SOUND
    assert again.find("減免") == ["水道/減免.txt"]


def test_unused_and_damaged_vectors_go_and_the_others_stay(caretaker, room, engine) -> None:
    hashes = [row.hash for number in room.catalog.numbers() for row in room.catalog.passages_of(number)]
    rows = [(hashes[0], 8), (hashes[1], 8), (hashes[2], 3), ("nobody's", 8)]
    with engine.begin() as connection:
        values = [{"model": MODEL, "hash": digest, "vector": b"\0" * size} for digest, size in rows]
        connection.execute(sa.insert(VECTORS), values)
    assert caretaker.repair()["vectors"] == {"stored": 4, "lacking": 0, "unused": 1, "damaged": 1}
    assert caretaker.verify()["vectors"] == {"stored": 2, "lacking": 1, "unused": 0, "damaged": 0}


def test_the_old_index_serves_while_the_new_one_is_made(caretaker, room) -> None:
    seen = []
    room.indexer.rebuild(lambda: seen.append(room.find("減免")))
    assert seen == [["水道/減免.txt"]]
    assert room.find("減免") == ["水道/減免.txt"]


def test_what_changes_during_a_rebuild_is_in_the_new_index(caretaker, room) -> None:
    def change() -> None:
        gone = next(row for row in room.catalog.known(room.source.number).values() if "減免" in row.path)
        room.catalog.delete([gone.number])
        thread = threading.Thread(target=room.indexer.catch_up)
        thread.start()
        thread.join(timeout=20)

    calls = iter([change])
    room.indexer.rebuild(lambda: next(calls, lambda: None)())
    assert room.find("減免") == []
    assert verdict(caretaker) == SOUND


def test_a_cancelled_rebuild_leaves_the_old_index(caretaker, room, make_room, tmp_path) -> None:
    def cancel() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        room.indexer.rebuild(cancel)
    assert room.find("減免") == ["水道/減免.txt"]
    assert make_room().find("減免") == ["水道/減免.txt"]
    assert [folder.name for folder in tmp_path.glob("lexical*")] == ["lexical"]


def test_compaction_keeps_what_is_found_and_frees_space(caretaker, room, engine) -> None:
    with engine.begin() as connection:
        rows = [{"model": MODEL, "hash": f"old-{at}", "vector": b"\1" * 1536} for at in range(2000)]
        connection.execute(sa.insert(VECTORS), rows)
    use = caretaker.compact()
    assert use["after"]["database"] < use["before"]["database"]
    assert room.find("減免") == ["水道/減免.txt"]
    assert isinstance(room.lexical, LexicalIndex)
