"""`make bench-transcribe`: every measurement of transcription, one after another, each in a process of its own.

The meetings are spoken first by synthetic voices that are installed into the cache folder on first use. A part
that takes longer than its limit is stopped and named at the end.
"""

import argparse
import signal
import subprocess
import sys
import time
from collections.abc import Sequence

PARTS = ("speech", "silence", "speed", "memory", "terms", "diarization", "minutes", "text", "queue")
WITH_DATA = ("speech", "terms", "text")
WITH_WRITE = ("minutes", "text")
LIMIT_MINUTES = 120.0
STOPPING_SECONDS = 60.0


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.transcribe", description=__doc__)
    parser.add_argument("--data", default="../shared/data", help="the folder of measuring data")
    parser.add_argument("--only", nargs="*", choices=PARTS, default=PARTS)
    parser.add_argument("--limit", type=float, default=LIMIT_MINUTES, help="minutes that each part may take")
    arguments = parser.parse_args()
    failed = []
    for name in arguments.only:
        print(f"== bench.transcribe.{name}", flush=True)
        options = ["--data", arguments.data] if name in WITH_DATA else []
        options += ["--write"] if name in WITH_WRITE else []
        began = time.monotonic()
        if run([sys.executable, "-m", f"bench.transcribe.{name}", *options], arguments.limit * 60):
            failed.append(name)
        print(f"== {(time.monotonic() - began) / 60:.1f} minutes", flush=True)
    if failed:
        print(f"failed: {', '.join(failed)}")
    return 1 if failed else 0


def run(command: Sequence[str], seconds: float) -> int:
    """The exit status. A command that takes longer is interrupted, so that it can stop what it started."""
    with subprocess.Popen(command) as process:
        try:
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            print(f"stopped after {seconds / 60:.0f} minutes", flush=True)
            process.send_signal(signal.SIGINT)
        try:
            return process.wait(STOPPING_SECONDS) or 1
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()


if __name__ == "__main__":
    sys.exit(main())
