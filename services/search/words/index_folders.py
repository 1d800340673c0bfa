"""The folder of the lexical index, and how another takes its place so that a kill at any moment leaves one.

A new index is filled in `NAME.new`; when it is complete it becomes `NAME.ready`, the old one `NAME.old`, and the new
one `NAME`. Whatever else lies there at the next start is what a kill left.
"""

import json
import shutil
from pathlib import Path

PARTS = ("fast", "fieldnorm", "idx", "pos", "store", "term")
"""The files of a segment in tantivy."""
META = "meta.json"
"""Its list of them, which is never changed but replaced."""
OPTIONAL = (".managed.json",)


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
    names = _named(folder)
    return names is not None and all((folder / name).is_file() for name in names)


def link_files(folder: Path, into: Path) -> None:
    """Give the files of a whole index a second name, or copies where the file system has no such links."""
    into.mkdir()
    names = [*(_named(folder) or ()), META, *(name for name in OPTIONAL if (folder / name).is_file())]
    for name in names:
        try:
            (into / name).hardlink_to(folder / name)
        except OSError:
            shutil.copyfile(folder / name, into / name)


def _named(folder: Path) -> list[str] | None:
    """The files of all segments, by the index's own list; None where that cannot be read."""
    try:
        meta = json.loads((folder / META).read_text(encoding="utf-8"))
        segments = [
            (segment["segment_id"].replace("-", ""), segment["deletes"]) for segment in meta["segments"]
        ]
    except (OSError, ValueError, KeyError):
        return None
    names = [f"{segment}.{part}" for segment, _ in segments for part in PARTS]
    return names + [f"{segment}.{deletes['opstamp']}.del" for segment, deletes in segments if deletes]


def _called(folder: Path, ending: str) -> Path:
    return folder.with_name(f"{folder.name}.{ending}")
