import threading
import time

import pytest

from common.resident import Resident


class Model:
    def __init__(self) -> None:
        self.closed = False


def test_a_model_is_loaded_once_on_first_use():
    loads: list[Model] = []

    def load() -> Model:
        time.sleep(0.05)
        loads.append(Model())
        return loads[-1]

    resident = Resident("m", load, idle_seconds=60)
    assert not resident.loaded
    seen: list[Model] = []

    def use() -> None:
        with resident.use() as model:
            seen.append(model)

    threads = [threading.Thread(target=use) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(loads) == 1
    assert seen == loads * 8
    resident.unload()


def test_an_idle_model_is_unloaded_and_loads_again():
    resident = Resident("m", Model, idle_seconds=0.05)
    with resident.use() as first:
        time.sleep(0.15)
        assert resident.loaded, "never while in use"
    deadline = time.monotonic() + 5
    while resident.loaded and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not resident.loaded
    with resident.use() as second:
        assert second is not first
    resident.unload()


def test_a_model_in_use_is_not_unloaded():
    resident = Resident("m", Model, idle_seconds=60)
    with resident.use():
        assert resident.unload() is False
    assert resident.unload() is True


def test_a_load_that_fails_can_be_tried_again():
    answers = iter([RuntimeError("no memory"), Model()])

    def load() -> Model:
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    resident = Resident("m", load, idle_seconds=60)
    with pytest.raises(RuntimeError), resident.use():
        pass
    with resident.use() as model:
        assert isinstance(model, Model)
    resident.unload()
