"""What a service deleted arrives in the chain, also when somebody was killed in between."""

import asyncio
import json
import time
from contextlib import asynccontextmanager

import pytest

from common.settings import Settings
from gateway.audit import AuditLog
from gateway.audit.deletions import DeletionCollector
from gateway.audit.verify import verify
from gateway.routing import SERVICES
from gateway.upstreams import Upstreams

SHA = "a" * 64


def deletion(seq, what="file-1"):
    return {
        "seq": seq, "time": "2026-11-24T00:00:00Z", "what": what, "label": "標準", "reason": "retention",
        "sha256": SHA,
    }  # fmt: skip


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def collect(tmp_path, serve, upstream):
    """`collect()`: one round for one service; how many lines it gave. Each call is a gateway started anew."""
    app, seen = upstream
    url = serve(app)
    settings = Settings(data={"folder": tmp_path}, **{name: {"url": url} for name in SERVICES})

    @asynccontextmanager
    async def started():
        upstreams, audit = Upstreams(settings, "secret"), AuditLog(tmp_path / "audit.jsonl")
        audit.open()
        try:
            yield DeletionCollector(upstreams, audit, tmp_path / "deletions.json")
        finally:
            audit.close()
            await upstreams.close()

    def run():
        async def once():
            async with started() as collector:
                return await collector.collect("transcribe")

        return asyncio.run(once())

    return seen, run


def test_each_deletion_is_written_once_over_restarts(tmp_path, collect):
    seen, run = collect
    seen.deletions = [deletion(1), deletion(2, "file-2")]
    assert run() == 2
    assert run() == 0
    seen.deletions.append(deletion(3, "file-3"))
    assert run() == 1
    written = lines(tmp_path / "audit.jsonl")
    assert [entry["note"].partition(" at ")[0] for entry in written] == [
        f"transcribe deleted file-{n}" for n in (1, 2, 3)
    ]
    assert written[0]["note"].endswith("reason=retention label=標準 seq=1")
    assert written[0]["sha256"] == SHA
    assert verify(tmp_path / "audit.jsonl").fault is None


def test_a_crash_before_the_number_is_noted_repeats_the_line_under_its_number(tmp_path, collect):
    seen, run = collect
    seen.deletions = [deletion(1)]
    run()
    (tmp_path / "deletions.json").unlink()
    run()
    first, second = lines(tmp_path / "audit.jsonl")
    assert first["note"] == second["note"]


def test_a_list_that_began_anew_is_read_from_its_start(tmp_path, collect):
    seen, run = collect
    seen.deletions = [deletion(7)]
    run()
    seen.deletions = [deletion(1, "file-new")]
    assert run() == 1
    assert "file-new" in lines(tmp_path / "audit.jsonl")[-1]["note"]


def test_the_gateway_collects_when_it_starts_and_nobody_else_can_ask(open_door, upstream):
    app, seen = upstream
    seen.deletions = [deletion(1)]
    door = open_door(upstream=(app, seen))
    deadline = time.monotonic() + 10
    while len(door.audit_lines) < len(SERVICES) and time.monotonic() < deadline:
        time.sleep(0.02)
    notes = [json.loads(line)["note"] for line in door.audit_lines]
    assert sorted(note.split()[0] for note in notes) == sorted(SERVICES)
    with door.client("admin") as client:
        assert client.get("/deletions").status_code == 404
