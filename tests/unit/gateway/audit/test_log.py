"""The audit file: what a line says, and that nothing but the audit itself can change it unseen."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.audit import Action, AuditLog
from gateway.audit.entry import GENESIS
from gateway.audit.verify import verify


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "gateway" / "audit.jsonl"


def written(path: Path, *notes: str) -> list[bytes]:
    audit = AuditLog(path)
    audit.open()
    for note in notes:
        audit.append(Action(user="山田", method="POST", path="/v1/x", status=200, note=note))
    audit.close()
    return path.read_bytes().splitlines(keepends=True)


def test_lines_are_numbered_chained_and_hold_only_what_is_known(path):
    first, second = (json.loads(line) for line in written(path, "一", "二"))
    assert (first["seq"], second["seq"]) == (1, 2)
    assert first["previous"] == GENESIS and second["previous"] == first["hash"]
    assert set(first) == {"seq", "time", "user", "method", "path", "status", "note", "previous", "hash"}


def test_a_restart_goes_on_with_the_chain(path):
    written(path, "一", "二")
    lines = written(path, "三")
    verdict = verify(path)
    assert (verdict.lines, verdict.fault) == (3, None)
    assert verdict.head == json.loads(lines[-1])["hash"]


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_changed_line_is_named(path, number):
    lines = written(path, "一", "二", "三")
    lines[number] = lines[number].replace("山田".encode(), "佐藤".encode())
    path.write_bytes(b"".join(lines))
    verdict = verify(path)
    assert verdict.lines == number
    assert verdict.fault == f"line {number + 1}: its content was changed"


def test_a_removed_a_moved_and_an_added_line_are_named(path):
    lines = written(path, "一", "二", "三", "四")
    for changed in (
        [lines[0], lines[2], lines[3]],
        [lines[0], lines[2], lines[1], lines[3]],
        [lines[0], lines[0], *lines[1:]],
    ):
        path.write_bytes(b"".join(changed))
        assert "lines were removed, added or moved" in verify(path).fault
    path.write_bytes(b"".join([lines[0], b"hello\n", *lines[1:]]))
    assert verify(path).fault == "line 2: not JSON"
    path.write_bytes(b"".join([lines[0].replace(b'"seq":1', b'"seq": 1'), *lines[1:]]))
    assert verify(path).fault == "line 1: not written by the audit"


def test_a_line_whose_hash_was_made_anew_is_found_at_the_next(path):
    lines = written(path, "一", "二")
    forged = path.with_name("forged.jsonl")
    forger = AuditLog(forged)
    forger.open()
    forger.append(Action(user="だれか"))
    forger.close()
    path.write_bytes(forged.read_bytes() + lines[1])
    assert verify(path).fault == "line 2: it does not follow the line before it"


@given(st.integers(1, 400))
def test_a_line_torn_anywhere_is_removed_said_and_the_chain_stays_whole(tmp_path_factory, cut):
    path = tmp_path_factory.mktemp("torn") / "audit.jsonl"
    lines = written(path, "一", "二" * 100)
    torn = lines[1][: min(cut, len(lines[1]) - 1)]
    path.write_bytes(lines[0] + torn)
    assert "torn" in verify(path).fault
    after = written(path, "三")
    assert verify(path).fault is None and len(after) == 3
    assert f"torn last line of {len(torn)} bytes" in json.loads(after[1])["note"]


def test_a_first_line_torn_is_removed_too(path):
    lines = written(path, "一")
    path.write_bytes(lines[0][:20])
    assert len(written(path, "二")) == 2
    assert verify(path).fault is None


def test_a_damaged_last_line_does_not_stop_the_office_and_stays_visible(path):
    lines = written(path, "一", "二")
    path.write_bytes(lines[0] + b"garbage\n")
    assert len(written(path, "三")) == 3
    assert verify(path).fault == "line 2: not JSON"


def test_two_gateways_cannot_write_one_audit(path):
    first, second = AuditLog(path), AuditLog(path)
    first.open()
    with pytest.raises(BlockingIOError):
        second.open()
    first.close()
    second.open()
    second.close()


def test_a_full_disk_leaves_the_file_as_it_was(path, monkeypatch):
    audit = AuditLog(path)
    audit.open()
    audit.append(Action(note="一"))
    before = path.read_bytes()

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("gateway.audit.log.os.fsync", full)
        with pytest.raises(OSError, match="No space"):
            audit.append(Action(note="二"))
    assert path.read_bytes() == before
    audit.append(Action(note="三"))
    audit.close()
    assert verify(path).lines == 2


def test_a_writer_killed_at_work_leaves_a_chain_that_the_next_one_continues(path):
    program = (
        "import sys; from pathlib import Path; from gateway.audit import Action, AuditLog\n"
        "audit = AuditLog(Path(sys.argv[1])); audit.open()\n"
        "while True: audit.append(Action(note='x' * 3000))\n"
    )
    writer = subprocess.Popen([sys.executable, "-c", program, str(path)])
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and not (path.exists() and path.stat().st_size > 100_000):
        time.sleep(0.01)
    os.kill(writer.pid, signal.SIGKILL)
    writer.wait()
    count = len(written(path, "終わり"))
    verdict = verify(path)
    assert verdict.fault is None and verdict.lines == count > 20


def test_the_latest_come_first_and_no_more_than_asked(path):
    written(path, *(str(number) for number in range(300)))
    latest = AuditLog(path).latest(3)
    assert [entry.note for entry in latest] == ["299", "298", "297"]
