import threading

import pytest
import sqlalchemy as sa

from common.database import open_engine, sqlite_url
from services.search.catalog import Catalog, delete_documents, update_document
from services.search.outlines import OUTLINE, Outlines
from services.search.sources.inventory import Inventory
from services.search.sources.records import Sources
from services.search.sources.walking import Entry
from services.search.tables import DOCUMENTS, SOURCES

PLAIN = [name for name in OUTLINE.names if name not in ("type", "folder")]


@pytest.fixture
def engine(tmp_path):
    engine = open_engine(sqlite_url(tmp_path / "search.sqlite"))
    source = Sources(engine).add("総務", tmp_path, [])
    names = ("要綱.txt", "課/係/要領.txt", "課/通知.md")
    Catalog(engine)
    Inventory(engine).record(source.number, added=[entry(name) for name in names])
    yield engine
    engine.dispose()


def entry(name):
    return Entry(name.encode(), name, 1, 0)


def same(one, other):
    """Whether the rows are, whatever numbers stand for the names."""
    named = [
        [(*row[PLAIN].tolist(), table.types[row["type"]], table.folders[row["folder"]]) for row in table.rows]
        for table in (one, other)
    ]
    return named[0] == named[1]


@pytest.fixture
def outlines(engine):
    return Outlines(engine)


def read(engine):
    """How many statements read documents, from here on."""
    seen = []
    sa.event.listen(engine, "before_cursor_execute", lambda *arguments: seen.append(arguments[2]))
    return seen


def test_what_was_read_once_is_not_read_again(engine, outlines):
    first = outlines.table()
    statements = read(engine)
    with engine.begin() as connection:
        connection.execute(sa.update(SOURCES).values(name="財政"))
    assert outlines.table() is first
    assert not any("SELECT" in statement for statement in statements)
    assert [first.types[number] for number in first.rows["type"]] == ["txt", "txt", "md"]
    assert [first.folders[number] for number in first.rows["folder"]] == ["", "課/係", "課"]
    assert first.of([3, 4, 1])["number"].tolist() == [3, 1]
    assert first.of([])["number"].tolist() == []


def test_only_what_changed_or_was_added_is_read_again(engine, outlines):
    before = outlines.table()
    with engine.begin() as connection:
        update_document(connection, 2, access=7)
    statements = read(engine)
    assert outlines.table().rows["access"].tolist() == [0, 7, 0]
    assert len(statements) == 1
    assert before.rows["access"].tolist() == [0, 0, 0], "a search may be reading it"
    Inventory(engine).record(1, added=[entry("課/新.txt")])
    assert outlines.table().rows["number"].tolist() == [1, 2, 3, 4]
    with engine.begin() as connection:
        delete_documents(connection, [1, 4])
    assert same(outlines.table(), Outlines(engine).table())


@pytest.mark.parametrize(
    "change",
    [
        sa.update(DOCUMENTS).values(access=7),
        sa.delete(SOURCES),
        sa.update(DOCUMENTS).values(state="missing"),
    ],
)
def test_any_other_change_makes_all_be_read_again(engine, outlines, change):
    before = outlines.table()
    with engine.begin() as connection:
        connection.execute(change)
    now = outlines.table()
    assert same(now, Outlines(engine).table())
    assert not same(now, before)


def test_what_changes_while_it_is_read_is_not_kept(engine, outlines):
    began, changed = threading.Event(), threading.Event()

    def wait(*_):
        if threading.current_thread() is reader:
            began.set()
            changed.wait(10)

    sa.event.listen(engine, "after_cursor_execute", wait)
    reader = threading.Thread(target=outlines.table)
    reader.start()
    assert began.wait(10)
    with engine.begin() as connection:
        update_document(connection, 1, access=7)
    changed.set()
    reader.join()
    assert outlines.table().of([1])["access"].tolist() == [7]


def test_what_cannot_be_read_now_is_read_later(engine, outlines):
    outlines.table()
    with engine.begin() as connection:
        update_document(connection, 1, access=7)

    def fail(*_):
        raise sa.exc.OperationalError("", None, OSError("the disk is gone"))

    sa.event.listen(engine, "before_cursor_execute", fail)
    with pytest.raises(sa.exc.OperationalError):
        outlines.table()
    sa.event.remove(engine, "before_cursor_execute", fail)
    assert outlines.table().of([1])["access"].tolist() == [7]


def test_forgetting_is_for_what_others_wrote(engine, outlines):
    outlines.table()
    plain = engine.raw_connection()
    plain.execute("UPDATE search_documents SET access = 7")
    plain.commit()
    plain.close()
    outlines.forget()
    assert outlines.table().of([1])["access"].tolist() == [7]


def test_the_numbers_of_names_stay_true_for_a_search_under_way(engine, outlines):
    before = outlines.table()
    with engine.begin() as connection:
        delete_documents(connection, [1])
    outlines.forget()
    after = outlines.table()
    assert len(after.rows) == 2
    assert [after.folders[number] for number in before.rows["folder"]] == ["", "課/係", "課"]
