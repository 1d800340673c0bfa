"""Each hazard really happens in a child; none of them reaches this process."""

import importlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType

import pytest
from pydantic import TypeAdapter

from common import children, sandbox
from common.errors import BrokenFile, EncryptedFile, ModelMissing, TooLarge
from common.sandbox import call, fork_server, server
from common.settings import SandboxSettings

MIB = 1 << 20
QUICK = SandboxSettings(cpu_seconds=5, wall_seconds=2, memory_bytes=256 * MIB, output_bytes=MIB)
ROOT = Path(__file__).parents[4]

HAZARDS = """
import os, signal, socket, subprocess, sys, time
from common.errors import EncryptedFile, ModelMissing

def double(value): return value * 2
def spin():
    while True: pass
def sleep(): time.sleep(600)
def hog(): return len(bytearray(8 << 30))
def flood(): return "x" * (4 << 20)
def write(path): open(path, "wb").write(bytes(4 << 20))
def crash(): os.kill(os.getpid(), signal.SIGSEGV)
def leave(): os._exit(7)
def exit(): sys.exit(3)
def raise_secret(): raise KeyError("氏名は山田太郎")
def refuse(): raise EncryptedFile("鍵がかかっています。", pages=3)
def miss(): raise ModelMissing("whisper-base")
def environment(): return dict(os.environ)
def chatter():
    print("out"); print("err", file=sys.stderr); return 1
def connect(port): socket.create_connection(("127.0.0.1", port), timeout=1).close(); return True
def identity(): return [os.getpid(), os.getpgid(0), os.getpriority(os.PRIO_PROCESS, 0)]
def write_pid_and_sleep(path):
    open(path, "w").write(str(os.getpid())); time.sleep(600)
def leave_child(path):
    child = subprocess.Popen(["sleep", "600"]); open(path, "w").write(str(child.pid)); return 1
"""


@pytest.fixture
def hazards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    (tmp_path / "yakuba_hazards.py").write_text(HAZARDS)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "yakuba_hazards", raising=False)
    return importlib.import_module("yakuba_hazards")


def gone(pid: int) -> bool:
    """Whether a process ended (or is only waiting to be reaped) within five seconds."""
    for _ in range(100):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False


def test_the_fork_server_can_be_started_before_the_first_call(hazards: ModuleType) -> None:
    fork_server.server.close()
    sandbox.prepare()
    process = fork_server.server._process
    sandbox.prepare()
    assert sandbox.run(hazards.double, 2, result=int, limits=QUICK) == 4
    assert fork_server.server._process is process


def test_a_result_comes_back_validated(hazards: ModuleType) -> None:
    assert sandbox.run(hazards.double, 21, result=int) == 42
    assert sandbox.run(hazards.double, "あ", result=TypeAdapter(str)) == "ああ"


def test_a_result_of_another_type_is_refused(hazards: ModuleType) -> None:
    with pytest.raises(BrokenFile):
        sandbox.run(hazards.double, "あ", result=int)


def test_an_endless_loop_is_stopped_by_the_cpu_limit(hazards: ModuleType) -> None:
    limits = QUICK.model_copy(update={"cpu_seconds": 1, "wall_seconds": 30.0})
    started = time.monotonic()
    with pytest.raises(BrokenFile, match="時間がかかりすぎ"):
        sandbox.run(hazards.spin, result=int, limits=limits)
    assert time.monotonic() - started < 20


def test_a_sleeper_is_stopped_by_the_clock(hazards: ModuleType) -> None:
    started = time.monotonic()
    with pytest.raises(BrokenFile, match="時間がかかりすぎ"):
        sandbox.run(hazards.sleep, result=int, limits=QUICK)
    assert 2 <= time.monotonic() - started < 10


def test_a_memory_hog_is_refused(hazards: ModuleType) -> None:
    with pytest.raises(TooLarge, match="メモリ"):
        sandbox.run(hazards.hog, result=int, limits=QUICK)


def test_a_flood_of_output_is_refused(hazards: ModuleType) -> None:
    with pytest.raises(TooLarge, match="結果が上限"):
        sandbox.run(hazards.flood, result=str, limits=QUICK)


def test_a_child_that_ignores_the_output_limit_is_cut_off() -> None:
    reader, writer = os.pipe()
    feeder = threading.Thread(target=lambda: os.write(writer, b"x" * 4096))
    feeder.start()
    with pytest.raises(TooLarge, match="結果が上限"):
        call._drain(reader, 1000, time.monotonic() + 5)
    feeder.join()
    os.close(reader)
    os.close(writer)


def test_a_file_larger_than_the_limit_is_refused(hazards: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(TooLarge):
        sandbox.run(hazards.write, str(tmp_path / "big"), result=int, limits=QUICK)
    assert (tmp_path / "big").stat().st_size <= MIB


@pytest.mark.parametrize("hazard", ["crash", "leave", "exit", "raise_secret"])
def test_a_crash_becomes_a_broken_file(hazards: ModuleType, hazard: str) -> None:
    with pytest.raises(BrokenFile, match="読み取れませんでした"):
        sandbox.run(getattr(hazards, hazard), result=int, limits=QUICK)


def test_what_an_exception_says_is_not_logged(hazards: ModuleType, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(BrokenFile):
        sandbox.run(hazards.raise_secret, result=int)
    assert "KeyError" in caplog.text
    assert "yakuba_hazards.py" in caplog.text
    assert "山田" not in caplog.text


def test_a_problem_crosses_as_itself(hazards: ModuleType) -> None:
    with pytest.raises(EncryptedFile) as caught:
        sandbox.run(hazards.refuse, result=int)
    assert caught.value.detail == "鍵がかかっています。"
    assert caught.value.extra == {"pages": 3}


def test_a_problem_with_a_constructor_of_its_own_crosses_too(hazards: ModuleType) -> None:
    with pytest.raises(ModelMissing) as caught:
        sandbox.run(hazards.miss, result=int)
    assert caught.value.body() == ModelMissing("whisper-base").body()


def test_secrets_in_the_environment_stay_here(hazards: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YAKUBA_GATEWAY_SECRET", "s3cret")
    names = sandbox.run(hazards.environment, result=dict[str, str])
    assert set(names) <= {*children.KEPT_VARIABLES, "LC_CTYPE"}
    assert fork_server.server._process is not None
    environ = Path(f"/proc/{fork_server.server._process.pid}/environ").read_bytes()
    assert b"s3cret" not in environ


def test_what_the_child_prints_goes_nowhere(hazards: ModuleType, capfd: pytest.CaptureFixture[str]) -> None:
    assert sandbox.run(hazards.chatter, result=int) == 1
    assert capfd.readouterr() == ("", "")


def test_the_child_has_no_network(hazards: ModuleType) -> None:
    attempt = "import ctypes, sys; sys.exit(ctypes.CDLL(None).unshare(0x40000000) != 0 and "
    attempt += "ctypes.CDLL(None).unshare(0x50000000) != 0)"
    namespaces_work = subprocess.run([sys.executable, "-c", attempt], check=False).returncode == 0
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        if namespaces_work:
            with pytest.raises(BrokenFile):
                sandbox.run(hazards.connect, port, result=bool)
        else:
            assert sandbox.run(hazards.connect, port, result=bool)


def test_the_child_is_polite_and_leads_its_own_group(hazards: ModuleType) -> None:
    pid, group, niceness = sandbox.run(hazards.identity, result=list[int])
    assert pid == group != os.getpid()
    assert niceness >= server.NICENESS


def test_what_the_child_started_ends_with_it(hazards: ModuleType, tmp_path: Path) -> None:
    sandbox.run(hazards.leave_child, str(tmp_path / "pid"), result=int, limits=QUICK)
    assert gone(int((tmp_path / "pid").read_text()))


def test_many_threads_may_call_at_once(hazards: ModuleType) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda n: sandbox.run(hazards.double, n, result=int), range(64)))
    assert answers == [2 * n for n in range(64)]


def test_a_call_costs_little_once_the_server_runs() -> None:
    sandbox.run(os.getpid, result=int)
    seconds = []
    for _ in range(20):
        started = time.monotonic()
        sandbox.run(os.getpid, result=int)
        seconds.append(time.monotonic() - started)
    assert min(seconds) < 0.2


def test_calls_leave_no_descriptors_behind(hazards: ModuleType) -> None:
    sandbox.run(hazards.double, 1, result=int)
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(10):
        sandbox.run(hazards.double, 1, result=int)
        with pytest.raises(BrokenFile):
            sandbox.run(hazards.crash, result=int)
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_a_killed_server_is_started_again() -> None:
    sandbox.run(os.getpid, result=int)
    process = fork_server.server._process
    assert process is not None
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert sandbox.run(os.getpid, result=int) > 0


def test_a_forked_copy_of_the_caller_starts_a_server_of_its_own(hazards: ModuleType) -> None:
    sandbox.run(hazards.double, 1, result=int)
    original = fork_server.server._process
    assert original is not None
    copy = os.fork()
    if copy == 0:
        answered = sandbox.run(hazards.double, 2, result=int) == 4
        other = fork_server.server._process is not original
        fork_server.server.close()
        os._exit(0 if answered and other else 1)
    assert os.waitpid(copy, 0)[1] == 0
    assert sandbox.run(hazards.double, 3, result=int) == 6
    assert original.poll() is None


def test_a_large_request_arrives_whole(hazards: ModuleType) -> None:
    roomy = QUICK.model_copy(update={"output_bytes": 64 * MIB})
    text = "市" * (2 * MIB)
    assert sandbox.run(hazards.double, text, result=str, limits=roomy) == text * 2


def test_functions_that_a_child_could_not_import_are_refused() -> None:
    with pytest.raises(ValueError, match="importable"):
        sandbox.run(lambda: 1, result=int)


def test_the_worker_dies_with_its_caller(hazards: ModuleType, tmp_path: Path) -> None:
    note = tmp_path / "pid"
    script = f"import sys; sys.path[:0] = [{str(ROOT)!r}, {str(tmp_path)!r}]\n"
    script += "from common import sandbox; import yakuba_hazards as h\n"
    script += f"sandbox.run(h.write_pid_and_sleep, {str(note)!r}, result=int)"
    caller = subprocess.Popen([sys.executable, "-c", script])
    deadline = time.monotonic() + 20
    while (not note.exists() or not note.read_text()) and time.monotonic() < deadline:
        time.sleep(0.05)
    worker = int(note.read_text())
    assert Path(f"/proc/{worker}/cmdline").read_bytes()
    caller.kill()
    caller.wait()
    assert gone(worker)
