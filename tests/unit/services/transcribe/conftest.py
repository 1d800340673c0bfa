"""Sounds made by arithmetic, speech cut from the made meeting, and a way to wait for jobs."""

import datetime as dt
import io
import time
import wave
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fastapi.testclient import TestClient

from common.jobs import JobContext
from common.service import Service
from common.settings import Settings
from services.transcribe.app import create_app
from services.transcribe.audio.decoding import decode_here
from services.transcribe.audio.pcm import RATE
from services.transcribe.editing.routes import editing_router
from services.transcribe.exports.templates import Templates, template_router
from services.transcribe.intake import Intake
from services.transcribe.job import KIND
from services.transcribe.library import Library
from services.transcribe.minutes.drafting.job import KIND as DRAFT
from services.transcribe.minutes.drafting.job import draft_job
from services.transcribe.minutes.drafting.routes import draft_router
from services.transcribe.routes import transcription_router
from services.transcribe.schemas import Asked, Recording, Transcript
from services.transcribe.vocabulary.readings import load_dictionary
from services.transcribe.vocabulary.store import Vocabularies

MEETING = Path(__file__).resolve().parents[4] / "examples" / "meeting.m4a"
WAIT_SECONDS = 300

WriteWav = Callable[..., Path]


@pytest.fixture(scope="session")
def write_wav() -> WriteWav:
    def write(path: Path, samples: np.ndarray, *, rate: int = RATE, channels: int = 1) -> Path:
        """`samples` from -1 to 1, interleaved when there is more than one channel."""
        with wave.open(str(path), "wb") as out:
            out.setnchannels(channels)
            out.setsampwidth(2)
            out.setframerate(rate)
            out.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
        return path

    return write


@pytest.fixture(scope="session")
def sine() -> Callable[..., np.ndarray]:
    def make(seconds: float, *, hertz: float = 440, rate: int = RATE) -> np.ndarray:
        return 0.5 * np.sin(2 * np.pi * hertz * np.arange(int(seconds * rate)) / rate)

    return make


@pytest.fixture(scope="session")
def meeting_sound(tmp_path_factory: pytest.TempPathFactory) -> np.ndarray:
    """The made meeting as samples from -1 to 1."""
    folder = tmp_path_factory.mktemp("meeting")
    decode_here(MEETING, folder / "sound.pcm", folder / "stop", 600)
    return np.fromfile(folder / "sound.pcm", dtype="<i2").astype(np.float32) / 32768


@pytest.fixture(scope="session")
def speech_wav(
    meeting_sound: np.ndarray, write_wav: WriteWav, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[float, float], Path]:
    """A wav of the meeting from one second to another."""

    def cut(start: float, end: float) -> Path:
        path = tmp_path_factory.mktemp("speech") / "speech.wav"
        return write_wav(path, meeting_sound[int(start * RATE) : int(end * RATE)])

    return cut


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    """The service on an empty data folder, with a checkpoint every 15 seconds of sound."""
    with TestClient(create_app(Settings(data={"folder": tmp_path}), chunk_seconds=15)) as opened:
        yield opened


@pytest.fixture(scope="session")
def send() -> Callable[..., dict[str, Any]]:
    """Upload a recording; the job that answers."""

    def upload(client: TestClient, path: Path, *, name: str = "会議.wav", **form: Any) -> dict[str, Any]:
        answer = client.post("/v1/transcriptions", files={"file": (name, path.read_bytes())}, data=form)
        assert answer.status_code == 202, answer.text
        return answer.json()

    return upload


@pytest.fixture(scope="session")
def wait() -> Callable[..., dict[str, Any]]:
    """The job once it is final, or once `until(job)` holds."""

    def poll(client: Any, job_id: str, until: Callable[[dict[str, Any]], bool] = lambda _: False) -> Any:
        deadline = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < deadline:
            job = client.get(f"/v1/jobs/{job_id}").json()
            if job["status"] not in ("queued", "running") or until(job):
                return job
            time.sleep(0.1)
        raise AssertionError(f"{job_id} was not ready in {WAIT_SECONDS} s")

    return poll


@dataclass
class Office:
    """The service without a model: its jobs store a transcript that was made beforehand."""

    service: Service
    library: Library
    client: TestClient
    transcript: Transcript

    def finished(self, owner: str = "local", **about: Any) -> str:
        """The id of a finished transcription of `transcript`."""
        stored = self.service.files.keep(
            io.BytesIO(b"RIFF" + bytes(range(256))), name="秘密.wav", owner=owner
        )
        recording = Recording(
            file_id=stored.id, name=stored.name, title=self.transcript.title, asked=Asked(),
            **{"created_at": dt.datetime.now(dt.UTC), "label": "標準"} | about,
        )  # fmt: skip
        params = recording.model_dump(mode="json")
        job = self.service.jobs.submit(KIND, owner=owner, title=recording.title, params=params)
        while not self.service.jobs.find(job.id).status.is_final:
            time.sleep(0.02)
        return job.id

    def run(self, context: JobContext, params: dict[str, Any]) -> dict[str, Any]:
        self.library.note(context.id, context.owner, Recording.model_validate(params))
        context.step("hear", lambda: self.transcript.model_dump(mode="json"))
        self.library.keep(context.id, context.owner, self.transcript)
        return {}


@contextmanager
def running_office(folder: Path, transcript: Transcript, **groups: Any) -> Iterator[Office]:
    service = Service("transcribe", Settings(data={"folder": folder}, **groups))
    library = Library(service)
    dictionary = service.resident("sudachidict", load_dictionary)
    intake = Intake(service, library, Vocabularies(service.records("vocabularies"), dictionary))
    templates, drafting = Templates(service), draft_job(service, library)
    routers = [
        transcription_router(service, library, intake, templates),
        editing_router(library),
        draft_router(service, library, drafting.writer),
        template_router(templates),
    ]
    client = TestClient(service.app(title="t", description="d", routers=routers))
    office = Office(service, library, client, transcript)
    service.jobs.register(KIND, office.run)
    service.jobs.register(DRAFT, drafting.run)
    with client:
        yield office


@pytest.fixture(scope="session")
def open_office() -> Callable[..., AbstractContextManager[Office]]:
    """`with open_office(folder, transcript, **settings)`: the service on a data folder."""
    return running_office
