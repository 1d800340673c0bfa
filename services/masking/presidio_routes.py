"""`/v1/masking/analyze` and `/anonymize` in Presidio's shapes, so that its clients work unchanged."""

from fastapi import APIRouter

from common.errors import BadRequest, TooLarge
from common.identity import Caller
from common.resident import Resident
from services.masking.analyzer import LANGUAGE, THRESHOLD, Analyzer
from services.masking.anonymizing import anonymize
from services.masking.detection import Detection
from services.masking.presidio_schemas import (
    AnalyzeRequest,
    AnalyzeResult,
    AnonymizeRequest,
    AnonymizeResponse,
    Explanation,
)

MOST_CHARACTERS = 50_000


def presidio_router(analyzer: Resident[Analyzer]) -> APIRouter:
    router = APIRouter(prefix="/v1/masking", tags=["masking: Presidio"])

    @router.post("/analyze", summary="個人情報の検出（Presidio 互換）", response_model_exclude_none=True)
    def analyze(request: AnalyzeRequest, _: Caller) -> list[AnalyzeResult] | list[list[AnalyzeResult]]:
        texts = [request.text] if isinstance(request.text, str) else request.text
        _refuse(request, texts)
        with analyzer.use() as loaded:
            answers = [_analyze(loaded, text, request) for text in texts]
        return answers[0] if isinstance(request.text, str) else answers

    @router.post("/anonymize", summary="文字列の匿名化（Presidio 互換）")
    def anonymize_text(request: AnonymizeRequest, _: Caller) -> AnonymizeResponse:
        return anonymize(request)

    @router.get("/supportedentities", summary="検出できる種類（Presidio 互換）")
    def supported_entities(_: Caller, language: str = LANGUAGE) -> list[str]:
        _refuse_language(language)
        with analyzer.use() as loaded:
            return loaded.kinds

    return router


def _analyze(analyzer: Analyzer, text: str, request: AnalyzeRequest) -> list[AnalyzeResult]:
    threshold = THRESHOLD if request.score_threshold is None else request.score_threshold
    found = analyzer.analyze(text, kinds=request.entities, threshold=threshold, context=request.context or ())
    allowed = set(request.allow_list or ())
    explain = bool(request.return_decision_process)
    return [_result(d, explain) for d in found if text[d.start : d.end] not in allowed]


def _result(detection: Detection, explain: bool) -> AnalyzeResult:
    explanation = Explanation(
        recognizer="yakuba",
        textual_explanation=detection.why,
        original_score=detection.score,
        score=detection.score,
    )
    return AnalyzeResult(
        entity_type=detection.kind,
        start=detection.start,
        end=detection.end,
        score=detection.score,
        analysis_explanation=explanation if explain else None,
        recognition_metadata={"recognizer_name": "yakuba"},
    )


def _refuse(request: AnalyzeRequest, texts: list[str]) -> None:
    _refuse_language(request.language)
    if request.ad_hoc_recognizers:
        raise BadRequest("ad_hoc_recognizers には対応していません。この項目を除いて送ってください。")
    if not any(texts):
        raise BadRequest("text が空です。調べる文字を入れてください。")
    if sum(map(len, texts)) > MOST_CHARACTERS:
        raise TooLarge(
            f"文字が多すぎます（上限 {MOST_CHARACTERS:,}字）。POST /v1/masking/documents をお使いください。",
            limit_characters=MOST_CHARACTERS,
        )


def _refuse_language(language: str) -> None:
    if language != LANGUAGE:
        raise BadRequest("対応している言語は日本語だけです。language に ja を指定してください。")
