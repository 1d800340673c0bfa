import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from services.search.tables import passage_number
from services.search.words.entries import IndexedPassage, open_index
from services.search.words.writing import Change, NotWritten, Writer

ORPHAN = """
import sys, time
from pathlib import Path
from services.search.words.writing import Change, Writer
writer = Writer()
writer.write(Change(Path(sys.argv[1]), []), [])
print(writer._process.pid, flush=True)
time.sleep(60)
"""


def passages(*documents: int) -> Iterator[IndexedPassage]:
    for document in documents:
        yield IndexedPassage(passage_number(document, 0), document, 1, "txt", 0, "題", "水道料金の減免")


@pytest.fixture
def own() -> Iterator[Writer]:
    own = Writer()
    yield own
    own.close()


@pytest.fixture
def count(tmp_path: Path) -> Callable[[], int]:
    return lambda: int(open_index(tmp_path).searcher().num_docs)


def test_more_than_is_sent_at_once_is_one_change(own: Writer, tmp_path: Path, count) -> None:
    own.write(Change(tmp_path, []), passages(*range(250)))
    assert count() == 250
    own.write(Change(tmp_path, range(100)), passages(3))
    assert count() == 151


def test_who_was_killed_is_started_again_and_nothing_is_half_written(own, tmp_path: Path, count) -> None:
    def killing() -> Iterator[IndexedPassage]:
        yield from passages(*range(150))
        os.kill(own._process.pid, signal.SIGKILL)
        yield from passages(*range(150, 5000))

    own.write(Change(tmp_path, []), passages(1))
    with pytest.raises(NotWritten):
        own.write(Change(tmp_path, [1]), killing())
    assert count() == 1
    own.write(Change(tmp_path, [1]), passages(1, 2))
    assert count() == 2


def helper_of(writer: Writer) -> int | None:
    assert writer._process
    number = writer._process.pid
    children = Path(f"/proc/{number}/task/{number}/children").read_text().split()
    return int(children[0]) if children else None


def test_both_processes_start_before_there_is_anything_to_write(own: Writer, tmp_path: Path, count) -> None:
    own.prepare()
    until = time.monotonic() + 30
    while (helper := helper_of(own)) is None and time.monotonic() < until:
        time.sleep(0.05)
    assert helper is not None
    own.write(Change(tmp_path, []), passages(*range(250)))
    assert helper_of(own) == helper
    assert count() == 250


def test_a_lost_helper_loses_the_change_and_nothing_else(own: Writer, tmp_path: Path, count) -> None:
    own.write(Change(tmp_path, []), passages(*range(250)))
    helper = helper_of(own)
    assert helper
    os.kill(helper, signal.SIGKILL)
    with pytest.raises(NotWritten):
        own.write(Change(tmp_path, range(250)), passages(*range(1000)))
    assert count() == 250
    own.prepare()
    own.write(Change(tmp_path, range(250)), passages(*range(100)))
    assert count() == 100


def test_an_interrupt_from_the_keyboard_is_for_the_service_alone(own: Writer, tmp_path: Path, count) -> None:
    own.write(Change(tmp_path, []), passages(1))
    process = own._process
    assert process
    process.send_signal(signal.SIGINT)
    own.write(Change(tmp_path, []), passages(2))
    assert own._process is process
    assert count() == 2


def test_what_cannot_be_written_is_said_and_the_next_change_is_made(own, tmp_path: Path, count) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "meta.json").write_text("{", encoding="utf-8")
    with pytest.raises(NotWritten, match="ValueError"):
        own.write(Change(broken, []), passages(*range(250)))
    own.write(Change(tmp_path, []), passages(1))
    assert count() == 1


def test_a_writer_waits_for_the_end_of_another(own: Writer, tmp_path: Path, count) -> None:
    index = open_index(tmp_path)
    other = index.writer(20_000_000, 1)
    waiting = iter(passages(7))

    def slowly() -> Iterator[IndexedPassage]:
        time.sleep(0.5)
        other.wait_merging_threads()
        yield from waiting

    own.write(Change(tmp_path, []), slowly())
    assert count() == 1


def test_it_ends_with_its_caller_however_that_ends(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", ORPHAN, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as caller:
        assert caller.stdout
        number = int(caller.stdout.readline())
        caller.kill()
    until = time.monotonic() + 10
    while Path(f"/proc/{number}").exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert not Path(f"/proc/{number}").exists()
