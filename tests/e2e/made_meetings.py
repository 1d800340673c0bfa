"""A finished transcription without the listening: a quiet recording, and what was said put into the records."""

import io
import wave
from pathlib import Path
from typing import Any

import httpx2

from common.service import Service
from common.settings import Settings
from services.transcribe.editing.applying import minutes_of
from services.transcribe.schemas import Decoding, HeardSegment, Speaker, Transcript
from services.transcribe.text.marks import Mark
from services.transcribe.vocabulary.corrections import Correction
from tests.e2e.running import Suite, finished

RATE = 8000
SECONDS = 30
DECODING = Decoding(
    seek=0, tokens=[], temperature=0.0, avg_logprob=-0.2, compression_ratio=1.2, no_speech_prob=0.0
)
SPOKEN = "みどり市の利用時間を延長します。"


def quiet_recording() -> bytes:
    content = io.BytesIO()
    with wave.open(content, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(bytes(2 * RATE * SECONDS))
    return content.getvalue()


def meeting(suite: Suite, client: httpx2.Client, title: str, segments: int) -> str:
    """The id of a transcription with so many segments by two speakers.

    The 2nd has a filler, the 3rd a word of the vocabulary, the 4th and the 10th are doubtful, in the 5th two speak.
    """
    files = {"file": ("quiet.wav", quiet_recording(), "audio/wav")}
    job = client.post("/v1/transcriptions", files=files, data={"title": title}).json()
    assert finished(client, job)["status"] == "succeeded"
    service = Service("transcribe", Settings(data={"folder": Path(suite.environment["YAKUBA_DATA_FOLDER"])}))
    records = service.records("transcripts")
    said = Transcript(
        title=title,
        language="ja",
        duration=SECONDS,
        segments=[_segment(n, SECONDS / segments) for n in range(1, segments + 1)],
        speakers=[Speaker(id="S1", name="話者1"), Speaker(id="S2", name="話者2")],
        complete=True,
    )
    whole = said.model_copy(update={"minutes": minutes_of(said)})
    owner = str(records.get(job["id"]).owner)
    records.put(job["id"], owner, whole.model_dump(mode="json"))
    return str(job["id"])


def _segment(number: int, seconds: float) -> HeardSegment:
    special: dict[int, dict[str, Any]] = {
        2: {"text": "えー、始めます。", "marks": [Mark(start=0, end=3, kind="filler")]},
        3: {"corrections": [_corrected()]},
        4: {"doubtful": True},
        5: {"overlap": True},
        # A character outside of the Basic Multilingual Plane: two units in a browser, one in the API.
        6: {"text": "𠮷野家と市場です。"},
        10: {"doubtful": True},
    }
    segment = HeardSegment(
        id=f"s{number}",
        start=round((number - 1) * seconds, 3),
        end=round(number * seconds, 3),
        text=SPOKEN,
        speaker="S1" if number % 3 else "S2",
        confidence=0.8,
        decoding=DECODING,
    )
    return segment.model_copy(update=special.get(number, {}))


def _corrected() -> Correction:
    at = SPOKEN.index("延長")
    return Correction(start=at, end=at + 2, original="園長", entry="延長", reading="エンチョウ", distance=0.0)
