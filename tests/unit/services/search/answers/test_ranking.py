import numpy as np
import pytest

from common.settings import Settings
from services.search.answers.ranking import MARGIN, Mode, Ranker, close_to_best
from services.search.meaning.embedding import Asked
from services.search.words.lexical import Filter
from services.search.words.question import plain


class Direction:
    """Stands for the embedding of any query: the direction that the test chose."""

    def __init__(self, *values: float) -> None:
        self._vector = np.array(values, np.float32)

    def query(self, _: str) -> Asked:
        return Asked(self._vector, Settings().search.model)


@pytest.fixture
def embedded(room):
    room.sync()
    missing = room.vectors.missing(room.source.number, 100)
    room.vectors.put([text.hash for text in missing], np.eye(3, dtype=np.float32))
    room.titles = [text.text.split("\n")[0] for text in missing]
    return room


def ranked(room, direction, text, mode=Mode.HYBRID) -> list[str]:
    ranker = Ranker(room.lexical, direction, room.semantic)
    scores = ranker.rank(plain(text), mode, Filter(frozenset({room.source.number}))).scores
    rows = room.catalog.documents({number >> 20 for number in scores})
    return [rows[number >> 20].title for number in sorted(scores, key=scores.__getitem__, reverse=True)]


def towards(room, title: str) -> Direction:
    return Direction(*(float(known == title) for known in room.titles))


def test_meaning_alone_ranks_when_no_word_is_shared(embedded) -> None:
    assert ranked(embedded, towards(embedded, "減免"), "xyz") == ["減免"]


def test_both_legs_bring_candidates_and_the_best_of_both_comes_first(embedded) -> None:
    found = ranked(embedded, towards(embedded, "減免"), "減免の予算")
    assert found[0] == "減免"
    assert set(found) == {"減免", "庁議"}


def test_lexical_search_does_not_ask_the_model(embedded) -> None:
    assert ranked(embedded, None, "減免", Mode.LEXICAL) == ["減免"]


def test_before_anything_is_embedded_hybrid_ranks_by_words(room) -> None:
    room.sync()
    assert ranked(room, Direction(1, 0), "減免の申請") == ["減免"]


def test_a_passage_without_a_vector_is_still_found_by_its_words(room) -> None:
    room.sync()
    missing = next(t for t in room.vectors.missing(room.source.number, 9) if t.text.startswith("庁議"))
    room.vectors.put([missing.hash], np.array([[1, 0]], np.float32))
    assert set(ranked(room, Direction(1, 0), "減免")) == {"減免", "庁議"}


def test_what_is_far_from_the_best_is_no_candidate() -> None:
    found = {1: 0.9, 2: 0.9 - MARGIN / 2, 3: 0.9 - MARGIN * 2}
    assert close_to_best(found).keys() == {1, 2}
    assert close_to_best({}) == {}
