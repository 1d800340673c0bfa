"""One line of the audit, and how it is tied to the one before.

    hash = SHA-256(the line without its `hash` member), and the line holds the `previous` hash.

Changing, dropping or moving a line breaks the chain there. Cutting off the end does not; the heads that
the service log receives show it.
"""

import hashlib
import json
from datetime import datetime
from typing import Any

from pydantic import BaseModel

GENESIS = "0" * 64


class Action(BaseModel, frozen=True):
    """What happened: never content, never a file's name, never the words of a query."""

    user: str | None = None
    key: str | None = None
    """The id of the key, not the key."""
    address: str | None = None
    method: str | None = None
    path: str | None = None
    """Without its query."""
    route: str | None = None
    status: int | None = None
    request_id: str | None = None
    bytes: int | None = None
    """Of the request's body, as counted."""
    sha256: str | None = None
    """Of an upload's body as it passed, when it passed whole; of a file that was deleted."""
    note: str | None = None
    """What was nobody's call: that a torn line was removed, that a service deleted something."""


class Entry(Action, frozen=True):
    seq: int
    """1, 2, 3, ..."""
    time: datetime
    previous: str
    hash: str


def line_of(action: Action, seq: int, time: datetime, previous: str) -> tuple[str, str]:
    """The line, without its newline, and its hash."""
    members = {"seq": seq, "time": time.isoformat(), **action.model_dump(exclude_none=True)}
    members["previous"] = previous
    digest = hash_of(members)
    return canonical({**members, "hash": digest}), digest


def hash_of(members: dict[str, Any]) -> str:
    return hashlib.sha256(canonical(members).encode()).hexdigest()


def canonical(members: dict[str, Any]) -> str:
    return json.dumps(members, ensure_ascii=False, separators=(",", ":"))
