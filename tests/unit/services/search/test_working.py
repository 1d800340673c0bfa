import threading
import time

import pytest

from services.search.working import Work


def test_steps_go_side_by_side_and_none_during_a_halt() -> None:
    work, log = Work(), []
    inside = threading.Barrier(2, timeout=10)

    def step() -> None:
        with work.step():
            inside.wait()
            time.sleep(0.05)
            log.append("step")

    def halt() -> None:
        with work.halt():
            log.append("halt")
            time.sleep(0.05)
            log.append("end of halt")

    def late() -> None:
        with work.step():
            log.append("late")

    threads = [threading.Thread(target=step) for _ in range(2)]
    for thread in threads:
        thread.start()
    time.sleep(0.02)
    for target in (halt, late):
        threads.append(threading.Thread(target=target))
        threads[-1].start()
        time.sleep(0.01)
    for thread in threads:
        thread.join(timeout=10)
    assert log == ["step", "step", "halt", "end of halt", "late"]


def test_who_gives_up_waiting_lets_the_others_go_on(monkeypatch) -> None:
    monkeypatch.setattr("services.search.working.LOOK_SECONDS", 0.01)
    work = Work()

    def give_up() -> None:
        raise KeyboardInterrupt

    with work.step(), pytest.raises(KeyboardInterrupt), work.halt(give_up):
        raise AssertionError("a step is under way")
    with work.halt(), pytest.raises(KeyboardInterrupt), work.halt(give_up):
        raise AssertionError("another halt is under way")
    with work.step():
        pass
