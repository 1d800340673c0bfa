"""Hear of changes in a folder from the file system (inotify on Linux, through watchdog)."""

import logging
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

log = logging.getLogger(__name__)
MOST_FOLDERS = 1000
"""With more changed folders than this, looking at all of the source costs less."""


class Watch:
    """The folders in which something changed. Their order and kind do not matter: each is looked at again."""

    def __init__(self, root: Path, clock: Callable[[], float]) -> None:
        self._root = os.fsencode(root)
        self._clock = clock
        self._lock = threading.Lock()
        self._folders: set[bytes] = set()
        self._first = self._last = 0.0
        self._observer: Any = None

    def dispatch(self, event: Any) -> None:
        """What watchdog calls, in its own thread."""
        if event.event_type in ("opened", "closed_no_write"):
            return
        for path in (event.src_path, event.dest_path):
            if path:
                self.note(os.fsencode(path))

    def note(self, path: bytes) -> None:
        """Something of this file or folder changed: its folder is to be looked at, and itself if it is one."""
        relative = path[len(self._root) :].strip(b"/")
        here = Path(os.fsdecode(path))
        is_folder = here.is_dir() and not here.is_symlink()
        with self._lock:
            if not self._folders:
                self._first = self._clock()
            self._last = self._clock()
            self._folders.add(relative.rpartition(b"/")[0])
            if is_folder:
                self._folders.add(relative)

    def is_ripe(self, now: float, quiet: float, longest: float) -> bool:
        with self._lock:
            return bool(self._folders) and (now - self._last >= quiet or now - self._first >= longest)

    def take(self) -> list[bytes] | None:
        """The changed folders, which are then forgotten; None for all of the source."""
        with self._lock:
            folders, self._folders = self._folders, set()
        return sorted(folders) if len(folders) <= MOST_FOLDERS else None

    @property
    def is_alive(self) -> bool:
        return bool(self._observer is not None and self._observer.is_alive())

    def start(self) -> None:
        """Raises OSError when the system cannot watch so many folders."""
        from watchdog.observers import Observer

        self._observer = Observer()
        self._observer.schedule(self, str(self._root, "utf-8", "surrogateescape"), recursive=True)
        self._observer.start()

    def stop(self) -> None:
        if self._observer is not None:
            self._observer.unschedule_all()
            self._observer.stop()
            if self._observer.is_alive():
                self._observer.join()


def start_watching(root: Path, clock: Callable[[], float]) -> Watch | None:
    """A running watch; None where the system cannot, which leaves polling."""
    watch = Watch(root, clock)
    try:
        watch.start()
    except OSError as error:
        log.warning("a source cannot be watched and is polled instead", extra={"errno": error.errno})
        watch.stop()
        return None
    return watch
