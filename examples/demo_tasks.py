"""The demo's four tasks; each checks what came back, so that a hollow service cannot pass."""

import json
import re
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from examples.demo_client import Demo

HERE = Path(__file__).resolve().parent
QUESTION = "手数料を払わなくてよいのはどんなとき"


class Outcome(NamedTuple):
    name: str
    ok: bool
    seconds: float
    summary: str


class Checked(NamedTuple):
    ok: bool
    summary: str


def timed(work: Callable[[Demo], Checked]) -> Callable[[Demo], Outcome]:
    def run(demo: Demo) -> Outcome:
        began = time.monotonic()
        checked = work(demo)
        return Outcome(demo.task, checked.ok, time.monotonic() - began, checked.summary)

    return run


def transcribe(demo: Demo) -> Checked:
    recording = next(HERE.glob("meeting.m*"))
    job = demo.upload("/v1/transcriptions", recording, language="ja")
    address = f"/v1/transcriptions/{job['id']}"
    found = demo.call("GET", address)
    docx = demo.fetch(f"{address}/export?format=docx", "minutes.docx")
    minutes = found["minutes"]
    decisions, todos = len(minutes["decisions"]), len(minutes["tasks"])
    summary = (
        f"{found['duration']:.0f} s of speech, {len(found['segments'])} segments, "
        f"{decisions} decisions, {todos} to-dos → {docx.name}"
    )
    return Checked(decisions >= 1 and todos >= 1 and docx.stat().st_size > 0, summary)


def search(demo: Demo) -> Checked:
    drive = {"path": str(HERE / "drive"), "readers": ["staff", "clerk", "disclosure"]}
    demo.call("PUT", "/v1/search/sources/drive", json=drive)
    demo.finished(demo.call("POST", "/v1/search/sources/drive/sync"))
    found = demo.call("GET", "/v1/search", params={"q": QUESTION, "limit": 5})
    if not found["hits"]:
        return Checked(False, f"nothing found for 「{QUESTION}」")
    best = found["hits"][0]
    summary = f"「{QUESTION}」 → {best['path']} ({found['total']} hits, {found['took_ms']:.0f} ms)"
    return Checked("減免" in best["snippet"] or "免除" in best["snippet"], summary)


def translate(demo: Demo) -> Checked:
    job = demo.upload("/v1/translations", HERE / "notice.docx", source="ja", target="en")
    docx = demo.fetch(f"/v1/translations/{job['id']}/file", "notice.en.docx")
    segments = demo.call("GET", f"/v1/translations/{job['id']}")["segments"]
    latin = [s["target"] for s in segments if any("a" <= c <= "z" for c in s["target"].lower())]
    longest = max(latin, key=len, default="")
    return Checked(
        len(latin) > len(segments) / 2, f"{len(segments)} segments → {docx.name}: “{longest[:60]}…”"
    )


def mask(demo: Demo) -> Checked:
    job = demo.upload("/v1/masking/documents", HERE / "application.docx", profile="disclosure")
    address = f"/v1/masking/documents/{job['id']}"
    document = demo.call("GET", address)
    decisions = [
        {"id": finding["id"], "decision": "accept"}
        for finding in document["findings"]
        if finding["decision"] is None
    ]
    demo.call("PATCH", f"{address}/findings", json={"version": document["version"], "decisions": decisions})
    demo.finished(demo.call("POST", f"{address}/finalize"))
    masked = demo.fetch(f"{address}/file", "application.masked.docx")
    demo.fetch(f"{address}/ledger?format=xlsx", "application.ledger.xlsx")
    left = leftovers(masked)
    return Checked(
        not left, f"{len(document['findings'])} findings, {len(left)} left {left or ''} → {masked.name}"
    )


def leftovers(masked: Path) -> list[str]:
    """Which of the application's personal strings can still be read in any part of the file."""
    expected = json.loads((HERE / "application.expected.json").read_text("utf-8"))
    with zipfile.ZipFile(masked) as parts:
        raw = "\n".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
    everything = raw + re.sub(r"<[^>]+>", "", raw)
    return [secret["text"] for secret in expected["gone"] if secret["text"] in everything]


TASKS = {
    "meeting → minutes": timed(transcribe),
    "shared drive → search": timed(search),
    "notice → English": timed(translate),
    "application → masked": timed(mask),
}
