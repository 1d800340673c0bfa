"""Where in a rule file an item stands. `tomllib` keeps no lines, so this looks for how the item is spelt."""

import re
from collections.abc import Sequence

TOKEN = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'|#[^\n]*|\{")
"""A string, a comment, or where an inline table begins."""


def line_of(text: str, place: Sequence[str | int]) -> int:
    """The line, from 1, of `place` in the parsed file: `("pattern", 1, "expression")`, `("allow", 3)`, or less."""
    key, *rest = place
    at = _search(rf"^[ \t]*\"?{re.escape(str(key))}\"?[ \t]*=", text, 0)
    if rest and isinstance(rest[0], int):
        at = _item(text, str(key), at, rest[0])
    for name in rest[1:]:
        if isinstance(name, str):
            at = _search(rf"(?<![\w\"']){re.escape(name)}[ \t]*=", text, at)
    return text.count("\n", 0, at) + 1


def _item(text: str, key: str, at: int, number: int) -> int:
    tables = [
        m.end() - 2 for m in re.finditer(rf"^[ \t]*\[\[[ \t]*{re.escape(key)}[ \t]*\]\]", text, re.MULTILINE)
    ]
    if number < len(tables):
        return tables[number]
    tokens = [m for m in TOKEN.finditer(text, at) if not m[0].startswith("#")]
    opened = (
        [m for m in tokens if m[0] == "{"]
        if key in ("deny", "pattern")
        else [m for m in tokens if m[0] != "{"]
    )
    return opened[number].start() if number < len(opened) else at


def _search(expression: str, text: str, at: int) -> int:
    found = re.compile(expression, re.MULTILINE).search(text, at)
    return found.start() + len(found[0]) - len(found[0].lstrip()) if found else at
