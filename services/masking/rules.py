"""A city's own rules: words that are always or never personal, patterns of its own numbers, kinds to look for besides.

A TOML file (settings: `masking.rules`):

    allow = ["山田町", "やまだ号"]
    also = ["COMPANY", "SCHOOL"]
    deny = [{ word = "青空の会", kind = "OTHER" }]

    [[pattern]]
    name = "職員番号"
    kind = "EMPLOYEE_NUMBER"
    expression = '(?<![0-9])9[0-9]{5}(?![0-9])'
    example = "901234"
    score = 0.3
    context = ["職員番号", "担当"]
"""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from services.masking.detection import Detection
from services.masking.expressions import LONGEST, fault, spans
from services.masking.folding import fold, fold_word, search_key
from services.masking.kinds import OPTIONAL, Kind

DENIED = "独自の語"
SURE = 1.0
MOST_WORDS = 10_000
MOST_PATTERNS = 100
Text = Annotated[str, Field(min_length=1, max_length=200)]


class Word(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    word: Text
    kind: Kind = Kind.OTHER


class OwnPattern(BaseModel):
    """A regular expression over folded text (half-width, ASCII digits, `-`); `context` raises it by 0.5."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: Text
    kind: Kind = Kind.OTHER
    expression: str = Field(min_length=1, max_length=LONGEST)
    example: str = Field(default="", max_length=200)
    """A text that the expression must match; proved when the rules are read."""
    score: float = Field(default=0.6, gt=0, le=1)
    context: tuple[Text, ...] = Field(default=(), max_length=50)

    @field_validator("expression")
    @classmethod
    def _compiles(cls, value: str) -> str:
        if wrong := fault(value):
            raise ValueError(wrong)
        return value

    @model_validator(mode="after")
    def _matches_its_example(self) -> "OwnPattern":
        if self.example and not spans(self.name, self.expression, fold(self.example).text):
            raise ValueError(
                f"例「{self.example}」が expression の形に合いません。どちらかを直してください。"
            )
        return self


class Rules(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    allow: tuple[Text, ...] = Field(default=(), max_length=MOST_WORDS)
    """Words that are never findings, whatever found them; white space and width aside."""
    deny: tuple[Word, ...] = Field(default=(), max_length=MOST_WORDS)
    """Words that are findings wherever they stand."""
    also: frozenset[Kind] = frozenset()
    """Kinds of services.masking.kinds.OPTIONAL to look for."""
    pattern: tuple[OwnPattern, ...] = Field(default=(), max_length=MOST_PATTERNS)

    @property
    def unasked(self) -> frozenset[Kind]:
        return OPTIONAL - self.also

    @cached_property
    def _allowed(self) -> frozenset[str]:
        return frozenset(map(search_key, self.allow))

    def allows(self, text: str) -> bool:
        return search_key(text) in self._allowed

    def denied(self, folded: str) -> Iterator[Detection]:
        """Where the words of `deny` stand in folded text."""
        for item in self.deny:
            for match in re.finditer(re.escape(fold_word(item.word)), folded, re.IGNORECASE):
                yield Detection(item.kind, match.start(), match.end(), SURE, DENIED)


def own_recognizers(rules: Rules) -> list[Any]:
    """Presidio's recognizers for the patterns of `rules`."""
    from services.masking.recognizers.own import OwnRecognizer

    return [OwnRecognizer(pattern) for pattern in rules.pattern]
