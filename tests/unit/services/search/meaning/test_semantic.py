import threading

import numpy as np
import pytest

from common.settings import Settings
from services.search.meaning.embedding import Asked
from services.search.meaning.semantic import SemanticIndex
from services.search.tables import document_of


def asked(values, model: str = Settings().search.model) -> Asked:
    return Asked(np.array(values, np.float32), model)


@pytest.fixture
def embedded(room):
    """The room, with a vector of its own for each of the three texts."""
    room.sync()
    missing = room.vectors.missing(room.source.number, 100)
    room.vectors.put([text.hash for text in missing], np.eye(3, 4, dtype=np.float32))
    return room


def documents(room, query) -> list[str]:
    found = room.semantic.search(asked(query), 10)
    rows = room.catalog.documents({document_of(number) for number in found})
    return [rows[document_of(number)].path for number in found]


def test_the_index_is_made_from_the_stored_vectors(embedded) -> None:
    assert len(documents(embedded, [1, 0, 0, 0])) == 3


def test_changes_that_were_marked_are_followed(embedded, drive) -> None:
    assert "庁議.md" in documents(embedded, [1, 0, 0, 0])
    (drive / "庁議.md").unlink()
    embedded.sync()
    assert "庁議.md" not in documents(embedded, [1, 0, 0, 0])
    assert len(documents(embedded, [1, 0, 0, 0])) == 2


def test_vectors_that_come_later_join(room) -> None:
    room.sync()
    assert documents(room, [1, 0]) == []
    missing = room.vectors.missing(room.source.number, 100)
    room.vectors.put([missing[0].hash], np.array([[1, 0]], np.float32))
    room.semantic.mark(room.vectors.holders([missing[0].hash]))
    assert len(documents(room, [1, 0])) == 1


def test_an_index_made_anew_finds_the_same(embedded, make_room) -> None:
    before = documents(embedded, [0.2, 0.5, 0.9, 0])
    assert documents(make_room(), [0.2, 0.5, 0.9, 0]) == before


def test_scores_are_cosines_and_the_mean_is_of_length_1(embedded) -> None:
    numbers, vectors = embedded.vectors.load()
    query = asked([0.6, 0.8, 0, 0])
    scores = embedded.semantic.scores(query, numbers)
    assert scores == pytest.approx(dict(zip(numbers, (vectors @ query.vector).tolist(), strict=True)))
    mean = embedded.semantic.mean(numbers[:2])
    assert mean is not None
    assert float(mean.vector @ mean.vector) == pytest.approx(1)
    assert embedded.semantic.mean([999]) is None
    assert embedded.semantic.scores(query, [999]) == {}


def test_searches_and_changes_at_once_do_not_disturb_each_other(embedded) -> None:
    semantic: SemanticIndex = embedded.semantic
    all_documents = {document_of(number) for number in embedded.vectors.load()[0]}
    query = asked([1, 0, 0, 0])
    found: list[int] = []

    def work() -> None:
        for _ in range(30):
            semantic.mark(all_documents)
            found.append(len(semantic.search(query, 10)))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [3] * 120


def test_another_space_is_loaded_beside_and_both_follow_changes_until_it_is_taken(embedded, drive) -> None:
    other = embedded.vectors.of("other")
    missing = other.missing(None, 100)
    other.put([text.hash for text in missing], np.eye(3, 5, k=2, dtype=np.float32))
    coming = embedded.semantic.beside(other)
    (drive / "庁議.md").unlink()
    embedded.sync()
    before = asked([1, 0, 0, 0])
    assert len(embedded.semantic.search(before, 10)) == 2
    embedded.semantic.take(coming)
    assert len(embedded.semantic.search(asked([0, 0, 1, 0, 0], "other"), 10)) == 2
    assert len(embedded.semantic.search(before, 10)) == 2, "who asked just before still gets an answer"
    mean = embedded.semantic.mean(other.load()[0])
    assert mean is not None and mean.model == "other"
