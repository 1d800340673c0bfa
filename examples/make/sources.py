"""The texts under `contents/`: TOML front matter between `+++` lines, then Markdown-like blocks.

# heading, ## heading        | a table | row |
- list item                  > right-aligned line (in slides: speaker's notes)
anything else is a paragraph; **bold** inside a paragraph or an item
"""

import re
import tomllib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple, cast

FENCE = "+++\n"


class Run(NamedTuple):
    text: str
    bold: bool


class Block(NamedTuple):
    """`kind` is heading, paragraph, item, aside or table; `level` counts for headings only."""

    kind: str
    text: str = ""
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()

    def runs(self) -> list[Run]:
        pieces = re.split(r"\*\*(.+?)\*\*", self.text)
        return [Run(piece, index % 2 == 1) for index, piece in enumerate(pieces) if piece]

    def plain(self) -> str:
        return "".join(run.text for run in self.runs())


class Source(NamedTuple):
    meta: dict[str, Any]
    body: str

    @property
    def modified(self) -> datetime:
        """Local time of the last change, which every written file carries instead of today's."""
        return cast(datetime, self.meta["modified"])

    def blocks(self) -> list[Block]:
        return list(blocks(self.body))


def load(path: Path) -> Source:
    """Read one content file; ValueError where the front matter is missing."""
    _, front, body = path.read_text("utf-8").split(FENCE, 2)
    meta = tomllib.loads(front)
    meta.setdefault("author", "")
    return Source(meta, body.lstrip("\n"))


def blocks(body: str) -> Iterator[Block]:
    rows: list[tuple[str, ...]] = []
    for line in [*body.splitlines(), ""]:
        if line.startswith("|"):
            rows.append(tuple(cell.strip() for cell in line.strip("|").split("|")))
            continue
        if rows:
            yield Block("table", rows=tuple(rows))
            rows = []
        if line.strip():
            yield one_line(line)


def one_line(line: str) -> Block:
    if match := re.match(r"(#+) (.+)", line):
        return Block("heading", match[2], level=len(match[1]))
    for mark, kind in (("- ", "item"), ("> ", "aside")):
        if line.startswith(mark):
            return Block(kind, line.removeprefix(mark))
    return Block("paragraph", line)
