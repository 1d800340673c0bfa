"""Open the tables of the search service, bringing those of an earlier version up to date.

Columns and indexes are only ever added, and every new column is nullable or has a server default, so that
a database needs no other migration than this.
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from services.search.tables import DOCUMENTS, METADATA

ROWS_AT_ONCE = 5000


def open_tables(engine: sa.Engine) -> None:
    """Create what is missing. Harmless when nothing is."""
    METADATA.create_all(engine)
    present = sa.inspect(engine)
    with engine.begin() as connection:
        for table in METADATA.sorted_tables:
            _add_columns(connection, table, {column["name"] for column in present.get_columns(table.name)})
            _add_indexes(connection, table, {str(index["name"]) for index in present.get_indexes(table.name)})
    _fill_folders(engine)


def _add_columns(connection: sa.Connection, table: sa.Table, present: set[str]) -> None:
    for column in table.columns:
        if column.name not in present:
            ddl = sa.schema.CreateColumn(column).compile(dialect=connection.dialect)
            connection.exec_driver_sql(f"ALTER TABLE {table.name} ADD COLUMN {ddl}")


def _add_indexes(connection: sa.Connection, table: sa.Table, present: set[str]) -> None:
    for index in table.indexes:
        if index.name not in present:
            index.create(connection)


def _fill_folders(engine: sa.Engine) -> None:
    columns = DOCUMENTS.c
    query = sa.select(columns.number, columns.raw_path).where(columns.folder.is_(None)).limit(ROWS_AT_ONCE)
    change = (
        sa.update(DOCUMENTS).where(columns.number == sa.bindparam("of")).values(folder=sa.bindparam("to"))
    )
    rows: Sequence[Any] = [True]
    while rows:
        with engine.begin() as connection:
            rows = connection.execute(query).all()
            if rows:
                values = [{"of": row.number, "to": folder_of(row.raw_path)} for row in rows]
                connection.execute(change, values)


def folder_of(raw_path: bytes) -> bytes:
    """The folder of a file, relative to the source; empty for the source itself."""
    return raw_path.rpartition(b"/")[0]
