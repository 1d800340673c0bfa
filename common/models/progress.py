"""One line that says how far a long step is."""

import sys
import time
from typing import Protocol, TextIO

MB = 1000**2


class Tell(Protocol):
    def line(self, text: str) -> None: ...
    def update(self, label: str, done: int, total: int | None, unit: str = "MB") -> None: ...


class Console:
    """Rewrites one line on a terminal; elsewhere writes a line every `interval` seconds."""

    def __init__(self, stream: TextIO | None = None, interval: float = 5.0) -> None:
        self.stream = stream or sys.stdout
        self.terminal = self.stream.isatty()
        self.interval = 0.1 if self.terminal else interval
        self._label = ""
        self._last = 0.0
        self._open = False

    def line(self, text: str) -> None:
        self._write(("\r\033[K" if self._open else "") + text + "\n")
        self._open = False

    def update(self, label: str, done: int, total: int | None, unit: str = "MB") -> None:
        finished = total is not None and done >= total
        now = time.monotonic()
        if label == self._label and not finished and now - self._last < self.interval:
            return
        self._label, self._last = label, now
        text = f"  {label} {amount(done, total, unit)}"
        if self.terminal and not finished:
            self._write(f"\r\033[K{text}")
            self._open = True
        else:
            self.line(text)

    def _write(self, text: str) -> None:
        self.stream.write(text)
        self.stream.flush()


class Quiet:
    """Says nothing; for callers that have no console."""

    def line(self, text: str) -> None:
        """Drop `text`."""

    def update(self, label: str, done: int, total: int | None, unit: str = "MB") -> None:
        """Drop the figures."""


def amount(done: int, total: int | None, unit: str) -> str:
    """`12/145 MB` for bytes, `3/28` for anything counted."""
    if unit != "MB":
        return (f"{done}/{total} {unit}" if total is not None else f"{done} {unit}").rstrip()
    if total is None:
        return f"{done / MB:,.0f} MB"
    return f"{done / MB:,.0f}/{total / MB:,.0f} MB"
