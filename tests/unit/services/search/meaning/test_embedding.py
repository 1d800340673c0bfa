import threading
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.errors import ModelMissing
from common.models import ModelStore
from common.resident import Resident
from services.search.meaning.embedding import MOST_CHARACTERS, Embedder, Turn, batches


def resident(name, load):
    return Resident(name, load, idle_seconds=60)


def test_one_at_a_time_and_those_in_a_hurry_first() -> None:
    turn, order = Turn(), []

    def take(name: str, *, urgent: bool) -> None:
        with turn.take(urgent=urgent):
            order.append(name)
            time.sleep(0.01)

    with turn.take(urgent=False):
        threads = [
            threading.Thread(target=take, args=(f"sync {n}",), kwargs={"urgent": False}) for n in range(3)
        ]
        for thread in threads:
            thread.start()
        time.sleep(0.05)
        threads.append(threading.Thread(target=take, args=("query",), kwargs={"urgent": True}))
        threads[-1].start()
        time.sleep(0.05)
        assert order == []
    for thread in threads:
        thread.join()
    assert order[0] == "query"
    assert len(order) == 4


def test_a_failure_gives_the_turn_back() -> None:
    turn = Turn()
    with pytest.raises(KeyError), turn.take(urgent=True):
        raise KeyError
    with turn.take(urgent=False):
        pass


def test_a_missing_model_is_said(without_models) -> None:
    embedder = Embedder(ModelStore(without_models.models), without_models.search.model, resident)
    with pytest.raises(ModelMissing):
        embedder.query("減免")
    with pytest.raises(ModelMissing):
        embedder.passages(["減免"], lambda: None)


@pytest.mark.models
@pytest.mark.slow
def test_vectors_are_unit_in_the_order_of_the_texts_and_near_what_means_the_same(settings) -> None:
    embedder = Embedder(ModelStore(settings.models), settings.search.model, resident)
    texts = [f"{'図書館の開館時間。' * (n % 5 + 1)}" for n in range(18)] + ["料金の免除を申請できます。"]
    checks: list[None] = []
    vectors = embedder.passages(texts, lambda: checks.append(None))
    assert vectors.shape == (19, 384)
    assert vectors.dtype == np.float32
    assert len(checks) >= 1
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)
    assert int(np.argmax(vectors @ embedder.query("お金が払えないときは").vector)) == 18
    alone = embedder.passages([texts[3]], lambda: None)[0]
    assert float(alone @ vectors[3]) > 0.999


@given(st.lists(st.integers(0, 3000), max_size=60))
def test_every_text_is_in_one_batch_and_no_batch_is_too_long(lengths: list[int]) -> None:
    found = batches(lengths)
    assert sorted(index for batch in found for index in batch) == list(range(len(lengths)))
    for batch in found:
        assert len(batch) == 1 or len(batch) * max(lengths[n] for n in batch) <= MOST_CHARACTERS
