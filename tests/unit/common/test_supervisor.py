import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from common.settings import Settings
from common.supervisor import Child, environment_for

STAY = "import time, pathlib, os; pathlib.Path('pid').write_text(str(os.getpid())); time.sleep(60)"


def child(folder: Path, code: str) -> Child:
    (folder / "stay.py").write_text(code)
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    return Child("stay", "stay", environment, folder / "logs")


def tend_until(kept: Child, holds: Callable[[], bool], seconds: float = 15) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        kept.tend()
        time.sleep(0.05)


def test_a_process_that_is_killed_is_started_again(tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    kept, pid = child(tmp_path, STAY), tmp_path / "pid"
    tend_until(kept, pid.exists)
    first = int(pid.read_text() or 0)
    pid.unlink()
    os.kill(first, signal.SIGKILL)
    tend_until(kept, lambda: pid.exists() and pid.read_text() != "")
    assert int(pid.read_text()) != first
    kept.ask_to_stop()
    kept.wait(time.monotonic() + 5)


def test_a_process_that_ends_at_once_is_not_started_in_a_loop(tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    kept = child(tmp_path, "open('starts', 'a').write('x')")
    started = time.monotonic()
    while time.monotonic() - started < 2.5:
        kept.tend()
        time.sleep(0.05)
    assert 1 <= len((tmp_path / "starts").read_text()) <= 2


def test_the_processes_share_a_fresh_secret_unless_one_is_set():
    first, second = environment_for(Settings()), environment_for(Settings())
    assert first["YAKUBA_GATEWAY_SECRET"] != second["YAKUBA_GATEWAY_SECRET"]
    given = environment_for(Settings(gateway={"secret": "mine"}))
    assert given["YAKUBA_GATEWAY_SECRET"] == "mine"


def test_its_processes_end_when_it_is_killed(tmp_path: Path):
    (tmp_path / "stay.py").write_text(STAY)
    code = (
        "import os, time; from pathlib import Path; from common.supervisor import Child\n"
        "c = Child('stay', 'stay', {**os.environ, 'PYTHONPATH': os.getcwd()}, None)\n"
        "c.tend(); time.sleep(60)\n"
    )
    root = Path(__file__).resolve().parents[3]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    with subprocess.Popen([sys.executable, "-c", code], cwd=tmp_path, env=environment) as parent:
        pid = tmp_path / "pid"
        deadline = time.monotonic() + 15
        while not (pid.exists() and pid.read_text()) and time.monotonic() < deadline:
            time.sleep(0.05)
        os.kill(parent.pid, signal.SIGKILL)
    stray = Path(f"/proc/{pid.read_text()}/stat")
    while stray.exists() and stray.read_text().split()[2] != "Z":
        assert time.monotonic() < deadline + 10
        time.sleep(0.05)
