"""The audit file: one JSON object a line, each fsynced before its action is answered."""

import fcntl
import hashlib
import json
import logging
import os
import threading
from datetime import UTC, datetime
from pathlib import Path

from common.settings import Settings
from gateway.audit.entry import GENESIS, Action, Entry, line_of
from gateway.audit.tail import BLOCK_BYTES, last_lines

log = logging.getLogger(__name__)
HEAD_EVERY = 100


def audit_file(settings: Settings) -> Path:
    return settings.data.folder / "gateway" / "audit.jsonl"


class AuditLog:
    """One writer a file, held by a lock of the kernel's that a crash gives back."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._descriptor: int | None = None
        self._size = 0
        self._seq = 0
        self._head = GENESIS

    def open(self) -> None:
        """Take the file and find the end of its chain. Raises BlockingIOError while another holds it."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            raise
        self._descriptor = descriptor
        torn = self._cut_torn_line(descriptor)
        self._resume()
        if torn:
            digest = hashlib.sha256(torn).hexdigest()
            self.append(Action(note=f"removed a torn last line of {len(torn)} bytes, sha256 {digest}"))
        self._tell_head()

    def close(self) -> None:
        if self._descriptor is not None:
            self._tell_head()
            os.close(self._descriptor)
            self._descriptor = None

    def append(self, action: Action) -> None:
        """On disk when this returns. Raises OSError, and then the file is as it was."""
        with self._lock:
            if self._descriptor is None:
                raise OSError("the audit file is not open")
            seq = self._seq + 1
            line, digest = line_of(action, seq, datetime.now(UTC), self._head)
            self._write(self._descriptor, line.encode() + b"\n")
            self._seq, self._head = seq, digest
        if seq % HEAD_EVERY == 0:
            self._tell_head()

    def latest(self, limit: int) -> list[Entry]:
        """The newest first. Lines that are no entries are left to `verify` to name."""
        entries = (_entry(line) for line in last_lines(self.path, limit))
        return [entry for entry in entries if entry is not None]

    def _write(self, descriptor: int, content: bytes) -> None:
        try:
            view = memoryview(content)
            while view:
                view = view[os.write(descriptor, view) :]
            os.fsync(descriptor)
        except OSError:
            os.ftruncate(descriptor, self._size)
            raise
        self._size += len(content)

    def _cut_torn_line(self, descriptor: int) -> bytes:
        """A kill or a power cut may leave half a line, which was never answered for; returns it."""
        start, torn = os.fstat(descriptor).st_size, b""
        while start > 0 and b"\n" not in torn:
            step = min(start, BLOCK_BYTES)
            start -= step
            torn = os.pread(descriptor, step, start) + torn
        whole = torn.rfind(b"\n") + 1
        torn = torn[whole:]
        if torn:
            os.ftruncate(descriptor, start + whole)
            os.fsync(descriptor)
        return torn

    def _resume(self) -> None:
        self._size = self.path.stat().st_size
        for line in last_lines(self.path, 1):
            entry = _entry(line)
            if entry is None:
                # A damaged end must not stop the office; the chain goes on from what is there.
                log.error("the last line of the audit is damaged; run `python -m gateway.audit verify`")
                self._head = hashlib.sha256(line).hexdigest()
            else:
                self._seq, self._head = entry.seq, entry.hash

    def _tell_head(self) -> None:
        """The service log is the second place that knows how far the chain had come."""
        log.info("audit head", extra={"seq": self._seq, "head": self._head})


def _entry(line: bytes) -> Entry | None:
    try:
        return Entry.model_validate(json.loads(line))
    except ValueError:
        return None
