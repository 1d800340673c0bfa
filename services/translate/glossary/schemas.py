"""The shapes of the glossaries' API and of what is stored."""

from pydantic import BaseModel, ConfigDict, Field

from common.shared_lists import Department
from common.sheets import Rejected
from services.translate.glossary.entries import Entry, EntryKey, EntryWrite


class Stored(BaseModel, frozen=True):
    """What a record of the collection `glossaries` holds; its id is the name."""

    department: str
    entries: list[Entry]


class GlossarySummary(BaseModel, frozen=True):
    """One line of the list of glossaries."""

    name: str
    department: str
    owner: str
    version: int
    """To be sent back with a change."""
    count: int
    pairs: list[str]
    """Which languages it has: ja-en."""


class Glossary(GlossarySummary, frozen=True):
    entries: list[Entry]
    undoable: bool
    """Whether the last change can be taken back."""


class GlossaryWrite(BaseModel):
    """A whole glossary; version 0 creates it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: int = Field(default=0, ge=0)
    department: Department = ""
    entries: list[EntryWrite] = Field(default_factory=list)


class EntryChanges(BaseModel):
    """First `remove`, then `add`; an added entry replaces that of the same word and languages."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: int = Field(ge=1)
    add: list[EntryWrite] = Field(default_factory=list)
    remove: list[EntryKey] = Field(default_factory=list)


class Undo(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    version: int = Field(ge=1)


class Imported(BaseModel, frozen=True):
    """What an import did."""

    version: int
    added: int
    changed: int
    count: int
    rejected: list[Rejected]
    """What was left out; all else was taken."""
