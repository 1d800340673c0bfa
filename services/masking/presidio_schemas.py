"""The bodies of Presidio's REST interface, as its clients send and expect them."""

from typing import Any

from pydantic import BaseModel, Field


class AnalyzeRequest(BaseModel):
    text: str | list[str]
    language: str = "ja"
    entities: list[str] | None = None
    correlation_id: str | None = None
    score_threshold: float | None = Field(default=None, ge=0, le=1)
    return_decision_process: bool | None = False
    ad_hoc_recognizers: list[dict[str, Any]] | None = None
    context: list[str] | None = None
    allow_list: list[str] | None = None


class Explanation(BaseModel):
    recognizer: str
    textual_explanation: str
    original_score: float
    score: float


class AnalyzeResult(BaseModel):
    """`start` and `end` are code points of the text as it was sent."""

    entity_type: str
    start: int
    end: int
    score: float
    analysis_explanation: Explanation | None = None
    recognition_metadata: dict[str, str]


class AnalyzerResult(BaseModel):
    """What the anonymizer needs of it; more is let through, as Presidio does."""

    entity_type: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    score: float = Field(ge=0, le=1)


class AnonymizeRequest(BaseModel):
    text: str
    analyzer_results: list[AnalyzerResult]
    anonymizers: dict[str, dict[str, Any]] | None = None
    operators: dict[str, dict[str, Any]] | None = None
    """Another name that some clients use for `anonymizers`."""


class AnonymizedItem(BaseModel):
    start: int
    end: int
    entity_type: str
    text: str
    operator: str


class AnonymizeResponse(BaseModel):
    text: str
    items: list[AnonymizedItem]
