"""`make bench`: every measurement, one after another, each in a process of its own."""

import argparse
import subprocess
import sys

ALL = ("models", "gateway", "suite", "transcribe", "search", "translate", "masking.persons", "masking_leaks")
WITH_DATA = ("models", "transcribe", "search", "translate", "masking.persons", "masking_leaks")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--data", default="../shared/data", help="the folder of measuring data")
    arguments = parser.parse_args()
    failed = []
    for name in ALL:
        print(f"== bench.{name}", flush=True)
        options = ["--data", arguments.data] if name in WITH_DATA else []
        if subprocess.run([sys.executable, "-m", f"bench.{name}", *options], check=False).returncode:
            failed.append(name)
    if failed:
        print(f"failed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
