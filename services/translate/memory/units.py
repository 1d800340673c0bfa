"""A unit of the memory: a text, its translation, and who gave it which form."""

import hashlib
import unicodedata
from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from common.shared_lists import Department
from common.sheets import Rejected
from services.translate.glossary.entries import Code

MOST_CHARACTERS = 5000
Origin = Literal["typed", "suggestion", "correction", "import"]
"""Typed into the memory, suggested for a text, made in a translated document, taken from a file."""


def printable(text: str) -> str:
    """Without controls but line breaks and tabs, trimmed: what XML can hold."""
    return "".join(c for c in text if c.isprintable() or c in "\n\t\u3000\u200d\ufe0f").strip()


Text = Annotated[str, AfterValidator(printable), Field(max_length=MOST_CHARACTERS)]


class Form(BaseModel, frozen=True):
    """What a translation was said to be, by whom and when."""

    target: str
    by: str
    at: datetime
    origin: Origin


class UnitWrite(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    source_language: Code
    target_language: Code
    source: Text
    target: Text
    department: Department = ""

    @model_validator(mode="after")
    def _whole(self) -> "UnitWrite":
        if not self.source or not self.target:
            raise ValueError("原文と訳文の両方を書いてください。")
        if self.source_language == self.target_language:
            raise ValueError("原文と訳文の言語が同じです。")
        return self

    @property
    def id(self) -> str:
        return unit_id(self.source, self.source_language, self.target_language)


class Unit(BaseModel, frozen=True):
    id: str
    version: int
    """To be sent back with a change."""
    source_language: str
    target_language: str
    source: str
    target: str
    department: str
    by: str
    at: datetime
    origin: Origin
    earlier: tuple[Form, ...] = ()
    """The forms before this one, the oldest first."""


class UnitChange(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    version: int = Field(ge=1)
    target: Text = Field(min_length=1)


class UnitPage(BaseModel, frozen=True):
    total: int
    units: list[Unit]


class Taken(BaseModel, frozen=True):
    """What a file holds, and what of it was left out."""

    units: list[UnitWrite]
    rejected: list[Rejected]


class Imported(BaseModel, frozen=True):
    """What an import did."""

    added: int
    changed: int
    rejected: list[Rejected]


def folded(text: str) -> str:
    """Texts that are one to the memory: whatever their widths and blanks."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def unit_id(text: str, source: str, target: str) -> str:
    """The same for texts that are one: a text has one translation into a language."""
    return f"{source}.{target}.{hashlib.sha256(folded(text).encode()).hexdigest()[:40]}"
