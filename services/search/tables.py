"""The tables of the search service: the truth from which both indexes can be made again.

A passage's number is `document << PASSAGE_BITS | ordinal`, so that it is stable, says whose it is, and
fits the 64-bit ids of the lexical and the vector index.
"""

from collections.abc import Collection
from datetime import UTC, datetime

import sqlalchemy as sa

PASSAGE_BITS = 20
MOST_PASSAGES = 1 << PASSAGE_BITS

METADATA = sa.MetaData()
NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")

SOURCES = sa.Table(
    "search_sources",
    METADATA,
    sa.Column("number", NUMBER, primary_key=True),
    sa.Column("name", sa.String(64), nullable=False, unique=True),
    sa.Column("path", sa.Text, nullable=False),
    sa.Column("readers", sa.JSON, nullable=False),
    sa.Column("sync_job", sa.String(64)),
    sa.Column("synced_at", sa.DateTime(timezone=True)),
    sa.Column("options", sa.JSON),
    sa.Column("mount", sa.JSON),
    sa.Column("trouble", sa.Text),
    sa.Column("tried_at", sa.DateTime(timezone=True)),
    sa.Column("report", sa.JSON),
    sqlite_autoincrement=True,
)
"""`mount` is where the folder lay at the last sync, `trouble` why it could not be read since, `report` the
pace of the latest sync."""

DOCUMENTS = sa.Table(
    "search_documents",
    METADATA,
    sa.Column("number", NUMBER, primary_key=True),
    sa.Column("id", sa.String(32), nullable=False, unique=True),
    sa.Column("source", sa.ForeignKey(SOURCES.c.number, ondelete="CASCADE"), nullable=False),
    sa.Column("raw_path", sa.LargeBinary, nullable=False),
    sa.Column("path", sa.Text, nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("modified_ns", sa.BigInteger, nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("sha256", sa.String(64)),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("type", sa.String(16), nullable=False),
    sa.Column("notes", sa.JSON, nullable=False),
    sa.Column("failure", sa.JSON),
    sa.Column("indexed_at", sa.DateTime(timezone=True)),
    sa.Column("folder", sa.LargeBinary),
    sa.Column("changed_ns", sa.BigInteger),
    sa.Column("inode", sa.BigInteger),
    sa.Column("access", sa.BigInteger, nullable=False, server_default="0"),
    sa.Column("author", sa.Text),
    sa.Column("reader", sa.Integer, nullable=False, server_default="0"),
    sa.Column("likeness", sa.BigInteger),
    sa.Column("renewed_at", sa.DateTime(timezone=True)),
    sa.Column("embedded_at", sa.DateTime(timezone=True)),
    sa.UniqueConstraint("source", "raw_path"),
    sa.Index("search_documents_by_state", "source", "state"),
    sa.Index("search_documents_by_folder", "source", "folder"),
    sa.Index("search_documents_by_access", "access"),
    sqlite_autoincrement=True,
)
"""`raw_path` is the relative path as the file system has it, `folder` what is before its last slash; `path`
is the same for people. `access` is the number of an access list, 0 where the source's readers decide; `reader` is
`catalog.READER` as it was when the file was read. `likeness` is the signature of its text (`likeness.py`), 0 where it has none;
`renewed_at` is when the text was last new, which a file that is only read again does not change; `embedded_at` is when
meaning began to find it after that."""

ACCESS_LISTS = sa.Table(
    "search_access_lists",
    METADATA,
    sa.Column("number", NUMBER, primary_key=True),
    sa.Column("hash", sa.String(64), nullable=False, unique=True),
    sa.Column("rule", sa.JSON, nullable=False),
    sqlite_autoincrement=True,
)
"""Who may read files, once for all files with the same answer."""

IDENTITIES = sa.Table(
    "search_identities",
    METADATA,
    sa.Column("number", NUMBER, primary_key=True),
    sa.Column("principal", sa.String(200), nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("name", sa.String(128), nullable=False),
    sa.UniqueConstraint("principal", "kind", "name"),
    sqlite_autoincrement=True,
)
"""Which user or role of ours a uid, gid or SID of the file servers is."""

PASSAGES = sa.Table(
    "search_passages",
    METADATA,
    sa.Column("number", NUMBER, primary_key=True, autoincrement=False),
    sa.Column("document", sa.ForeignKey(DOCUMENTS.c.number, ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("place", sa.JSON, nullable=False),
    sa.Column("hash", sa.String(64), nullable=False, index=True),
)
"""`hash` is of what is embedded, so that equal text is embedded once."""

VECTORS = sa.Table(
    "search_vectors",
    METADATA,
    sa.Column("model", sa.String(64), primary_key=True),
    sa.Column("hash", sa.String(64), primary_key=True),
    sa.Column("vector", sa.LargeBinary, nullable=False),
)
"""`vector` is little-endian float32, of length 1."""

MODELS = sa.Table(
    "search_models",
    METADATA,
    sa.Column("key", sa.String(64), primary_key=True),
    sa.Column("name", sa.String(64), nullable=False),
    sa.Column("digest", sa.String(64)),
    sa.Column("serves", sa.Boolean, nullable=False),
)
"""The models that have vectors, by their key there; `digest` is of the files. One of them serves."""

STALE = sa.Table(
    "search_stale",
    METADATA,
    sa.Column("number", NUMBER, primary_key=True),
    sa.Column("document", sa.BigInteger, nullable=False),
    sqlite_autoincrement=True,
)
"""Documents whose entry in the lexical index is out of date; a deleted document is here too."""


SYNONYMS = sa.Table(
    "search_synonyms",
    METADATA,
    sa.Column("number", NUMBER, primary_key=True),
    sa.Column("words", sa.JSON, nullable=False),
)
"""Groups of words that mean the same."""


SAVED_SEARCHES = sa.Table(
    "search_saved",
    METADATA,
    sa.Column("number", NUMBER, primary_key=True),
    sa.Column("id", sa.String(32), nullable=False, unique=True),
    sa.Column("owner", sa.String(200), nullable=False, index=True),
    sa.Column("name", sa.String(100), nullable=False),
    sa.Column("query", sa.JSON, nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
    sqlite_autoincrement=True,
)
"""What people search for again and again; documents renewed after `seen_at` are new to them."""


IS_HERE = DOCUMENTS.c.state != "missing"
CHUNK = 500
"""Values of one IN list; SQLite takes no more than some ten thousand."""


def chunks(values: Collection[int]) -> list[list[int]]:
    ordered = list(values)
    return [ordered[at : at + CHUNK] for at in range(0, len(ordered), CHUNK)]


def passage_number(document: int, ordinal: int) -> int:
    return document << PASSAGE_BITS | ordinal


def document_of(passage: int) -> int:
    return passage >> PASSAGE_BITS


def ordinal_of(passage: int) -> int:
    """Its place among the passages of its document, from 0."""
    return passage & (MOST_PASSAGES - 1)


def in_utc(moment: datetime | None) -> datetime | None:
    """A stored time with its zone, which SQLite forgets; all of them are UTC."""
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment
