"""The routes under /v1: texts in one call, documents as jobs."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, File, Form, Query, Response, UploadFile
from fastapi.responses import FileResponse

from common.errors import Unavailable
from common.identity import Caller, current_principal
from common.job_routes import accepted
from common.jobs import Job
from common.shared_lists import listed
from services.translate.back import back_translated, is_far
from services.translate.documents import Documents
from services.translate.engines.base import Engine, Pair
from services.translate.flags import Flag
from services.translate.guidance import Guides, Wishes
from services.translate.languages import language
from services.translate.plain.marks import Furigana, Style
from services.translate.schemas import (
    Corrections,
    DetectedLanguage,
    PairView,
    SegmentView,
    TextUse,
    TextWarning,
    TranslateRequest,
    TranslateResponse,
    TranslationView,
)
from services.translate.texts import engines_of, translate_texts
from services.translate.translator import Translator


def text_router(translator: Translator, guides: Guides) -> APIRouter:
    router = APIRouter(prefix="/v1/translate", tags=["translate"], dependencies=[Depends(current_principal)])

    @router.post("", summary="テキストの翻訳", response_model_exclude_none=True)
    def translate(request: TranslateRequest) -> TranslateResponse:
        """LibreTranslate's shape, with `warnings` on what a person should look at, and `uses` on what it was made with."""
        texts = [request.q] if isinstance(request.q, str) else request.q
        found = translate_texts(
            translator,
            texts,
            request.source,
            request.target,
            request.format,
            partial(guides.guidance, Wishes(request.glossary, request.glossaries, request.memory)),
            Style(request.furigana, request.spaced),
        )
        back = (
            back_translated(translator, texts, found, request.source, request.target)
            if request.back
            else None
        )
        far = {index for index, view in enumerate(back or []) if is_far(view)}
        results = [each.text for each in found.translations]
        detected = [DetectedLanguage.of(each) for each in found.detections or []]
        single = isinstance(request.q, str)
        return TranslateResponse(
            translatedText=results[0] if single else results,
            detectedLanguage=(detected[0] if single else detected) if detected else None,
            warnings=[
                TextWarning(index=index, flag=flag, message=flag.message)
                for index, each in enumerate(found.translations)
                for flag in (*each.flags, *([Flag.BACK] if index in far else []))
            ],
            uses=[
                TextUse(index=index, **use.model_dump())
                for index, each in enumerate(found.translations)
                for use in each.uses
            ],
            engines=[_pair(*each) for each in engines_of(translator, found.sources, request.target)],
            readability=found.readability,
            back=back,
        )

    @router.get("/pairs", summary="使える言語の組み合わせと品質")
    def pairs() -> list[PairView]:
        return [_pair(engine, pair) for engine, pair in translator.engines.pairs().values()]

    return router


def document_router(documents: Documents) -> APIRouter:
    router = APIRouter(prefix="/v1/translations", tags=["translations"])

    @router.post("", status_code=202, summary="文書の翻訳を始める")
    def create(
        response: Response,
        caller: Caller,
        file: Annotated[UploadFile, File()],
        target: Annotated[str, Form()],
        source: Annotated[str, Form()] = "ja",
        furigana: Annotated[Furigana, Form()] = "all",
        spaced: Annotated[bool, Form()] = True,
        glossaries: Annotated[
            str | None, Form(max_length=2000, description="使う用語集の名前（コンマ区切り）")
        ] = None,
        memory: Annotated[bool, Form(description="翻訳メモリーを使う")] = True,
        bilingual: Annotated[bool, Form(description="原文を残し、その下に訳文を入れる")] = False,
        back: Annotated[bool, Form(description="訳し戻して、原文からかけ離れたところに印を付ける")] = False,
    ) -> Job:
        """`furigana` and `spaced` are for plain Japanese: which words get a reading, and 分かち書き."""
        wishes = Wishes(glossaries=listed(glossaries), memory=memory)
        job = documents.submit(
            file,
            source,
            target,
            caller,
            wishes,
            Style(furigana, spaced),
            bilingual=bilingual,
            back=back,
        )
        return accepted(response, job)

    @router.get("", summary="翻訳した文書の一覧", response_model_exclude_none=True)
    def list_translations(
        caller: Caller,
        limit: Annotated[int, Query(ge=1, le=200)] = 50,
        offset: Annotated[int, Query(ge=0)] = 0,
    ) -> list[TranslationView]:
        return documents.list(caller, limit=limit, offset=offset)

    @router.get("/{translation_id}", summary="原文と訳文", response_model_exclude_none=True)
    def get_translation(
        translation_id: str,
        caller: Caller,
        limit: Annotated[int, Query(ge=1, le=10_000)] = 1000,
        offset: Annotated[int, Query(ge=0)] = 0,
    ) -> TranslationView:
        return documents.view(translation_id, caller, limit=limit, offset=offset)

    @router.patch("/{translation_id}/segments", summary="訳文を直す", response_model_exclude_none=True)
    def correct(translation_id: str, corrections: Corrections, caller: Caller) -> list[SegmentView]:
        """The file is written anew, and the corrections go into the memory unless `remember` is false."""
        return documents.correct(translation_id, corrections, caller)

    @router.get("/{translation_id}/file", name="translation_file", summary="訳した文書")
    def file(translation_id: str, caller: Caller) -> FileResponse:
        path, name = documents.file(translation_id, caller)
        return FileResponse(path, filename=name)

    @router.delete("/{translation_id}", status_code=204, summary="翻訳した文書の削除")
    def delete(translation_id: str, caller: Caller) -> None:
        documents.delete(translation_id, caller)

    return router


def _pair(engine: Engine, pair: Pair) -> PairView:
    return PairView(
        source=pair.source,
        target=pair.target,
        source_name=language(pair.source).japanese,
        target_name=language(pair.target).japanese,
        engine=engine.name,
        via=pair.via,
        quality=pair.quality,
        quality_label=pair.quality.label,
        bleu=pair.bleu,
        chrf=pair.chrf,
        installed=_installed(engine),
    )


def _installed(engine: Engine) -> bool:
    try:
        engine.check()
    except Unavailable:
        return False
    return True
