"""`/v1/audio/transcriptions` and `/v1/audio/translations`: the `openai` client works unchanged.

Each call is a job like any other, so it survives a restart and stays in the list of transcriptions;
only the answer waits for it. `model` may be any name: the configured model is used.
"""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Header, Response, UploadFile
from fastapi.responses import PlainTextResponse, StreamingResponse

from common.identity import Caller, Principal
from common.jobs import Job
from common.service import Service
from services.transcribe.exports.subtitles import srt, vtt
from services.transcribe.intake import Intake
from services.transcribe.library import Library
from services.transcribe.openai.errors import OpenAIRoute
from services.transcribe.openai.following import Follower
from services.transcribe.openai.forms import (
    Format,
    Granularities,
    Stream,
    Transcribing,
    Translating,
    Upload,
    refuse_unsupported,
)
from services.transcribe.openai.retries import COUNT_HEADER, earlier_job, is_retry
from services.transcribe.openai.shapes import (
    DiarizedAnswer,
    Granularity,
    JsonAnswer,
    ResponseFormat,
    TextFormat,
    VerboseAnswer,
    diarized_answer,
    json_answer,
    plain_text,
    verbose_answer,
)
from services.transcribe.schemas import Asked, HeardSegment, Transcript

Answer = Response | JsonAnswer | VerboseAnswer | DiarizedAnswer
Retries = Annotated[str | None, Header(alias=COUNT_HEADER, include_in_schema=False)]
STREAM_HEADERS = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}


def openai_router(service: Service, library: Library, intake: Intake) -> APIRouter:
    router = APIRouter(prefix="/v1/audio", tags=["openai"], route_class=OpenAIRoute)

    # Storing the upload blocks, so it happens in a dependency, which FastAPI runs in a thread;
    # waiting for the job is asynchronous and holds none.
    def accepted(file: UploadFile, caller: Principal, asked: Asked, retries: str | None) -> Job:
        earlier = earlier_job(service, library, file.file, asked, caller) if is_retry(retries) else None
        return earlier or intake.accept(file, caller, asked)

    def accept_transcription(
        caller: Caller, file: Upload, asked: Transcribing,
        _supported: Annotated[None, Depends(refuse_unsupported)], retries: Retries = None,
    ) -> Job:  # fmt: skip
        return accepted(file, caller, asked, retries)

    def accept_translation(caller: Caller, file: Upload, asked: Translating, retries: Retries = None) -> Job:
        return accepted(file, caller, asked, retries)

    @router.post("/transcriptions", summary="録音を文字にする（OpenAI 互換）", response_model=None)
    async def transcribe(
        caller: Caller,
        job: Annotated[Job, Depends(accept_transcription)],
        response_format: Format = "json",
        granularities: Granularities = None,
        stream: Stream = False,
    ) -> Answer:
        follower = Follower(service, library, caller)
        if stream:
            events = follower.streamed(job, with_speakers=response_format == "diarized_json")
            return StreamingResponse(events, media_type="text/event-stream", headers=STREAM_HEADERS)
        return _answer(await follower.finished(job), "transcribe", response_format, set(granularities or []))

    @router.post("/translations", summary="録音を英語の文字にする（OpenAI 互換）", response_model=None)
    async def translate(
        caller: Caller,
        job: Annotated[Job, Depends(accept_translation)],
        response_format: Annotated[TextFormat, Form()] = "json",
    ) -> Answer:
        finished = await Follower(service, library, caller).finished(job)
        return _answer(finished, "translate", response_format, set())

    return router


def _answer(
    transcript: Transcript, task: str, response_format: ResponseFormat, granularities: set[Granularity]
) -> Answer:
    texts: dict[ResponseFormat, tuple[str, Callable[[], str]]] = {
        "text": ("text/plain", lambda: plain_text(transcript) + "\n"),
        "srt": ("application/x-subrip", lambda: srt(_unnamed(transcript))),
        "vtt": ("text/vtt", lambda: vtt(_unnamed(transcript))),
    }
    if response_format in texts:
        media_type, write = texts[response_format]
        return PlainTextResponse(write(), media_type=media_type)
    if response_format == "json":
        return json_answer(transcript)
    if response_format == "diarized_json":
        return diarized_answer(transcript)
    return verbose_answer(transcript, task, granularities)


def _unnamed(transcript: Transcript) -> list[HeardSegment]:
    """OpenAI's subtitles say nothing of speakers."""
    return [segment.model_copy(update={"speaker": None}) for segment in transcript.segments]
