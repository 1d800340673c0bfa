"""Fifty recordings queued at once on the running suite: `python -m bench.transcribe.queue [--jobs N]`.

The real processes on a data folder of their own; each job is the made meeting's first 15 seconds. All must
finish; meanwhile the list of jobs, one job and one transcription are asked for through the gateway.
"""

import argparse
import itertools
import shutil
import statistics
import tempfile
import time
import wave
from pathlib import Path

import httpx2

from bench.report import write_section
from examples.demo import FOLDER, demo_environment, make_key, running_suite
from services.transcribe.audio.decoding import decode_here
from services.transcribe.audio.pcm import RATE, SAMPLE_BYTES

MEETING = Path(__file__).resolve().parents[2] / "examples" / "meeting.m4a"
SECONDS = 15
PAUSE_SECONDS = 0.1
DEADLINE_SECONDS = 1800
BAR_MS = 100


def recording(folder: Path) -> Path:
    decode_here(MEETING, folder / "sound.pcm", folder / "stop", 600)
    with wave.open(str(folder / "meeting.wav"), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(SAMPLE_BYTES)
        out.setframerate(RATE)
        out.writeframes((folder / "sound.pcm").read_bytes()[: SECONDS * RATE * SAMPLE_BYTES])
    return folder / "meeting.wav"


def queued(client: httpx2.Client, file: Path, count: int) -> list[str]:
    sound = file.read_bytes()
    answers = [
        client.post("/v1/transcriptions", files={"file": (f"{number}.wav", sound)}) for number in range(count)
    ]
    return [str(answer.raise_for_status().json()["id"]) for answer in answers]


def watched(client: httpx2.Client, jobs: list[str]) -> list[float]:
    """Milliseconds of each answer until all the jobs are final."""
    paths = itertools.cycle(("/v1/jobs", f"/v1/jobs/{jobs[-1]}", f"/v1/transcriptions/{jobs[0]}"))
    took, deadline = [], time.monotonic() + DEADLINE_SECONDS
    while time.monotonic() < deadline:
        began = time.perf_counter()
        answer = client.get(next(paths)).raise_for_status()
        took.append((time.perf_counter() - began) * 1000)
        is_list = isinstance(answer.json(), list)
        if is_list and all(job["status"] not in ("queued", "running") for job in answer.json()):
            return took
        time.sleep(PAUSE_SECONDS)
    raise SystemExit(f"the jobs were not done in {DEADLINE_SECONDS} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, default=50)
    count: int = parser.parse_args().jobs
    shutil.rmtree(FOLDER, ignore_errors=True)
    environment = demo_environment()
    with running_suite(environment) as url, tempfile.TemporaryDirectory() as folder:
        headers = {"Authorization": f"Bearer {make_key(environment)}"}
        with httpx2.Client(base_url=url, headers=headers, timeout=120) as client:
            began = time.monotonic()
            jobs = queued(client, recording(Path(folder)), count)
            took = watched(client, jobs)
            ended = [client.get(f"/v1/jobs/{job}").json()["status"] for job in jobs]
    finished = ended.count("succeeded")
    rows = [
        "| recordings | finished | minutes | API median | 95th percentile | bar |",
        "|---:|---:|---:|---:|---:|---:|",
        f"| {count} of {SECONDS} s | {finished} | {(time.monotonic() - began) / 60:.1f} "
        f"| {statistics.median(took):.0f} ms | {statistics.quantiles(took, n=20)[-1]:.0f} ms | < {BAR_MS} ms |",
    ]
    write_section("transcribe-queue", "\n".join(rows))
    print("\n".join(rows))
    if finished < count:
        raise SystemExit(f"only {finished} of {count} succeeded")


if __name__ == "__main__":
    main()
