"""The memory of transcription, hour by hour: `python -m bench.transcribe.memory [--hours N]`.

The made meeting again and again as one recording, given to the running suite as a clerk would. Every second the
proportional set size (PSS) of the transcription service and its child processes is read; it counts for the hour
of sound that the job has then reached. Finding the speakers, writing the minutes and the like come after the last hour.
"""

import argparse
import os
import shutil
import tempfile
import time
import wave
from pathlib import Path

import httpx2

from bench.report import write_section
from bench.suite import descendants, pss
from bench.transcribe.queue import MEETING
from examples.demo import FOLDER, demo_environment, make_key, running_suite
from services.transcribe.audio.decoding import decode_here
from services.transcribe.audio.pcm import RATE, SAMPLE_BYTES
from services.transcribe.progress import DECODING_SHARE, UNFINISHED

MIB = 1024**2
SERVICE = b"services.transcribe"
SAMPLE_SECONDS = 1.0
BAR = 1.1
HOUR_SECONDS = 3600


def recording(folder: Path, hours: int) -> Path:
    decode_here(MEETING, folder / "sound.pcm", folder / "stop", 600)
    sound = (folder / "sound.pcm").read_bytes()
    left = hours * HOUR_SECONDS * RATE * SAMPLE_BYTES
    with wave.open(str(folder / "meeting.wav"), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(SAMPLE_BYTES)
        out.setframerate(RATE)
        while left > 0:
            out.writeframes(sound[:left])
            left -= len(sound)
    return folder / "meeting.wav"


def service_processes() -> list[int]:
    """The transcription service and its children."""
    for pid in descendants(os.getpid()):
        if SERVICE in (Path("/proc") / str(pid) / "cmdline").read_bytes():
            return [pid, *descendants(pid)]
    raise SystemExit("the transcription service is not running")


def peaks(client: httpx2.Client, job: str, hours: int) -> list[float]:
    """The highest MiB of each hour, and of what comes after the last."""
    found = [0.0] * (hours + 1)
    while True:
        now = client.get(f"/v1/jobs/{job}").raise_for_status().json()
        if now["status"] not in ("queued", "running"):
            if now["status"] != "succeeded":
                raise SystemExit(f"the job ended as {now['status']}: {now['error']}")
            return found
        share = (now["progress"] - DECODING_SHARE) / (1 - DECODING_SHARE)
        hour = hours if now["progress"] >= UNFINISHED else int(max(share, 0.0) * hours)
        found[hour] = max(found[hour], sum(map(pss, service_processes())) / MIB)
        time.sleep(SAMPLE_SECONDS)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hours", type=int, default=3)
    hours: int = parser.parse_args().hours
    shutil.rmtree(FOLDER, ignore_errors=True)
    environment = demo_environment()
    with running_suite(environment) as url, tempfile.TemporaryDirectory() as folder:
        headers = {"Authorization": f"Bearer {make_key(environment)}"}
        with httpx2.Client(base_url=url, headers=headers, timeout=600) as client:
            with recording(Path(folder), hours).open("rb") as file:
                answer = client.post("/v1/transcriptions", files={"file": ("meeting.wav", file)})
            found = peaks(client, answer.raise_for_status().json()["id"], hours)
    ratio = found[hours - 1] / found[0]
    names = [*(f"hour {number}" for number in range(1, hours + 1)), "afterwards"]
    rows = [
        f"| {' | '.join(names)} | last hour to first | bar |",
        "|" + "---:|" * (len(names) + 2),
        f"| {' | '.join(f'{peak:.0f} MiB' for peak in found)} | {ratio:.2f} | ≤ {BAR} |",
    ]
    write_section("transcribe-memory", "\n".join(rows))
    print("\n".join(rows))
    if ratio > BAR:
        raise SystemExit("memory grows with the recording")


if __name__ == "__main__":
    main()
