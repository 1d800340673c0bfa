"""The job is durable and can be cancelled: the real service in a process of its own."""

import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import numpy as np
import pytest

from services.transcribe.audio.pcm import RATE

pytestmark = [pytest.mark.models, pytest.mark.slow]

ROOT = Path(__file__).resolve().parents[4]
SERVE = """
import sys, uvicorn
from common.settings import Settings
from services.transcribe.app import create_app
app = create_app(Settings(data={"folder": sys.argv[1]}), chunk_seconds=10)
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[2]), log_level="warning")
"""


@pytest.fixture
def start(tmp_path):
    """Start the service on the test's data folder; the process and a client."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    started = []

    def run():
        command = [sys.executable, "-c", SERVE, str(tmp_path / "data"), str(port)]
        process = subprocess.Popen(command, cwd=ROOT)
        client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30)
        started.append((process, client))
        for _ in range(1200):
            try:
                client.get("/healthz")
                break
            except httpx.TransportError:
                time.sleep(0.1)
        return process, client

    yield run
    for process, client in started:
        client.close()
        process.kill()
        process.wait()


def segments(client, job_id):
    return client.get(f"/v1/transcriptions/{job_id}").json()["segments"]


def said(found):
    """Speakers are known at the end only, and may divide what was one segment before."""
    return "".join(segment["text"] for segment in found)


def test_a_killed_job_resumes_at_the_next_chunk_with_the_same_text(start, send, wait, speech_wav):
    sound = speech_wav(0, 26)
    process, client = start()
    killed = send(client, sound)["id"]
    wait(client, killed, until=lambda _: len(segments(client, killed)) > 0)
    before = segments(client, killed)
    process.kill()
    process.wait()

    _, client = start()
    assert wait(client, killed)["status"] == "succeeded"
    resumed = segments(client, killed)
    assert said(resumed).startswith(said(before))
    assert len(said(before)) < len(said(resumed))

    undisturbed = send(client, sound)["id"]
    assert wait(client, undisturbed)["status"] == "succeeded"
    assert segments(client, undisturbed) == resumed


def test_a_cancelled_job_stops_working_and_makes_room(start, send, wait, speech_wav, write_wav, tmp_path):
    _, client = start()
    long = send(client, speech_wav(0, 70))["id"]
    wait(client, long, until=lambda job: job["progress"] > 0.05)
    assert client.delete(f"/v1/jobs/{long}").json()["status"] == "cancelled"
    short = send(client, write_wav(tmp_path / "a.wav", np.zeros(RATE)))["id"]
    assert wait(client, short)["status"] == "succeeded"
    heard = segments(client, long)
    assert not heard or heard[-1]["end"] < 60  # the one worker did not go on to the end
    time.sleep(2)
    assert segments(client, long) == heard
    assert client.delete(f"/v1/transcriptions/{long}").status_code == 204
    assert client.get(f"/v1/transcriptions/{long}").status_code == 404


def test_deleting_a_running_transcription_leaves_nothing_behind(start, send, wait, speech_wav, tmp_path):
    _, client = start()
    job_id = send(client, speech_wav(0, 70))["id"]
    wait(client, job_id, until=lambda job: job["progress"] > 0.05)
    assert client.delete(f"/v1/transcriptions/{job_id}").status_code == 204
    stored = tmp_path / "data" / "transcribe" / "files"
    for _ in range(100):
        if not list(stored.iterdir()):
            break
        time.sleep(0.1)
    assert list(stored.iterdir()) == []
    assert client.get(f"/v1/transcriptions/{job_id}").status_code == 404
