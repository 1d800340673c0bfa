"""The shapes of the translation API."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, StringConstraints

from common.jobs import JobStatus
from common.shared_lists import ListName
from services.translate.detection import Detection
from services.translate.flags import Flag
from services.translate.plain.marks import Furigana
from services.translate.uses import Use

MOST_CHARACTERS = 5000
"""Of one call for text; longer ones go as a document, which is a job."""
Code = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20)]
Term = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class TranslateRequest(BaseModel):
    q: str | list[str]
    source: Code = "auto"
    target: Code
    format: Literal["text", "html"] = "text"
    glossary: dict[Term, Term] = Field(default={}, max_length=500)
    """用語集: words of the source and what they must become."""
    glossaries: list[ListName] = Field(default=[], max_length=20)
    """The names of shared glossaries; what is sent in `glossary` comes first, then these in their order."""
    memory: bool = True
    """Whether the memory (翻訳メモリー) is asked: its translation of the same text stands, of a like one is an example."""
    back: bool = False
    """Whether each translation is translated back, to be compared with its original; takes as long again."""
    furigana: Furigana = "all"
    """Of plain Japanese (ja-Hira): which words get their reading; grade3: those that the third year does not know."""
    spaced: bool = True
    """Of plain Japanese: whether bunsetsu stand apart."""


class DetectedLanguage(BaseModel):
    confidence: float
    """0 to 100, as LibreTranslate has it."""
    language: str

    @classmethod
    def of(cls, found: Detection) -> "DetectedLanguage":
        return cls(confidence=round(found.confidence * 100, 1), language=found.language)


class TextWarning(BaseModel):
    index: int
    """Which text of `q`."""
    flag: Flag
    message: str


class TextUse(Use, frozen=True):
    index: int
    """Which text of `q`."""


class Advice(BaseModel):
    """Something that a person should still change in plain Japanese."""

    flag: Flag
    message: str
    words: tuple[str, ...]
    """Where it is."""


class ReadabilityView(BaseModel):
    """How hard the original and the plain Japanese are: 0.5 (hard) to 6.5 (easy)."""

    before: float | None
    after: float | None
    advice: list[Advice]


class BackView(BaseModel):
    """A translation, translated back by the same engines."""

    text: str
    likeness: int
    """Characters in the order of the original, 0 to 100; low ones are worth a look, high ones prove nothing."""


class PairView(BaseModel):
    """A pair that can be asked for, and how far it may be trusted."""

    source: str
    target: str
    source_name: str
    target_name: str
    engine: str
    via: str | None = None
    """The language that it goes through, where nothing translates directly: mistakes of both steps add up."""
    quality: str
    quality_label: str
    bleu: float | None
    chrf: float | None
    installed: bool


class TranslateResponse(BaseModel):
    translatedText: str | list[str]  # noqa: N815 - LibreTranslate's name
    detectedLanguage: DetectedLanguage | list[DetectedLanguage] | None = None  # noqa: N815
    warnings: list[TextWarning] = []
    uses: list[TextUse] = []
    """The memory, terms and readings of names that the translations were made with."""
    engines: list[PairView] = []
    """What translates from each language of the texts, and how far it may be trusted."""
    readability: list[ReadabilityView] | None = None
    """One a text, where the target is plain Japanese."""
    back: list[BackView] | None = None
    """One a text, where it was asked for."""


class FlagView(BaseModel):
    flag: Flag
    message: str


class SegmentView(BaseModel):
    id: str
    place: str
    source: str
    target: str
    flags: list[FlagView]
    uses: list[Use] = []
    """The memory, terms and readings of names that it was made with."""
    back: BackView | None = None
    """Where it was asked for and something translates the other way."""
    kept: str | None = None
    """Why it was left as it is, such as: it is in the target's language already."""
    machine: str | None = None
    """What the machine had said, where a person has corrected it."""
    corrected_by: str | None = None
    corrected_at: datetime | None = None


class SegmentCorrection(BaseModel):
    id: str
    target: str = Field(min_length=1, max_length=20_000)
    """What the machine had said brings its own translation back."""


class Corrections(BaseModel):
    segments: list[SegmentCorrection] = Field(min_length=1, max_length=1000)
    remember: bool = True
    """Whether they go into the memory, which serves everyone."""


class TranslationView(BaseModel):
    """A translated document; `segments` only where one is asked for."""

    id: str
    name: str
    status: JobStatus
    progress: float
    message: str
    created_at: datetime | None
    source: str
    target: str
    engine: str
    quality: str
    quality_label: str
    flagged: int | None = None
    """Segments with a flag; None until the work is done."""
    notes: list[str] = []
    via: str | None = None
    """The language that it went through, where nothing translates directly."""
    bilingual: bool = False
    """Whether the file holds both languages."""
    error: dict[str, Any] | None = None
    links: dict[str, str] = {}
    total_segments: int | None = None
    segments: list[SegmentView] | None = None
