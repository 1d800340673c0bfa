"""What a translation was made with, for people to see: the memory, terms of glossaries, names by their readings."""

from typing import Literal

from pydantic import BaseModel

Kind = Literal["memory", "similar", "term", "name"]
MEMORY: Kind = "memory"
"""The memory's translation of the same text stands here."""
SIMILAR: Kind = "similar"
"""The memory has a text like this one; its translation was shown to the engine."""
TERM: Kind = "term"
NAME: Kind = "name"
"""Romanised by its reading."""


class Use(BaseModel, frozen=True):
    kind: Kind
    source: str
    target: str
    percent: int = 100
    """How alike the memory's text and this one are."""
    heeded: bool = True
    """Whether the translation has `target`."""
    origin: str = ""
    """Of a term: its glossary. Of the memory: whose translation it is, and of which day."""
