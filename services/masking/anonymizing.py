"""Presidio's anonymizer on a text and its results; an official's name stays unless asked otherwise."""

from common.errors import BadRequest
from services.masking.kinds import Kind
from services.masking.presidio_schemas import AnonymizedItem, AnonymizeRequest, AnonymizeResponse

FORBIDDEN = frozenset({"custom"})
"""Operators that run what the caller sends."""


def anonymize(request: AnonymizeRequest) -> AnonymizeResponse:
    """Raises BadRequest for spans outside the text and for unknown operators or parameters."""
    from presidio_anonymizer import AnonymizerEngine
    from presidio_anonymizer.entities import InvalidParamError, OperatorConfig, RecognizerResult

    given = {**(request.operators or {}), **(request.anonymizers or {})}
    _refuse(request, given)
    given = {Kind.OFFICIAL.value: {"type": "keep"}, **given}
    try:
        operators = {kind: OperatorConfig.from_json(dict(config)) for kind, config in given.items()}
        spans = [RecognizerResult(r.entity_type, r.start, r.end, r.score) for r in request.analyzer_results]
        result = AnonymizerEngine().anonymize(request.text, spans, operators)
    except InvalidParamError as error:
        raise BadRequest(f"匿名化の指定を確かめてください（{error}）。") from error
    return AnonymizeResponse(
        text=result.text,
        items=[
            AnonymizedItem(
                start=i.start, end=i.end, entity_type=i.entity_type, text=i.text, operator=i.operator
            )
            for i in result.items
        ],
    )


def _refuse(request: AnonymizeRequest, given: dict[str, dict[str, object]]) -> None:
    if any(not r.start < r.end <= len(request.text) for r in request.analyzer_results):
        raise BadRequest("analyzer_results の範囲が文字列の外にあります。")
    if any(config.get("type") in FORBIDDEN for config in given.values()):
        raise BadRequest(
            "その匿名化の方法は使えません。replace、redact、mask、hash、encrypt、keep から選んでください。"
        )
