"""LibreTranslate's own routes, so that its clients work unchanged.

Shapes as of LibreTranslate 1.9. Errors are problem+json with LibreTranslate's `error` beside it.
"""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, File, Form, Request, Response, UploadFile
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import ValidationError

from common.documents import SUPPORTED, TRANSLATABLE
from common.errors import BadRequest, Problem, Unavailable, restored
from common.identity import Caller, current_principal
from common.jobs import Jobs
from services.translate.bodies import Body, Members
from services.translate.detection import detect
from services.translate.documents import Documents
from services.translate.guidance import Guides, Wishes
from services.translate.languages import canonical, language
from services.translate.memory.store import Memory
from services.translate.memory.units import MOST_CHARACTERS as LONGEST_SUGGESTION
from services.translate.memory.units import UnitWrite
from services.translate.problems import missing_parameter, unknown_language
from services.translate.schemas import MOST_CHARACTERS, DetectedLanguage
from services.translate.texts import translate_texts
from services.translate.translator import Translator
from services.translate.wordings import MOST, alternatives

FILE_SECONDS = 600.0
POLL_SECONDS = 0.2


class LibreTranslateRoute(APIRoute):
    """Gives every problem the `error` member."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def handler(request: Request) -> Response:
            try:
                return await handle(request)
            except Problem as problem:
                problem.extra.setdefault("error", problem.detail)
                raise
            except RequestValidationError as error:
                raise missing_parameter(str(error.errors()[0]["loc"][-1])) from error

        return handler


def libretranslate_router(
    translator: Translator, documents: Documents, guides: Guides, memory: Memory, jobs: Jobs
) -> APIRouter:
    router = APIRouter(
        tags=["LibreTranslate"], route_class=LibreTranslateRoute, dependencies=[Depends(current_principal)]
    )

    @router.get("/languages", summary="使える言語")
    def languages() -> list[dict[str, Any]]:
        return _languages(list(translator.engines.pairs()))

    @router.post("/detect", summary="言語の判定")
    def detect_language(body: Body) -> list[DetectedLanguage]:
        return [DetectedLanguage.of(detect(_text(body, "q")))]

    @router.post("/translate", summary="テキストの翻訳", openapi_extra=BODY)
    def translate(body: Body) -> dict[str, Any]:
        return _translate(translator, guides, body)

    @router.post("/suggest", summary="よりよい訳を知らせる（翻訳メモリーに入る）", openapi_extra=SUGGESTION)
    def suggest(body: Body, caller: Caller) -> dict[str, bool]:
        memory.learn(_suggestion(translator, body), "suggestion", caller)
        return {"success": True}

    @router.get("/frontend/settings", summary="画面の設定")
    def frontend_settings() -> dict[str, Any]:
        return SETTINGS

    @router.post("/translate_file", summary="ファイルの翻訳（終わるまで待つ）")
    async def translate_file(
        request: Request,
        caller: Caller,
        file: Annotated[UploadFile, File()],
        source: Annotated[str, Form()],
        target: Annotated[str, Form()],
    ) -> dict[str, str]:
        job = await asyncio.to_thread(documents.submit, file, source, target, caller, Wishes())
        await _finished(jobs, job.id, caller)
        return {"translatedFileUrl": str(request.url_for("translation_file", translation_id=job.id))}

    return router


def _suggestion(translator: Translator, body: Members) -> UnitWrite:
    codes = translator.engines.codes()
    languages = {name: canonical(_text(body, name)) for name in ("source", "target")}
    for code in languages.values():
        if code not in codes:
            raise unknown_language(code, codes)
    try:
        return UnitWrite(
            source_language=languages["source"], target_language=languages["target"],
            source=_text(body, "q"), target=_text(body, "s"),
        )  # fmt: skip
    except ValidationError as error:
        raise BadRequest(
            f"原文と、それと違う言語の訳文を、{LONGEST_SUGGESTION:,}文字までで送ってください。",
            error="Invalid suggestion",
        ) from error


def _translate(translator: Translator, guides: Guides, body: Members) -> dict[str, Any]:
    q = _texts(body)
    source, target, form = _text(body, "source"), _text(body, "target"), _format(body)
    number = _number_of_alternatives(body)
    texts = [q] if isinstance(q, str) else q
    guide = partial(guides.guidance, Wishes())
    found = translate_texts(translator, texts, source, target, form, guide)
    results = [each.text for each in found.translations]
    answer: dict[str, Any] = {"translatedText": results[0] if isinstance(q, str) else results}
    if number:
        # LibreTranslate has none of HTML either.
        others = (
            alternatives(translator, texts, found.sources, canonical(target), number, guide)
            if form == "text"
            else [[] for _ in texts]
        )
        answer["alternatives"] = others[0] if isinstance(q, str) else others
    if found.detections is not None:
        detected = [DetectedLanguage.of(each).model_dump() for each in found.detections]
        answer["detectedLanguage"] = detected[0] if isinstance(q, str) else detected
    return answer


def _format(body: Members) -> Literal["text", "html"]:
    given = body.get("format") or "text"
    if given == "text":
        return "text"
    if given == "html":
        return "html"
    raise BadRequest("format は text か html にしてください。", error=f"{given} format is not supported")


def _number_of_alternatives(body: Members) -> int:
    try:
        return max(0, int(float(body.get("alternatives") or 0)))
    except (TypeError, ValueError, OverflowError) as error:
        raise BadRequest(
            "alternatives は、ほかの訳をいくつほしいかの数にしてください。",
            error="Invalid request: alternatives must be a number",
        ) from error


def _texts(body: Members) -> str | list[str]:
    q = body.get("q")
    if isinstance(q, list) and q and all(isinstance(text, str) for text in q):
        return q
    return _text(body, "q")


def _text(body: Members, name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str) or not value:
        raise missing_parameter(name)
    return value


def _languages(pairs: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    codes = sorted({code for pair in pairs for code in pair})
    return [
        {
            "code": code,
            "name": language(code).english,
            "targets": sorted({code} | {target for source, target in pairs if source == code}),
        }
        for code in codes
    ]


async def _finished(jobs: Jobs, job_id: str, caller: Caller) -> None:
    """Wait for the job; its problem is raised here, and a wait too long as Unavailable."""
    for _ in range(int(FILE_SECONDS / POLL_SECONDS)):
        job = await asyncio.to_thread(jobs.get, job_id, caller)
        if job.status.is_final:
            if job.error is not None:
                raise restored(job.error)
            return
        await asyncio.sleep(POLL_SECONDS)
    raise Unavailable(
        "翻訳に時間がかかっています。処理は続いていますので、あとで一覧から受け取ってください。", job=job_id
    )


def _named(code: str) -> dict[str, str]:
    return {"code": code, "name": language(code).english}


SETTINGS = {
    "apiKeys": False,
    "charLimit": MOST_CHARACTERS,
    "filesTranslation": True,
    "frontendTimeout": 500,
    "keyRequired": False,
    "language": {"source": _named("ja"), "target": _named("en")},
    "suggestions": True,
    "supportedFilesFormat": sorted(suffix for suffix, name in SUPPORTED.items() if name in TRANSLATABLE),
}
FIELDS = {
    "type": "object",
    "required": ["q", "source", "target"],
    "properties": {
        "q": {"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
        "source": {"type": "string"},
        "target": {"type": "string"},
        "format": {"type": "string", "enum": ["text", "html"]},
        "alternatives": {"type": "integer", "minimum": 0, "description": f"ほかの訳の数（{MOST}つまで）"},
    },
}
CONTENT_TYPES = ("application/json", "application/x-www-form-urlencoded", "multipart/form-data")
SUGGESTED = {
    "type": "object",
    "required": ["q", "s", "source", "target"],
    "properties": {name: {"type": "string"} for name in ("q", "s", "source", "target")},
}


def _body(schema: dict[str, Any]) -> dict[str, Any]:
    return {"requestBody": {"content": {kind: {"schema": schema} for kind in CONTENT_TYPES}}}


BODY, SUGGESTION = _body(FIELDS), _body(SUGGESTED)
