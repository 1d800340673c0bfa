"""Writing the lexical index, in a process of its own.

Cutting texts into words is most of the work of indexing. In a thread it would stop every search again and again,
since threads of one process share one interpreter; in a process it takes another core, and gives way to searches by
its niceness. What arrives is committed as one change, or not at all.
"""

import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from itertools import chain, islice
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

import tantivy

from common import children
from common.resident import Resident
from services.search.words.analyzer import WordAnalyzer, load_dictionary
from services.search.words.entries import EntryMaker, IndexedPassage, open_index
from services.search.words.rows import WordRower

NICENESS = 10
THREADS = 2
HEAP_BYTES = 48 * 1024**2
SENT_AT_ONCE = 100
"""Passages."""
LOCK_SECONDS = 60.0
"""What a writer that outlived its service has to finish in."""
LOOK_SECONDS = 0.1
DAY_SECONDS = 86_400.0


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
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = children.start(__name__, "serve", theirs.fileno(), descriptors=[theirs.fileno()])
        self._connection = Connection(ours.detach())
        return self._connection


def serve(descriptor: int) -> None:
    """The writer's end: one change after another, until the caller is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(NICENESS)
    rower = WordRower(WordAnalyzer(Resident("sudachi", load_dictionary, idle_seconds=DAY_SECONDS)))
    connection = Connection(descriptor)
    with ThreadPoolExecutor(THREADS) as threads, suppress(EOFError, ConnectionError):
        while True:
            connection.send(_problem_of(connection, connection.recv(), EntryMaker(rower), threads))


def _problem_of(connection: Connection, change: Change, maker: EntryMaker, threads: Executor) -> str | None:
    """Make one change; what went wrong, if anything did."""
    parts = iter(connection.recv, [])
    try:
        _write(change, chain.from_iterable(threads.map(maker.entry, part) for part in parts))
    except (OSError, ValueError) as problem:
        if isinstance(problem, EOFError | ConnectionError):
            raise
        for _ in parts:
            pass
        return f"{type(problem).__name__}: {problem}"
    return None


def _write(change: Change, entries: Iterable[Any]) -> None:
    index = open_index(change.folder)
    writer = _writer(index)
    try:
        # By query: the deletion by term misses integer terms silently in tantivy-py 0.27.
        these = tantivy.Query.term_set_query(index.schema, "document", list(change.documents))
        writer.delete_documents_by_query(these)
        for entry in entries:
            writer.add_document(entry)
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
