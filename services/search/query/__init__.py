"""The query language: a text is read into a small tree, or a fault that says where it is."""

from services.search.query.errors import BadQuery
from services.search.query.parser import is_plain, parse
from services.search.query.printing import show
from services.search.query.tree import (
    Both,
    Either,
    Field,
    Kind,
    Leaf,
    Node,
    OfSource,
    OfType,
    Since,
    Text,
    Until,
    Without,
    wanted,
)

__all__ = [
    "BadQuery",
    "Both",
    "Either",
    "Field",
    "Kind",
    "Leaf",
    "Node",
    "OfSource",
    "OfType",
    "Since",
    "Text",
    "Until",
    "Without",
    "is_plain",
    "parse",
    "show",
    "wanted",
]
