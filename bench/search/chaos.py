"""Kill -9 at random during a sync, change the folder meanwhile, and compare with a clean build.

    python -m bench.search.chaos [--kills 50] [--files 300] [--write]

A child process syncs a folder of generated files; it is killed after a random time, the folder is changed
at random (files added, changed, renamed, deleted, folders moved), and the next child goes on. In the end one
child finishes, and what it made must equal what another makes of the same folder from nothing: document for
document, passage for passage, and in what the lexical index finds. Texts are embedded where the default
model is installed.
"""

import argparse
import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.report import write_section
from bench.search.parts import Parts
from common.models import ModelStore
from common.settings import Settings

SEED = 4
WORDS = (
    *("減免", "申請", "図書館", "予算", "道路", "工事", "下水道", "住民票", "会議", "条例"),
    *("防災", "保育", "介護", "選挙", "統計", "観光", "農業", "環境", "契約", "入札"),
)
MOST_TRIES = 5
LONGEST_SECONDS = 1.0
"""A child is killed at a random moment up to so long after its sync began."""
LONGEST_EMBEDDING_SECONDS = 12.0
"""The same where texts are embedded: the model alone takes some seconds to load."""


class Drive:
    """A folder that changes at random, always in the same way for the same seed."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root = root
        self._random = random.Random(seed)  # noqa: S311 (a sample, not a secret)
        self._made = 0

    def fill(self, files: int) -> None:
        for _ in range(files):
            self.add()

    def add(self) -> None:
        folder = self.root / f"課{self._random.randrange(6)}" / f"係{self._random.randrange(4)}"
        folder.mkdir(parents=True, exist_ok=True)
        self._made += 1
        suffix = self._random.choice([".txt", ".md", ".csv", ".xdw"])
        (folder / f"文書{self._made}{suffix}").write_text(self._text(), encoding="utf-8")

    def change(self) -> None:
        """Some changes of every kind."""
        for _ in range(self._random.randrange(5, 25)):
            kind = self._random.choice(
                [self.add, self._rewrite, self._rename, self._delete, self._move_folder]
            )
            kind()

    def _text(self) -> str:
        lines = self._random.randrange(1, 40)
        return "\n".join("の".join(self._random.choices(WORDS, k=6)) + "。" for _ in range(lines))

    def _one(self) -> Path:
        return self._random.choice(sorted(path for path in self.root.rglob("*") if path.is_file()))

    def _rewrite(self) -> None:
        self._one().write_text(self._text(), encoding="utf-8")

    def _rename(self) -> None:
        file = self._one()
        self._made += 1
        file.rename(file.with_name(f"改名{self._made}{file.suffix}"))

    def _delete(self) -> None:
        self._one().unlink()

    def _move_folder(self) -> None:
        folder = self._one().parent
        self._made += 1
        folder.rename(self.root / f"移動{self._made}")


def sync(data: Path, root: Path) -> None:
    """What the child does: say that it begins, and sync once."""
    parts = Parts(data, root)
    print("syncing", flush=True)
    parts.sync()


def _child(data: Path, root: Path) -> subprocess.Popen[str]:
    child = subprocess.Popen(
        [sys.executable, "-m", "bench.search.chaos", "--child", str(data), str(root)],
        stdout=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    assert child.stdout
    child.stdout.readline()
    return child


def kill_once(data: Path, root: Path, after: float) -> bool:
    """Whether the child was still at work when it was killed."""
    child = _child(data, root)
    time.sleep(after)
    was_running = child.poll() is None
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.communicate()
    return was_running


def finish(data: Path, root: Path) -> None:
    child = _child(data, root)
    child.communicate()
    if child.returncode:
        raise SystemExit(f"the last sync failed with {child.returncode}")


def contents(data: Path, root: Path) -> dict[str, Any]:
    """All that a search could show, in a form that can be compared."""
    parts = Parts(data, root)
    return {"documents": parts.documents(), "left": parts.leftovers(), "found": parts.found(WORDS)}


def differences(one: dict[str, Any], other: dict[str, Any]) -> list[str]:
    lines = [name for name in ("left", "found") if one[name] != other[name]]
    paths = one["documents"].keys() | other["documents"].keys()
    return lines + sorted(
        path for path in paths if one["documents"].get(path) != other["documents"].get(path)
    )


def run(
    folder: Path,
    kills: int,
    files: int,
    seed: int,
    say: Callable[[str], None],
    longest: float = LONGEST_SECONDS,
) -> tuple[int, list[str]]:
    """(kills that hit a sync at work, differences from the clean build)."""
    root, data, clean = folder / "drive", folder / "data", folder / "clean"
    root.mkdir()
    drive = Drive(root, seed)
    drive.fill(files)
    chance = random.Random(seed + 1)  # noqa: S311 (a sample, not a secret)
    hits = tries = 0
    while hits < kills and tries < MOST_TRIES * kills:
        tries += 1
        hits += kill_once(data, root, chance.uniform(0, longest))
        drive.change()
        say(f"{hits} of {kills} kills during a sync, in {tries} tries")
    finish(data, root)
    finish(clean, root)
    return hits, differences(contents(data, root), contents(clean, root))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.search.chaos", description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--files", type=int, default=300)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument(
        "--vectors",
        action="store_true",
        help="insist on the embedding model; kills come later, for it is slow",
    )
    parser.add_argument("--write", action="store_true", help="write the result to docs/benchmarks.md")
    parser.add_argument("--child", nargs=2, type=Path, metavar=("DATA", "ROOT"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child:
        sync(*arguments.child)
        return 0
    longest = LONGEST_SECONDS
    if arguments.vectors:
        settings = Settings()
        ModelStore(settings.models).folder(settings.search.model)
        longest = LONGEST_EMBEDDING_SECONDS
    folder = Path(tempfile.mkdtemp())
    try:
        hits, wrong = run(folder, arguments.kills, arguments.files, arguments.seed, print, longest)
    finally:
        shutil.rmtree(folder)
    print(json.dumps({"kills": hits, "differences": wrong}, ensure_ascii=False))
    if arguments.write:
        verdict = "equal to a clean build" if not wrong else f"{len(wrong)} differences"
        write_section(
            "search-chaos-vectors" if arguments.vectors else "search-chaos",
            f"{hits} kills (-9) during syncs of {arguments.files} files that change "
            f"meanwhile: {verdict}, document for document.",
        )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
