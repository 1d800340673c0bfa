"""A short made meeting as the job leaves it, and a way to make operations on it."""

from collections.abc import Callable
from typing import Any

import pytest
from pydantic import TypeAdapter

from services.transcribe.editing.applying import edited, minutes_of
from services.transcribe.editing.edit import Operation
from services.transcribe.schemas import Decoding, HeardSegment, Speaker, Transcript, Word
from services.transcribe.text.marks import Mark
from services.transcribe.vocabulary.corrections import Correction

DECODING = Decoding(
    seek=0, tokens=[5, 6], temperature=0, avg_logprob=-0.1, compression_ratio=1, no_speech_prob=0
)
OPERATION: TypeAdapter[Any] = TypeAdapter(Operation)
TEXTS = [
    "えー、令和8年11月13日の運営会議を始めます。",
    "それでは、みどり市の窓口の時間を延長することに決定しました。",
    "佐藤さんは11月25日までに資料を確認してください。",
    "あのー、次回は12月4日に開きます。",
    "",
]


def heard(number: int, text: str, **members: Any) -> HeardSegment:
    start = (number - 1) * 10.0
    return HeardSegment(
        id=f"s{number}", start=start, end=start + 9.0, text=text, confidence=0.9, decoding=DECODING, **members
    )


def words_of(segment: HeardSegment) -> list[Word]:
    """One word a character."""
    step = (segment.end - segment.start) / max(len(segment.text), 1)
    return [
        Word(
            start=round(segment.start + n * step, 3),
            end=round(segment.start + (n + 1) * step, 3),
            text=character,
            confidence=0.9,
        )
        for n, character in enumerate(segment.text)
    ]


def make_meeting() -> Transcript:
    segments = [heard(number, text) for number, text in enumerate(TEXTS, 1)]
    correction = Correction(
        start=5, end=9, original="緑の市", entry="みどり市", reading="ミドリシ", distance=0
    )
    more: list[dict[str, Any]] = [
        {"marks": [Mark(start=0, end=3, kind="filler")], "speaker": "S1", "words": words_of(segments[0])},
        {"corrections": [correction], "speaker": "S2"},
        {"doubtful": True, "speaker": "S1"},
        {"marks": [Mark(start=0, end=4, kind="filler")], "words": words_of(segments[3])},
        {},
    ]
    segments = [s.model_copy(update=members) for s, members in zip(segments, more, strict=True)]
    transcript = Transcript(
        title="運営会議",
        language="ja",
        duration=50.0,
        segments=segments,
        speakers=[Speaker(id="S1", name="話者1"), Speaker(id="S2", name="話者2")],
        complete=True,
    )
    return transcript.model_copy(update={"minutes": minutes_of(transcript)})


@pytest.fixture(scope="session")
def meeting() -> Transcript:
    return make_meeting()


@pytest.fixture(scope="session")
def apply() -> Callable[..., Transcript]:
    """`apply(transcript, {"op": ...}, ...)`: the transcript after these operations."""

    def run(transcript: Transcript, *operations: dict[str, Any]) -> Transcript:
        return edited(transcript, [OPERATION.validate_python(operation) for operation in operations])[0]

    return run
