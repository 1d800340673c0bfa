"""The tree of a query. Leaves know where they stood, which does not count when trees are compared."""

import dataclasses
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Field(StrEnum):
    TITLE = "title"
    PATH = "path"
    AUTHOR = "author"
    TYPE = "type"
    SOURCE = "source"
    AFTER = "after"
    BEFORE = "before"


class Kind(StrEnum):
    WORD = "word"
    """In any of its forms, or letter by letter."""
    PHRASE = "phrase"
    """Letter by letter."""
    PATTERN = "pattern"
    """With `*` for any run of characters and `?` for one."""


@dataclass(frozen=True)
class Text:
    """Something to find; in the passage or its title, unless `field` is TITLE, PATH or AUTHOR."""

    text: str
    kind: Kind = Kind.WORD
    field: Field | None = None
    at: int = dataclasses.field(default=0, compare=False)


@dataclass(frozen=True)
class OfType:
    name: str
    at: int = dataclasses.field(default=0, compare=False)


@dataclass(frozen=True)
class OfSource:
    name: str
    at: int = dataclasses.field(default=0, compare=False)


@dataclass(frozen=True)
class Since:
    """Changed on this day or later."""

    day: date
    at: int = dataclasses.field(default=0, compare=False)


@dataclass(frozen=True)
class Until:
    """Changed on this day or earlier."""

    day: date
    at: int = dataclasses.field(default=0, compare=False)


@dataclass(frozen=True)
class Both:
    parts: tuple["Node", ...]


@dataclass(frozen=True)
class Either:
    parts: tuple["Node", ...]


@dataclass(frozen=True)
class Without:
    part: "Node"


Leaf = Text | OfType | OfSource | Since | Until
Node = Leaf | Both | Either | Without


def wanted(node: Node) -> list[Text]:
    """What should be in what is found: the texts that are under no NOT, in order."""
    if isinstance(node, Text):
        return [node]
    if isinstance(node, Both | Either):
        return [text for part in node.parts for text in wanted(part)]
    return []
