"""A tree as a query that reads back as the same tree."""

from services.search.query.lexer import QUOTES
from services.search.query.tree import (
    Both,
    Either,
    Field,
    Kind,
    Node,
    OfSource,
    OfType,
    Since,
    Text,
    Until,
    Without,
)


def show(node: Node) -> str:
    """ValueError for a phrase that holds every kind of closing quotation mark."""
    match node:
        case Text():
            return _named(node.field, quoted(node.text) if node.kind is Kind.PHRASE else node.text)
        case OfType():
            return _named(Field.TYPE, quoted(node.name))
        case OfSource():
            return _named(Field.SOURCE, quoted(node.name))
        case Since():
            return _named(Field.AFTER, node.day.isoformat())
        case Until():
            return _named(Field.BEFORE, node.day.isoformat())
        case Without():
            return f"NOT {_grouped(node.part)}"
        case Both():
            return " AND ".join(map(_grouped, node.parts))
        case Either():
            return " OR ".join(map(_grouped, node.parts))


def quoted(text: str) -> str:
    for opening, closing in QUOTES.items():
        if closing not in text:
            return f"{opening}{text}{closing}"
    raise ValueError("no quotation mark is left")


def _named(field: Field | None, text: str) -> str:
    return f"{field}:{text}" if field else text


def _grouped(node: Node) -> str:
    return f"({show(node)})" if isinstance(node, Both | Either) else show(node)
