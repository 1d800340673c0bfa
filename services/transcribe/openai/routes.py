"""`/v1/audio/transcriptions` and `/v1/audio/translations`: the `openai` client works unchanged.

Each call is a job like any other, so it survives a restart and stays in the list of transcriptions;
only the answer waits for it. `model` may be any name: the configured model is used.
"""

import asyncio
from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, File, Form, Response, UploadFile
from fastapi.responses import PlainTextResponse

from common.errors import BadRequest, restored
from common.identity import Caller, Principal
from common.jobs import Job, JobStatus
from common.service import Service
from services.transcribe.exports.subtitles import srt, vtt
from services.transcribe.intake import Intake
from services.transcribe.languages import checked_language
from services.transcribe.library import Library
from services.transcribe.openai.errors import OpenAIRoute
from services.transcribe.openai.shapes import (
    Granularity,
    JsonAnswer,
    ResponseFormat,
    VerboseAnswer,
    json_answer,
    plain_text,
    verbose_answer,
)
from services.transcribe.schemas import Asked, Transcript
from services.transcribe.vocabulary.terms import terms

POLL_SECONDS = 0.2
LONGEST_PROMPT = 2000
Answer = Response | JsonAnswer | VerboseAnswer

Upload = Annotated[UploadFile, File(description="音声または動画")]
Prompt = Annotated[str | None, Form(max_length=LONGEST_PROMPT, description="はじめの部分の書き方の手本")]
Format = Annotated[ResponseFormat, Form()]
Temperature = Annotated[float | None, Form(ge=0, le=1)]
Granularities = Annotated[list[Granularity] | None, Form(alias="timestamp_granularities[]")]
Keywords = Annotated[list[str] | None, Form(alias="keywords[]", description="出てくる名前や用語")]
Stream = Annotated[bool, Form(description="逐次の応答にはまだ対応していません")]


def openai_router(service: Service, library: Library, intake: Intake) -> APIRouter:
    router = APIRouter(prefix="/v1/audio", tags=["openai"], route_class=OpenAIRoute)

    # Storing the upload blocks, so it happens in a dependency, which FastAPI runs in a thread;
    # waiting for the job is asynchronous and holds none.
    def accept_transcription(
        caller: Caller, file: Upload, language: Annotated[str | None, Form()] = None,
        prompt: Prompt = None, temperature: Temperature = None,
        granularities: Granularities = None, keywords: Keywords = None, stream: Stream = False,
    ) -> Job:  # fmt: skip
        _refuse_stream(stream)
        asked = Asked(
            language=checked_language(language), prompt=prompt, temperature=temperature or None,
            words="word" in (granularities or []), vocabulary=terms("\n".join(keywords or [])),
        )  # fmt: skip
        return intake.accept(file, caller, asked)

    def accept_translation(
        caller: Caller, file: Upload, prompt: Prompt = None, temperature: Temperature = None
    ) -> Job:
        asked = Asked(language="auto", task="translate", prompt=prompt, temperature=temperature or None)
        return intake.accept(file, caller, asked)

    @router.post("/transcriptions", summary="録音を文字にする（OpenAI 互換）", response_model=None)
    async def transcribe(
        caller: Caller,
        job: Annotated[Job, Depends(accept_transcription)],
        response_format: Format = "json",
        granularities: Granularities = None,
    ) -> Answer:
        transcript = await _finished(service, library, job, caller)
        return _answer(transcript, "transcribe", response_format, set(granularities or []))

    @router.post("/translations", summary="録音を英語の文字にする（OpenAI 互換）", response_model=None)
    async def translate(
        caller: Caller, job: Annotated[Job, Depends(accept_translation)], response_format: Format = "json"
    ) -> Answer:
        return _answer(await _finished(service, library, job, caller), "translate", response_format, set())

    return router


def _refuse_stream(stream: bool) -> None:
    if stream:
        raise BadRequest("逐次の応答（stream）には対応していません。stream を指定せずに送ってください。")


async def _finished(service: Service, library: Library, job: Job, caller: Principal) -> Transcript:
    while not job.status.is_final:
        await asyncio.sleep(POLL_SECONDS)
        job = await asyncio.to_thread(service.jobs.find, job.id)
    if job.error is not None:
        raise restored(job.error)
    if job.status is JobStatus.CANCELLED:
        # Not 409: the client would take that for a passing conflict and send the file again.
        raise BadRequest("この文字起こしは取り消されました。必要なら、もう一度送ってください。")
    return await asyncio.to_thread(library.finished, job.id, caller)


def _answer(
    transcript: Transcript, task: str, response_format: ResponseFormat, granularities: set[Granularity]
) -> Answer:
    texts: dict[ResponseFormat, tuple[str, Callable[[], str]]] = {
        "text": ("text/plain", lambda: plain_text(transcript) + "\n"),
        "srt": ("application/x-subrip", lambda: srt(transcript.segments)),
        "vtt": ("text/vtt", lambda: vtt(transcript.segments)),
    }
    if response_format in texts:
        media_type, write = texts[response_format]
        return PlainTextResponse(write(), media_type=media_type)
    if response_format == "json":
        return json_answer(transcript)
    return verbose_answer(transcript, task, granularities)
