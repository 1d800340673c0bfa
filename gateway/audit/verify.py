"""Is the chain whole? Read line by line, so a file of any size is checked in little memory."""

import json
from dataclasses import dataclass
from pathlib import Path

from gateway.audit.entry import GENESIS, canonical, hash_of


@dataclass(frozen=True)
class Verdict:
    lines: int
    """Whole lines before the fault, or all of them."""
    head: str
    fault: str | None = None
    """The first broken line and what is wrong with it."""


def verify(path: Path) -> Verdict:
    """Raises FileNotFoundError when there is no audit file."""
    number, head = 0, GENESIS
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            fault = _fault(line, number, head)
            if fault is not None:
                return Verdict(number - 1, head, f"line {number}: {fault}")
            head = json.loads(line)["hash"]
    return Verdict(number, head)


def _fault(line: bytes, number: int, head: str) -> str | None:
    if not line.endswith(b"\n"):
        return "torn: it has no end (the next start removes it and says so)"
    try:
        members = json.loads(line)
    except ValueError:
        return "not JSON"
    if not isinstance(members, dict) or canonical(members).encode() + b"\n" != line:
        return "not written by the audit"
    if members.get("seq") != number:
        return f"its number is {members.get('seq')}: lines were removed, added or moved"
    if members.get("previous") != head:
        return "it does not follow the line before it"
    given = members.pop("hash", None)
    return None if given == hash_of(members) else "its content was changed"
