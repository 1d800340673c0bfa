"""An entry of a glossary."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from common.one_line import OneLine
from services.translate.languages import canonical

MAX_ENTRIES = 10_000
MAX_WORD, MAX_NOTE = 200, 400
Code = Annotated[
    str, AfterValidator(canonical), Field(min_length=2, max_length=20, pattern=r"^[A-Za-z]{2,3}([-_]\w+)*$")
]
Word = Annotated[OneLine, Field(min_length=1, max_length=MAX_WORD)]


class EntryKey(BaseModel):
    """Names an entry."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    source: Word
    """原語."""
    source_language: Code = "ja"
    target_language: Code = "en"

    @property
    def key(self) -> tuple[str, str, str]:
        return self.source_language, self.target_language, self.source


class EntryWrite(EntryKey):
    target: Word
    """訳語."""
    note: Annotated[OneLine, Field(max_length=MAX_NOTE)] = ""

    @model_validator(mode="after")
    def _whole(self) -> "EntryWrite":
        if not self.source or not self.target:
            raise ValueError("原語と訳語の両方を書いてください。")
        if self.source_language == self.target_language:
            raise ValueError("原語と訳語の言語が同じです。")
        return self


class Entry(EntryWrite):
    by: str = ""
    """Who gave it this form."""
    at: datetime | None = None


def signed(entries: Iterable[EntryWrite], before: Iterable[Entry], by: str, at: datetime) -> list[Entry]:
    """Each entry once, the last counts; one that is as it was keeps its author."""
    known = {entry.key: entry for entry in before}
    found: dict[tuple[str, str, str], Entry] = {}
    for entry in entries:
        old = known.get(entry.key)
        same = old is not None and (old.target, old.note) == (entry.target, entry.note)
        fresh = Entry(**entry.model_dump(include=set(EntryWrite.model_fields)), by=by, at=at)
        found[entry.key] = old if same and old is not None else fresh
    return list(found.values())
