"""The shapes of the vocabularies' API and of what is stored."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from common.one_line import OneLine
from common.shared_lists import Department
from common.sheets import Rejected
from services.transcribe.vocabulary.entries import Entry


class Stored(BaseModel, frozen=True):
    """What a record of the collection `vocabularies` holds; its id is the name."""

    department: str
    entries: list[Entry]


class VocabularySummary(BaseModel, frozen=True):
    """One line of the list of vocabularies."""

    name: str
    department: str
    owner: str
    version: int
    """To be sent back with a change."""
    count: int
    """How many entries it has."""
    unread: int
    """How many of them have no reading: these are told to the recogniser but cannot be corrected by sound."""


class Vocabulary(VocabularySummary, frozen=True):
    entries: list[Entry]


class VocabularyWrite(BaseModel):
    """A whole vocabulary; version 0 creates it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: int = Field(default=0, ge=0)
    department: Department = ""
    entries: list[Entry] = Field(default_factory=list)


class EntryKey(BaseModel):
    """Names an entry; without a reading, every entry with that 表記."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    written: OneLine
    reading: Annotated[str, AfterValidator(str.strip)] | None = None


class EntryChanges(BaseModel):
    """First `remove`, then `add`; an added entry replaces one with its 表記 and 読み."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: int = Field(ge=1)
    add: list[Entry] = Field(default_factory=list)
    remove: list[EntryKey] = Field(default_factory=list)


class Imported(BaseModel, frozen=True):
    """What an import did."""

    name: str
    version: int
    added: int
    changed: int
    guessed: int
    """How many of the file's entries had no reading and were given one."""
    count: int
    rejected: list[Rejected]
    """The lines that were left out; all others were taken."""
