"""Text, Markdown and CSV files in the encoding that the front matter names (UTF-8 when it is silent)."""

import csv
import io
from pathlib import Path

from examples.make.sources import Block, Source

WINDOWS = "cp932"
LABEL_AND_VALUE = 2


def write_text(source: Source, path: Path) -> None:
    """The content as it stands. UnicodeEncodeError where the encoding has no such character."""
    save(source.body, source, path)


def write_form(source: Source, path: Path) -> None:
    """The content as a mail or a terminal would carry it: marks dropped, table rows as label and value."""
    lines = [line for block in source.blocks() for line in lines_of(block)]
    save("\n".join([source.meta.get("header", ""), *lines]) + "\n", source, path)


def write_csv(source: Source, path: Path) -> None:
    """The rows of every table in the content."""
    out = io.StringIO()
    rows = (row for block in source.blocks() for row in block.rows)
    csv.writer(out, lineterminator="\n").writerows(rows)
    save(out.getvalue(), source, path)


def lines_of(block: Block) -> list[str]:
    if block.kind == "table":
        mark = "：" if len(block.rows[0]) == LABEL_AND_VALUE else "\t"
        return [mark.join(row) for row in block.rows]
    return [f"・{block.plain()}" if block.kind == "item" else block.plain()]


def save(text: str, source: Source, path: Path) -> None:
    encoding = source.meta.get("encoding", "utf-8")
    newline = "\r\n" if encoding == WINDOWS else "\n"
    path.write_text(text, encoding=encoding, newline=newline)
