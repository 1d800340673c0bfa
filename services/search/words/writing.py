"""Writing the lexical index, in a process of its own.

Cutting texts into words is most of the work of indexing. In a thread it would stop every search again and again,
since threads of one process share one interpreter; in a process it takes another core, and gives way to searches by
its niceness. Where there is much to cut, a second process cuts half of it. What arrives is committed as one change,
or not at all.
"""

import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

import tantivy

from common import children
from common.japanese.sudachi import Sudachi
from common.resident import Resident
from services.search.words.analyzer import WordAnalyzer
from services.search.words.entries import Entry, EntryMaker, IndexedPassage, open_index
from services.search.words.rows import WordRower

NICENESS = 10
HEAP_BYTES = 48 * 1024**2
SENT_AT_ONCE = 100
"""Passages."""
WORTH_SHARING = 50
"""Passages; of fewer, one process makes the entries alone."""
THEIRS = 0.6
"""Of the passages, for the helper: this process also hands the entries to tantivy."""
LOCK_SECONDS = 60.0
"""What a writer that outlived its service has to finish in."""
LOOK_SECONDS = 0.1
DAY_SECONDS = 86_400.0


PREPARE = None
"""Sent in the place of a change."""


class NotWritten(Exception):
    """The index is as it was before."""


class Change(NamedTuple):
    """Drop all that is indexed of `documents`, then add the passages that follow."""

    folder: Path
    documents: Collection[int]


class Writer:
    """The caller's end. The process starts with the first change, and again if it was lost; it ends with this object
    or with the caller's process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._connection: Connection | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def write(self, change: Change, passages: Iterable[IndexedPassage]) -> None:
        """Make the change. Raises NotWritten, or whatever `passages` raises, and nothing has changed."""
        with self._lock, self._speaking() as connection:
            connection.send(change)
            passing = iter(passages)
            while part := list(islice(passing, SENT_AT_ONCE)):
                connection.send(part)
            connection.send([])
            problem = connection.recv()
        if problem is not None:
            raise NotWritten(problem)

    def prepare(self) -> None:
        """Start both processes, which takes a second that the caller may use: much is going to be written.

        What goes wrong here is met again by whoever writes.
        """
        with suppress(NotWritten), self._lock, self._speaking() as connection:
            connection.send(PREPARE)

    def close(self) -> None:
        """End the process; what is not committed is lost."""
        if self._connection is not None:
            self._connection.close()
        if self._process is not None:
            self._process.wait()
        self._connection = self._process = None

    __del__ = close

    @contextmanager
    def _speaking(self) -> Iterator[Connection]:
        """A change that is cut short ends the process, which forgets it."""
        connection = self._connection or self._start()
        try:
            yield connection
        except (EOFError, ConnectionError) as problem:
            self.close()
            raise NotWritten("the process that writes the lexical index ended") from problem
        except BaseException:
            self.close()
            raise

    def _start(self) -> Connection:
        self._process, self._connection = _connected("serve")
        return self._connection


class Helper:
    """The second process; it starts with the first part that is worth sharing and ends with the first one."""

    def __init__(self, maker: EntryMaker) -> None:
        self._maker = maker
        self._connection: Connection | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> Connection:
        if self._connection is None:
            self._process, self._connection = _connected("help_out")
        return self._connection

    def entries(self, parts: Iterable[Sequence[IndexedPassage]]) -> Iterator[Entry]:
        """Those of all parts, in order. The larger half of each is made there while the rest is made here, and
        while the caller does what it does with those of the part before."""
        made: list[Entry] = []
        for part in parts:
            theirs = int(THEIRS * len(part)) if len(part) >= WORTH_SHARING else 0
            if theirs:
                self.start().send(part[:theirs])
            yield from made
            ours = list(map(self._maker.entry, part[theirs:]))
            made = [*self.start().recv(), *ours] if theirs else ours
        yield from made


def _connected(function: str) -> tuple[subprocess.Popen[bytes], Connection]:
    """One of the functions below in a process that ends when the connection does."""
    ours, theirs = socket.socketpair()
    with theirs:
        process = children.start(__name__, function, theirs.fileno(), descriptors=[theirs.fileno()])
    return process, Connection(ours.detach())


def serve(descriptor: int) -> None:
    """The writer's end: one change after another, until the caller is gone."""
    os.nice(NICENESS)
    connection, helper = Connection(descriptor), Helper(_maker())
    with suppress(EOFError, ConnectionError):
        while True:
            change = connection.recv()
            if change is PREPARE:
                helper.start()
            else:
                connection.send(_problem_of(connection, change, helper))


def help_out(descriptor: int) -> None:
    """The helper's end: the entries of one part after another, until the writer is gone. It is as nice as that."""
    maker, connection = _maker(), Connection(descriptor)
    with suppress(EOFError, ConnectionError):
        while True:
            connection.send(list(map(maker.entry, connection.recv())))


def _maker() -> EntryMaker:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return EntryMaker(WordRower(WordAnalyzer(Resident("sudachi", Sudachi, idle_seconds=DAY_SECONDS))))


def _problem_of(connection: Connection, change: Change, helper: Helper) -> str | None:
    """Make one change; what went wrong, if anything did."""
    parts = iter(connection.recv, [])
    try:
        _write(change, (entry.document() for entry in helper.entries(parts)))
    except (OSError, ValueError) as problem:
        if isinstance(problem, EOFError | ConnectionError):
            raise
        for _ in parts:
            pass
        return f"{type(problem).__name__}: {problem}"
    return None


def _write(change: Change, documents: Iterable[Any]) -> None:
    index = open_index(change.folder)
    writer = _writer(index)
    try:
        # By query: the deletion by term misses integer terms silently in tantivy-py 0.27.
        these = tantivy.Query.term_set_query(index.schema, "document", list(change.documents))
        writer.delete_documents_by_query(these)
        for document in documents:
            writer.add_document(document)
        writer.commit()
    finally:
        writer.wait_merging_threads()


def _writer(index: Any) -> Any:
    until = time.monotonic() + LOCK_SECONDS
    while True:
        try:
            return index.writer(HEAP_BYTES, 1)
        except ValueError as problem:
            if "LockBusy" not in str(problem) or time.monotonic() > until:
                raise
        time.sleep(LOOK_SECONDS)
