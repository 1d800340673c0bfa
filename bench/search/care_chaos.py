"""Kill -9 at random while the index is rebuilt and while a snapshot is restored.

    python -m bench.search.care_chaos [--kills 50] [--files 300] [--write]

After each kill another process opens what is left: after a rebuild the index must hold what it held; after a
restore either that or what the snapshot holds, document for document and in what is found, and `verify` must find
nothing. Then the same is done once more without a kill. The children are forked, so that a kill comes at the work
and not at its imports.
"""

import argparse
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.report import write_section
from bench.search.chaos import SEED, WORDS, Drive
from bench.search.parts import Parts
from services.search.health.restoring import Restorer
from services.search.health.snapshots import SnapshotStore
from services.search.health.taking import SnapshotTaker
from services.search.health.verifying import Differences, Verifier

REBUILD, RESTORE = "rebuild", "restore"
MOST_TRIES = 5
Work = Callable[[Parts], Any]


class Index:
    """The index of a folder, in processes of its own."""

    def __init__(self, data: Path, root: Path) -> None:
        self._data = data
        self._root = root
        self._answer = data / "answer.json"
        data.mkdir()

    def ask(self, work: Work) -> Any:
        pid = self._fork(work)
        if os.waitpid(pid, 0)[1]:
            raise SystemExit("a process that was not killed failed")
        return json.loads(self._answer.read_text())

    def kill(self, work: Work, after: float) -> bool:
        """Whether it was still at work when it was killed, so many seconds after it began."""
        ready, told = os.pipe()
        pid = self._fork(work, told)
        os.close(told)
        os.read(ready, 1)
        os.close(ready)
        time.sleep(after)
        os.kill(pid, signal.SIGKILL)
        return os.WIFSIGNALED(os.waitpid(pid, 0)[1])

    def _fork(self, work: Work, told: int | None = None) -> int:
        pid = os.fork()
        if pid:
            return pid
        status = 1
        try:
            parts = Parts(self._data, self._root)
            if told is not None:
                os.write(told, b".")
            self._answer.write_text(json.dumps(work(parts), default=str))
            status = 0
        finally:
            os._exit(status)


def synced(parts: Parts) -> dict[str, Any]:
    parts.sync()
    return contents(parts)


def once_more(work: Work) -> Callable[[Parts], tuple[dict[str, Any], dict[str, Any]]]:
    """What the index holds after the work, and after a sync."""

    def done(parts: Parts) -> tuple[dict[str, Any], dict[str, Any]]:
        work(parts)
        return contents(parts), synced(parts)

    return done


def rebuild(parts: Parts) -> float:
    """The seconds that it takes."""
    started = time.monotonic()
    parts.indexer.rebuild()
    return time.monotonic() - started


def take(parts: Parts) -> str:
    return str(SnapshotTaker(parts.engine, parts.lexical, parts.indexer, _store(parts)).take()["name"])


def restore(name: str) -> Callable[[Parts], float]:
    def work(parts: Parts) -> float:
        forget = [parts.lists.forget, parts.semantic.renew]
        restorer = Restorer(parts.engine, parts.lexical, parts.indexer, _store(parts), forget)
        started = time.monotonic()
        restorer.restore(name)
        return time.monotonic() - started

    return work


def contents(parts: Parts) -> dict[str, Any]:
    """All that a search could show, once what was left stale is indexed."""
    parts.indexer.catch_up()
    differences = Verifier(parts.engine, parts.lexical, parts.vectors).differences()
    is_sound = differences == Differences(is_readable=True)
    return {
        "sound": is_sound, "documents": parts.documents(), "left": parts.leftovers(), "found": parts.found(WORDS),
    }  # fmt: skip


def run(folder: Path, kills: int, files: int, seed: int, say: Callable[[str], None]) -> dict[str, Any]:
    """How many kills hit which work, what each left, and what was wrong."""
    root = folder / "drive"
    root.mkdir()
    drive = Drive(root, seed)
    drive.fill(files)
    index = Index(folder / "data", root)
    then, name = index.ask(lambda parts: (synced(parts), take(parts)))
    for _ in range(3):
        drive.change()
    now = index.ask(synced)
    works: dict[str, Callable[[Parts], float]] = {REBUILD: rebuild, RESTORE: restore(name)}
    wanted: dict[str, Any] = {REBUILD: now, RESTORE: then}
    longest = index.ask(lambda parts: [works[kind](parts) for kind in (REBUILD, RESTORE)])
    index.ask(synced)
    chance, left, wrong, tries = random.Random(seed), Counter[str](), [], 0  # noqa: S311 (a sample, not a secret)
    while left.total() < kills and tries < MOST_TRIES * kills:
        kind = (REBUILD, RESTORE)[left.total() % 2]
        tries += 1
        was_at_work = index.kill(works[kind], chance.uniform(0, longest[left.total() % 2]))
        found = index.ask(contents)
        again, after = index.ask(once_more(works[kind]))
        outcome = "old" if found == now else "new" if found == wanted[kind] else "neither"
        left[f"{kind}: {outcome}"] += was_at_work
        if outcome == "neither" or [again, after] != [wanted[kind], now]:
            wrong.append(f"try {tries}, {kind}: {outcome}")
        say(f"{left.total()} of {kills} kills at work, in {tries} tries")
    return {"kills": left.total(), "left": dict(+left), "wrong": wrong}


def _store(parts: Parts) -> SnapshotStore:
    return SnapshotStore(Path(str(parts.engine.url.database)).parent / "snapshots", 3)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.search.care_chaos", description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--files", type=int, default=300)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--write", action="store_true", help="write the result to docs/benchmarks.md")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        result = run(Path(folder), arguments.kills, arguments.files, arguments.seed, print)
    print(json.dumps(result, ensure_ascii=False))
    if arguments.write:
        outcomes = ", ".join(f"{kind} index {count} times" for kind, count in sorted(result["left"].items()))
        verdict = (
            "whole each time, and the next try ended well" if not result["wrong"] else str(result["wrong"])
        )
        write_section(
            "search-care-chaos",
            f"{result['kills']} kills (-9) during rebuilds and restores of an index of {arguments.files} files: "
            f"{verdict} ({outcomes}).",
        )
    return 1 if result["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main())
