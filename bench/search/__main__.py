"""Every measurement of search, the quickest first, each in a process of its own.

python -m bench.search --data ../shared/data
"""

import argparse
import subprocess
import sys
from pathlib import Path

PARTS = (
    ("latency", "--write"),
    ("vectors", "--write"),
    ("embedding", "data", "--questions", "1000"),
    ("peers", "data", "--hybrid", "--write"),
    ("crawl", "--write"),
    ("chaos", "--write"),
    ("care_chaos", "--write"),
    ("quality", "data"),
    ("chaos", "--kills", "10", "--files", "40", "--vectors", "--write"),
)
"""(module, "data" if it takes the data folder, its options)."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.search", description=__doc__)
    parser.add_argument("--data", default=Path("../shared/data"), type=Path)
    arguments = parser.parse_args()
    failed = []
    for name, *options in PARTS:
        print(f"== bench.search.{name}", flush=True)
        with_data = ["--data", str(arguments.data)] if "data" in options else []
        flags = [option for option in options if option != "data"]
        command = [sys.executable, "-m", f"bench.search.{name}", *with_data, *flags]
        if subprocess.run(command, check=False).returncode:
            failed.append(name)
    if failed:
        print(f"failed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
