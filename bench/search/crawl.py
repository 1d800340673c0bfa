"""How long it takes to look through 100,000 tiny files: `python -m bench.search.crawl [--files N] [--write]`.

The first look records every file, the second finds nothing new, the third finds a tenth renamed. Nothing is
read: that is measured elsewhere. With `--access posix` the permissions of each file are read as well.
"""

import argparse
import resource
import tempfile
import time
from pathlib import Path

from bench.report import write_section
from bench.search.parts import Parts

FILES_A_FOLDER = 200


def fill(root: Path, files: int) -> None:
    for number in range(files):
        folder = root / f"{number // FILES_A_FOLDER:04}"
        if number % FILES_A_FOLDER == 0:
            folder.mkdir(parents=True)
        (folder / f"文書{number}.txt").write_text(f"{number}\n", encoding="utf-8")


def rename_a_tenth(root: Path) -> None:
    for folder in sorted(root.iterdir())[::10]:
        folder.rename(folder.with_name(f"移動{folder.name}"))


def look(parts: Parts) -> tuple[float, dict[str, int]]:
    started = time.perf_counter()
    counts = parts.synchronizer.scan(parts.source.number, lambda: None)
    return time.perf_counter() - started, counts


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.search.crawl", description=__doc__)
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--access", choices=["source", "posix"], default="source")
    parser.add_argument("--write", action="store_true", help="write the result to docs/benchmarks.md")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "drive"
        fill(root, arguments.files)
        parts = Parts(Path(folder) / "data", root)
        options = parts.source.options.model_copy(update={"access": arguments.access})
        parts.sources.change(parts.source.number, ["staff"], options)
        lines = []
        for name in ("first look", "nothing new", "a tenth moved with their folders"):
            if name.startswith("a tenth"):
                rename_a_tenth(root)
            seconds, counts = look(parts)
            done = {key: counts[key] for key in ("added", "changed", "moved", "deleted") if counts[key]}
            lines.append(f"| {name} | {seconds:.1f} s | {arguments.files / seconds:,.0f} | {done or ''} |")
            print(lines[-1], flush=True)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory: {memory:.0f} MiB")
    if arguments.write:
        table = "\n".join(["| look | time | files a second | found |", "|---|---|---|---|", *lines])
        heading = f"{arguments.files:,} files, access {arguments.access}; memory {memory:.0f} MiB."
        write_section("search-crawl", f"{heading}\n\n{table}")


if __name__ == "__main__":
    main()
