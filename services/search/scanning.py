"""What changed in a source since the last sync, by size and time first and by content where these differ."""

import hashlib
import os
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from common.errors import Unavailable
from services.search.catalog import State
from services.search.walking import Entry, Walk, walk

CHUNK_BYTES = 1 << 20
TRY_AGAIN = frozenset({"unavailable", "unreadable", "unsupported_format", "internal_error"})
"""Failures that another try may cure although the file is the same: a later version reads more formats."""

KEPT = "検索の内容は前回のまま残しています。"
GONE = "検索対象のフォルダーを開けません。共有フォルダーの接続を確かめて、もう一度同期してください。" + KEPT
EMPTIED = (
    "検索対象のフォルダーが空になっています。共有フォルダーの接続を確かめてください。"
    "本当に空にした場合は、検索対象を削除してください。" + KEPT
)


@dataclass
class Changes:
    added: list[Entry] = field(default_factory=list)
    changed: list[tuple[int, Entry]] = field(default_factory=list)
    moved: list[tuple[int, Entry]] = field(default_factory=list)
    deleted: list[int] = field(default_factory=list)
    unchanged: int = 0


def look(root: Path, known: dict[bytes, Any], check: Callable[[], None]) -> Walk:
    """Walk `root`. Unavailable when it is gone, or empty where it had files: an unmounted share is both."""
    try:
        found = walk(root, check)
    except OSError:
        raise Unavailable(GONE) from None
    if known and not found.entries and not found.unreadable:
        raise Unavailable(EMPTIED)
    return found


def refuse_unmounted(root: Path) -> None:
    """Raise Unavailable when `root` cannot be listed or is empty: its files are unknown, not deleted."""
    try:
        is_empty = next(root.iterdir(), None) is None
    except OSError:
        raise Unavailable(GONE) from None
    if is_empty:
        raise Unavailable(EMPTIED)


def compare(root: Path, found: Walk, known: dict[bytes, Any], check: Callable[[], None]) -> Changes:
    """Match what was found with what is known; a moved file keeps its identity."""
    changes = Changes()
    present = {entry.raw_path for entry in found.entries}
    gone = [row for path, row in known.items() if path not in present and not found.hides(path)]
    for entry in found.entries:
        row = known.get(entry.raw_path)
        if row is None:
            changes.added.append(entry)
        elif _differs(row, entry):
            changes.changed.append((row.number, entry))
        elif row.state != State.PENDING:
            changes.unchanged += 1
    changes.moved = list(_moves(root, changes.added, gone, check))
    moved = {number for number, _ in changes.moved}
    taken = {entry.raw_path for _, entry in changes.moved}
    changes.added = [entry for entry in changes.added if entry.raw_path not in taken]
    changes.deleted = [row.number for row in gone if row.number not in moved]
    return changes


def _differs(row: Any, entry: Entry) -> bool:
    if (row.size, row.modified_ns) != (entry.size, entry.modified_ns):
        return True
    return row.state == State.FAILED and row.failure["code"] in TRY_AGAIN


def _moves(
    root: Path, added: Iterable[Entry], gone: Iterable[Any], check: Callable[[], None]
) -> Iterable[tuple[int, Entry]]:
    """New files with the size, time and content of one that vanished."""
    candidates: dict[tuple[int, int], list[Any]] = defaultdict(list)
    for row in gone:
        if row.sha256 is not None:
            candidates[row.size, row.modified_ns].append(row)
    for entry in added:
        same = candidates.get((entry.size, entry.modified_ns))
        if same and (digest := sha256_of(root, entry.raw_path, check)):
            for row in same:
                if row.sha256 == digest:
                    same.remove(row)
                    yield row.number, entry
                    break


def sha256_of(root: Path, raw_path: bytes, check: Callable[[], None]) -> str | None:
    """The hash of a file's content; None when it cannot be read now."""
    digest = hashlib.sha256()
    try:
        with (root / os.fsdecode(raw_path)).open("rb") as file:
            while block := file.read(CHUNK_BYTES):
                check()
                digest.update(block)
    except OSError:
        return None
    return digest.hexdigest()
