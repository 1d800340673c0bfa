import shutil
import time

import pytest

from services.search.words.lexical import LexicalIndex


def test_a_lost_index_is_made_again_from_the_catalog(room, make_room, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("services.search.words.indexing.MANY", 3)
    room.sync()
    assert room.find("減免") == ["水道/減免.txt"]
    shutil.rmtree(tmp_path / "lexical")
    again = make_room()
    assert again.find("減免") == []
    assert again.indexer.mend()
    again.indexer.wait()
    again.indexer.catch_up()
    assert again.find("減免") == ["水道/減免.txt"]
    assert not again.indexer.mend()


def test_the_caller_of_many_parts_waits_for_the_first_of_them(room, monkeypatch: pytest.MonkeyPatch) -> None:
    room.sync()
    room.catalog.mark_all_stale()
    parts = []

    def slowly(self: LexicalIndex, documents: set[int], passages: object) -> None:
        time.sleep(0.05)
        parts.append(sorted(documents))

    monkeypatch.setattr(LexicalIndex, "replace", slowly)
    monkeypatch.setattr("services.search.words.indexing.DOCUMENTS_AT_ONCE", 1)
    monkeypatch.setattr("services.search.words.indexing.BEGUN_AT_MOST", 1)
    for _ in range(3):
        room.indexer.begin()
    assert len(parts) >= 2
    room.indexer.catch_up()
    assert len(parts) == 3


def test_a_rebuild_gives_the_same_index(room) -> None:
    room.sync()
    before = {query: room.find(query) for query in ("減免", "サーバ", "の", "30-1234")}
    assert room.indexer.rebuild() == 3
    assert {query: room.find(query) for query in before} == before
    assert room.lexical.passages == 3


def test_a_rebuild_drops_what_the_catalog_does_not_know(room, analyzer) -> None:
    room.sync()
    room.catalog.delete([row.number for row in room.catalog.known(room.source.number).values()])
    room.catalog.freshened([entry for entry, _ in room.catalog.stale(100)])
    assert room.find("減免") == []
    assert room.lexical.passages == 3
    room.indexer.rebuild()
    assert room.lexical.passages == 0


def test_a_crash_after_the_commit_only_means_indexing_twice(room, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(room.catalog, "freshened", crash)
        with pytest.raises(KeyboardInterrupt):
            room.sync()
    room.sync()
    assert room.lexical.passages == 3
    assert room.find("減免") == ["水道/減免.txt"]


def test_a_crash_before_the_commit_loses_nothing(room, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(self: LexicalIndex, *_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(LexicalIndex, "replace", crash)
        with pytest.raises(KeyboardInterrupt):
            room.sync()
    room.sync()
    assert room.lexical.passages == 3
    assert room.catalog.stale(1) == []
