"""The transcription API."""

import datetime as dt
from typing import Annotated, Literal

from fastapi import APIRouter, File, Form, Query, Request, Response, UploadFile
from fastapi.responses import FileResponse

from common.downloads import attachment
from common.errors import BadRequest
from common.identity import Caller
from common.job_routes import accepted
from common.jobs import Job
from common.service import Service
from common.shared_lists import listed
from services.transcribe.audio.media import mime_type
from services.transcribe.caching import entity_tag, is_known, with_tag
from services.transcribe.exports import FORMATS, ExportFormat, ExportOptions, file_name
from services.transcribe.exports.templates import Templates
from services.transcribe.intake import About, Intake
from services.transcribe.languages import checked_language
from services.transcribe.library import Library
from services.transcribe.schemas import Asked, Summary, Transcription
from services.transcribe.text.style import Style
from services.transcribe.vocabulary.given import given

STYLES = "verbatim（言ったまま）・cleaned（言いよどみを除く）・dearu（である調）。なければ形式に合うもの"
ONLY_DOCX = (
    "ひな形は Word（format=docx）のときだけ使えます。format を docx にするか、template を外してください。"
)
Title = Annotated[str | None, Form(max_length=200, description="会議名。なければファイル名")]
Language = Annotated[str | None, Form(description="ja など。auto は自動判定。なければ ja")]
Vocabulary = Annotated[
    str | None, Form(description="出てくる名前や用語（読点・コンマ・改行区切り）。先のものほど効く")
]
Speakers = Annotated[int | None, Form(ge=1, le=50, description="話す人の数。なければ音から数えます")]
HeldOn = Annotated[dt.date | None, Form(alias="date", description="開催日（YYYY-MM-DD）")]
Place = Annotated[str | None, Form(max_length=200, description="開催場所")]
Label = Annotated[str | None, Form(max_length=100, description="保存の区分。なければ設定の既定")]
Vocabularies = Annotated[str | None, Form(max_length=5000, description="使う辞書の名前（コンマ区切り）")]
Channels = Annotated[
    Literal["auto", "mix", "separate"],
    Form(description="チャンネルごとに一人のマイクか（separate）、混ぜるか（mix）、音から決めるか（auto）"),
]
TemplateName = Annotated[str | None, Query(max_length=60, description="使うひな形の名前（docx だけ）")]
Department = Annotated[str | None, Query(max_length=60, description="ひな形の課。同じ名前が複数あるとき")]
Words = Annotated[bool, Form(description="語ごとの時刻も付ける")]


WantedTitle = Annotated[str, Query(max_length=200, description="会議名にこの語をすべて含むものだけ")]
Since = Annotated[str | None, Query(max_length=40, description="この番号の発言より後だけ")]
Version = Annotated[int | None, Query(ge=1, description="前の版を見る")]


def transcription_router(
    service: Service, library: Library, intake: Intake, templates: Templates
) -> APIRouter:
    router = APIRouter(prefix="/v1/transcriptions", tags=["transcriptions"])

    @router.post("", status_code=202, summary="録音を文字にする")
    def create(
        response: Response,
        caller: Caller,
        file: Annotated[UploadFile, File(description="音声または動画")],
        language: Language = None,
        title: Title = None,
        vocabulary: Vocabulary = None,
        vocabularies: Vocabularies = None,
        speakers: Speakers = None,
        date: HeldOn = None,
        place: Place = None,
        label: Label = None,
        words: Words = False,
        channels: Channels = "auto",
    ) -> Job:
        asked = Asked(
            language=checked_language(language), vocabulary=given(vocabulary),
            vocabularies=listed(vocabularies), words=words, channels=channels,
        )  # fmt: skip
        about = About(title=title, date=date, place=place, speakers=speakers, label=label)
        job = intake.accept(file, caller, asked, about)
        return accepted(response, job)

    @router.get("", summary="文字起こしの一覧")
    def list_transcriptions(
        caller: Caller,
        limit: Annotated[int, Query(ge=1, le=200)] = 50,
        offset: Annotated[int, Query(ge=0)] = 0,
        title: WantedTitle = "",
    ) -> list[Summary]:
        return library.list(caller, limit=limit, offset=offset, title=title)

    @router.get(
        "/{transcription_id}",
        summary="文字起こしと議事録（途中なら、できたところまで）",
        response_model=Transcription,
    )
    def get_transcription(
        transcription_id: str, caller: Caller, request: Request, response: Response,
        since: Since = None, version: Version = None,
    ) -> Transcription | Response:  # fmt: skip
        tag = entity_tag(request, library.tag(transcription_id, caller))
        if is_known(request, tag):
            return with_tag(Response(status_code=304), tag)
        with_tag(response, tag)
        return library.view(transcription_id, caller, version=version, since=since)

    @router.delete("/{transcription_id}", status_code=204, summary="録音と文字を消す")
    def delete_transcription(transcription_id: str, caller: Caller) -> None:
        library.delete(transcription_id, caller)

    @router.get("/{transcription_id}/export", summary="ファイルにする", response_class=Response)
    def export(
        transcription_id: str,
        caller: Caller,
        chosen: Annotated[ExportFormat, Query(alias="format")] = "docx",
        style: Annotated[Style | None, Query(description=STYLES)] = None,
        corrections: Annotated[bool, Query(description="辞書による置き換えの一覧を付ける")] = False,
        template: TemplateName = None,
        department: Department = None,
    ) -> Response:
        transcript = library.finished(transcription_id, caller)
        kind = FORMATS[chosen]
        headers = _attachment(file_name(transcript.title, chosen))
        if template and chosen != "docx":
            raise BadRequest(ONLY_DOCX)
        path = templates.path(template, department) if template else None
        options = ExportOptions(style=style or kind.style, corrections=corrections, template=path)
        return Response(kind.write(transcript, options), media_type=kind.media_type, headers=headers)

    def audio(transcription_id: str, caller: Caller) -> FileResponse:
        stored = service.files.get(library.recording(transcription_id, caller).file_id)
        return FileResponse(
            stored.path,
            media_type=mime_type(stored.suffix),
            headers={"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"},
        )

    path = "/{transcription_id}/audio"
    router.get(path, summary="録音を聞く（範囲指定可）", response_class=FileResponse)(audio)
    router.head(path, include_in_schema=False)(audio)
    return router


def _attachment(name: str) -> dict[str, str]:
    suffix = name.rpartition(".")[2]
    plain = name.replace('"', "") if name.isascii() else f"minutes.{suffix}"
    return attachment(name, plain)
