import threading

import pytest
import sqlalchemy as sa

from common.database import open_engine, sqlite_url
from services.search.catalog import Catalog, update_document
from services.search.outlines import Outlines
from services.search.sources.inventory import Inventory
from services.search.sources.records import Sources
from services.search.sources.walking import Entry
from services.search.tables import DOCUMENTS, SOURCES


@pytest.fixture
def engine(tmp_path):
    engine = open_engine(sqlite_url(tmp_path / "search.sqlite"))
    source = Sources(engine).add("総務", tmp_path, [])
    names = ("要綱.txt", "要領.txt", "通知.txt")
    Catalog(engine)
    Inventory(engine).record(source.number, added=[Entry(n.encode(), n, 1, 0) for n in names])
    yield engine
    engine.dispose()


@pytest.fixture
def outlines(engine):
    return Outlines(engine)


def read(engine):
    """How many statements read documents, from here on."""
    seen = []
    sa.event.listen(engine, "before_cursor_execute", lambda *arguments: seen.append(arguments[2]))
    return seen


def test_what_was_read_once_is_not_read_again(engine, outlines):
    first = outlines.of([1, 2, 3, 4])
    statements = read(engine)
    assert outlines.of([1, 2, 3]) == first
    assert statements == []
    assert [first[number].path for number in (1, 2, 3)] == ["要綱.txt", "要領.txt", "通知.txt"]
    assert first[1].source_name == "総務"


def test_a_change_that_says_of_what_makes_only_that_be_read_again(engine, outlines):
    outlines.of([1, 2, 3])
    with engine.begin() as connection:
        update_document(connection, 2, title="新しい要領")
    statements = read(engine)
    assert outlines.of([1, 3]).keys() == {1, 3}
    assert statements == []
    assert outlines.of([2])[2].title == "新しい要領"


@pytest.mark.parametrize(
    "change",
    [
        sa.update(DOCUMENTS).values(access=7),
        sa.update(SOURCES).values(name="財政"),
        sa.delete(SOURCES),
        sa.update(DOCUMENTS).values(state="missing"),
    ],
)
def test_any_other_change_makes_all_be_read_again(engine, outlines, change):
    before = outlines.of([1, 2, 3])
    with engine.begin() as connection:
        connection.execute(change)
    assert outlines.of([1, 2, 3]) == Outlines(engine).of([1, 2, 3]) != before


def test_what_changes_while_it_is_read_is_not_kept(engine, outlines):
    began, changed = threading.Event(), threading.Event()

    def wait(*_):
        if threading.current_thread() is reader:
            began.set()
            changed.wait(10)

    sa.event.listen(engine, "after_cursor_execute", wait)
    reader = threading.Thread(target=lambda: outlines.of([1]))
    reader.start()
    assert began.wait(10)
    with engine.begin() as connection:
        update_document(connection, 1, title="後の題")
    changed.set()
    reader.join()
    assert outlines.of([1])[1].title == "後の題"


def test_forgetting_is_for_what_others_wrote(engine, outlines):
    outlines.of([1])
    plain = engine.raw_connection()
    plain.execute("UPDATE search_documents SET title = '外から'")
    plain.commit()
    plain.close()
    outlines.forget()
    assert outlines.of([1])[1].title == "外から"
