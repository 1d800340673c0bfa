"""The folder of the lexical index, and how another takes its place so that a kill at any moment leaves one.

A new index is filled in `NAME.new`; when it is complete it becomes `NAME.ready`, the old one `NAME.old`, and the new
one `NAME`. Whatever else lies there at the next start is what a kill left.
"""

import json
import shutil
from pathlib import Path

PARTS = ("fast", "fieldnorm", "idx", "pos", "store", "term")
"""The files of a segment in tantivy."""


def settle(folder: Path) -> None:
    """Finish or undo an exchange that was cut short."""
    if not folder.exists() and _called(folder, "ready").exists():
        _called(folder, "ready").rename(folder)
    for name in ("new", "ready", "old"):
        shutil.rmtree(_called(folder, name), ignore_errors=True)


def fresh_folder(folder: Path) -> Path:
    """Where the next index is to be made; empty."""
    fresh = _called(folder, "new")
    shutil.rmtree(fresh, ignore_errors=True)
    return fresh


def exchange(folder: Path) -> None:
    """Put the complete new index in the place of the old one, which may be gone."""
    _called(folder, "new").rename(_called(folder, "ready"))
    if folder.exists():
        folder.rename(_called(folder, "old"))
    _called(folder, "ready").rename(folder)
    shutil.rmtree(_called(folder, "old"), ignore_errors=True)


def is_whole(folder: Path) -> bool:
    """Whether every file that the index speaks of is there."""
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        segments = [
            (segment["segment_id"].replace("-", ""), segment["deletes"]) for segment in meta["segments"]
        ]
    except (OSError, ValueError, KeyError):
        return False
    names = [f"{segment}.{part}" for segment, _ in segments for part in PARTS]
    names += [f"{segment}.{deletes['opstamp']}.del" for segment, deletes in segments if deletes]
    return all((folder / name).is_file() for name in names)


def _called(folder: Path, ending: str) -> Path:
    return folder.with_name(f"{folder.name}.{ending}")
