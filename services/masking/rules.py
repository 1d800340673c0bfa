"""A city's own rules: words that are always or never personal, patterns of its own numbers, kinds to look for besides.

A TOML file (settings: `masking.rules`):

    allow = ["山田町", "やまだ号"]
    also = ["COMPANY", "SCHOOL"]
    deny = [{ word = "青空の会", kind = "OTHER" }]

    [[pattern]]
    name = "職員番号"
    kind = "EMPLOYEE_NUMBER"
    expression = "(?<![0-9])9[0-9]{5}(?![0-9])"
    score = 0.3
    context = ["職員番号", "担当"]
"""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from common.errors import BadRequest
from services.masking.detection import Detection
from services.masking.folding import fold_word, search_key
from services.masking.kinds import OPTIONAL, Kind

DENIED = "独自の語"
SURE = 1.0


class Word(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    word: str = Field(min_length=1)
    kind: Kind = Kind.OTHER


class OwnPattern(BaseModel):
    """A regular expression over folded text (half-width, ASCII digits, `-`); `context` raises it by 0.5."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str = Field(min_length=1)
    kind: Kind = Kind.OTHER
    expression: str = Field(min_length=1)
    score: float = Field(default=0.6, gt=0, le=1)
    context: tuple[str, ...] = ()

    @field_validator("expression")
    @classmethod
    def _compiles(cls, value: str) -> str:
        pattern = re.compile(value)
        if pattern.match(""):
            raise ValueError("the expression matches nothing at all everywhere")
        return value


class Rules(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    allow: tuple[str, ...] = ()
    """Words that are never findings, whatever found them; white space and width aside."""
    deny: tuple[Word, ...] = ()
    """Words that are findings wherever they stand."""
    also: frozenset[Kind] = frozenset()
    """Kinds of services.masking.kinds.OPTIONAL to look for."""
    pattern: tuple[OwnPattern, ...] = ()

    @property
    def unasked(self) -> frozenset[Kind]:
        return OPTIONAL - self.also

    def allows(self, text: str) -> bool:
        return search_key(text) in {search_key(word) for word in self.allow}

    def denied(self, folded: str) -> Iterator[Detection]:
        """Where the words of `deny` stand in folded text."""
        for item in self.deny:
            for match in re.finditer(re.escape(fold_word(item.word)), folded, re.IGNORECASE):
                yield Detection(item.kind, match.start(), match.end(), SURE, DENIED)


def load_rules(file: Path | None) -> Rules:
    """The rules in `file`, or none. Raises BadRequest for a file that is missing or wrong."""
    if file is None:
        return Rules()
    try:
        return Rules.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ValidationError, re.error) as error:
        raise BadRequest(f"独自の検出規則 {file.name} を確かめてください（{error}）。") from error


def own_recognizers(rules: Rules) -> list[Any]:
    """Presidio's recognizers for the patterns of `rules`."""
    from services.masking.recognizers.own import OwnRecognizer

    return [OwnRecognizer(pattern) for pattern in rules.pattern]
