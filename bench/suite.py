"""The demo's time and memory: `python -m bench.suite`.

Memory is the proportional set size (PSS: shared pages counted once, Linux proc(5)) of all processes of
the suite together, sampled while the demo runs, and again when it is idle and has unloaded its models.
"""

import argparse
import os
import threading
import time
from pathlib import Path

from bench.report import write_section
from examples import demo

GIB = 1024**3
SAMPLE_SECONDS = 0.5
IDLE_SECONDS = 5
PEAK_LIMIT_GIB, IDLE_LIMIT_GIB = 8.0, 1.5


def descendants(root: int) -> list[int]:
    """`root`'s children and theirs, by /proc."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            children.setdefault(int(fields[1]), []).append(int(entry.name))
    found, pending = [], [root]
    while pending:
        pid = pending.pop()
        found.append(pid)
        pending.extend(children.get(pid, []))
    return found[1:]


def pss(pid: int) -> int:
    """Bytes of one process, shared pages divided among their users; 0 when it is gone."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def suite_bytes() -> int:
    return sum(pss(pid) for pid in descendants(os.getpid()))


class Peak(threading.Thread):
    """Samples the suite's memory until told to stop."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.bytes = 0
        self._stop_asked = threading.Event()

    def run(self) -> None:
        while not self._stop_asked.wait(SAMPLE_SECONDS):
            self.bytes = max(self.bytes, suite_bytes())

    def stop(self) -> int:
        self._stop_asked.set()
        self.join()
        return self.bytes


def main() -> None:
    argparse.ArgumentParser(description=__doc__).parse_known_args()
    environment = {**demo.demo_environment(), "YAKUBA_MODELS_IDLE_SECONDS": str(IDLE_SECONDS)}
    began = time.monotonic()
    with demo.running_suite(environment) as base_url:
        fresh = suite_bytes()
        peak = Peak()
        peak.start()
        outcomes = demo.do_all(base_url, environment)
        seconds = time.monotonic() - began
        highest = peak.stop()
        time.sleep(IDLE_SECONDS + 5)
        idle = suite_bytes()
    rows = [
        f"| {outcome.name} | {outcome.seconds:.1f} s | {'ok' if outcome.ok else 'FAILED'} |"
        for outcome in outcomes
    ]
    table = "\n".join(
        [
            "| what | figure | bar |",
            "|---|---:|---|",
            *rows,
            f"| the whole demo, models installed | {seconds:.0f} s | < 90 s |",
            f"| memory, just started | {fresh / GIB:.2f} GiB | < {IDLE_LIMIT_GIB} GiB |",
            f"| memory, highest during the demo | {highest / GIB:.2f} GiB | < {PEAK_LIMIT_GIB} GiB |",
            f"| memory, idle after the demo | {idle / GIB:.2f} GiB | < {IDLE_LIMIT_GIB} GiB |",
        ]
    )
    write_section("suite", f"`python -m bench.suite`\n\n{table}")
    print(table)


if __name__ == "__main__":
    main()
