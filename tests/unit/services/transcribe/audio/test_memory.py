"""Hours cost no more memory than minutes: the sandboxed child, watched while it decodes three of them."""

import threading
import time
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from services.transcribe.audio.pcm import RATE
from tests.unit.services.transcribe.audio.recordings import beeps, frames

HOURS = 3
FRAME = 1024


@pytest.fixture
def long_meeting(tmp_path):
    """Three hours of stereo as an m4a: one minute, encoded once, written again and again."""
    with av.open(str(tmp_path / "long.m4a"), "w") as made:
        stream = made.add_stream("aac", rate=RATE, layout="stereo")
        encoded = [p for frame in frames(RATE, beeps(60, RATE), "stereo") for p in stream.encode(frame)]
        minute = [bytes(packet) for packet in encoded]
        for number in range(HOURS * 3600 * RATE // FRAME):
            packet = av.Packet(minute[number % len(minute)])
            packet.stream, packet.time_base = stream, Fraction(1, RATE)
            packet.pts = packet.dts = number * FRAME
            packet.duration = FRAME
            made.mux(packet)
    return tmp_path / "long.m4a"


def resident_kilobytes(pid):
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0])


def writer_of(path):
    """The process that has `path` open."""
    for link in Path("/proc").glob("[0-9]*/fd/*"):
        try:
            if link.readlink() == path:
                return int(link.parts[2])
        except OSError:
            continue
    return None


@pytest.mark.slow
def test_the_third_hour_takes_no_more_memory_than_the_first(extracted, pcm, long_meeting):
    seen, part = [[], [], []], pcm.with_suffix(".part")
    decoding = threading.Thread(target=extracted, args=[long_meeting])
    decoding.start()
    pid = None
    while decoding.is_alive():
        try:
            pid = pid or writer_of(part)
            hour = int(part.stat().st_size / 2 / RATE / 3600)
            seen[min(hour, HOURS - 1)].append(resident_kilobytes(pid))
        except (OSError, ValueError):  # not yet begun, or just ended
            pass
        time.sleep(0.02)
    decoding.join()
    assert pcm.stat().st_size == pytest.approx(HOURS * 3600 * RATE * 2, rel=0.001)
    assert all(len(hour) > 10 for hour in seen)
    assert max(seen[2]) <= 1.1 * max(seen[0])
    assert np.median(seen[2]) <= 1.1 * np.median(seen[0])
