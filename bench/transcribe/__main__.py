"""`make bench-transcribe`: every measurement of transcription, one after another, each in a process of its own.

The meetings are spoken first by synthetic voices that are installed into the cache folder on first use.
"""

import argparse
import subprocess
import sys

PARTS = ("speech", "silence", "speed", "memory", "terms", "diarization", "minutes", "text", "queue")
WITH_DATA = ("speech", "terms", "text")
WITH_WRITE = ("minutes", "text")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.transcribe", description=__doc__)
    parser.add_argument("--data", default="../shared/data", help="the folder of measuring data")
    parser.add_argument("--only", nargs="*", choices=PARTS, default=PARTS)
    arguments = parser.parse_args()
    failed = []
    for name in arguments.only:
        print(f"== bench.transcribe.{name}", flush=True)
        options = ["--data", arguments.data] if name in WITH_DATA else []
        options += ["--write"] if name in WITH_WRITE else []
        command = [sys.executable, "-m", f"bench.transcribe.{name}", *options]
        if subprocess.run(command, check=False).returncode:
            failed.append(name)
    if failed:
        print(f"failed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
