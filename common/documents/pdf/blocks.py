"""The lines of a page put together again: paragraphs, and tables where words stand in columns."""

import ctypes
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median

import pypdfium2
import pypdfium2.raw as pdfium

from common.documents.pdf.lines import Line, character_box, lines, union
from common.documents.pictures import Box
from common.documents.reading_order import TALL

COLUMN_GAP = 2.0
"""Blank that parts columns, in heights of a character."""
SAME_SIZE = 0.12
LEADING = 1.1
"""Blank between the lines of a paragraph, at most, in heights of a character."""
REACH = 2.5
"""How far from the edge a line may end, in heights of a character, and go on in the next."""
ITEM = re.compile(
    r"[・●○■□◆◇▲△▼▽★☆※◎•‣]|[①-⑳]|[(（][0-9０-９ア-ン一-十]{1,3}[)）]|[0-9０-９]{1,3}[.．、)）]|第[0-9０-９一-十]+[条章節項]"
)
BOLD = re.compile(r"bold|heavy|black|[-_]B(?:\b|$)|W[6-9]", re.IGNORECASE)
NAME_BYTES = 200


@dataclass
class Words:
    """Words that stand together on a line."""

    text: str
    box: Box
    size: float
    bold: bool

    @property
    def is_tall(self) -> bool:
        left, bottom, right, top = self.box
        return len(self.text) > 1 and top - bottom > TALL * (right - left)


@dataclass
class Paragraph:
    lines: list[Words]

    @property
    def text(self) -> str:
        text = ""
        for line in self.lines:
            text = _joined(text, line.text)
        return text

    @property
    def size(self) -> float:
        return median(line.size for line in self.lines)

    @property
    def bold(self) -> bool:
        return all(line.bold for line in self.lines)

    @property
    def box(self) -> Box:
        return union([line.box for line in self.lines])


@dataclass
class Table:
    rows: list[list[list[Words]]] = field(default_factory=list)
    """Row, column, and the words of a cell."""


Block = Paragraph | Table


def blocks(text: pypdfium2.PdfTextPage) -> list[Block]:
    """Paragraphs and tables of a page, in reading order."""
    rows = list(_rows(words for line in lines(text) for words in _parted(text, line)))
    found: list[Block] = []
    for is_table, group in _grouped(rows):
        found += [_table(group)] if is_table else _paragraphs([words for row in group for words in row])
    return found


def _parted(text: pypdfium2.PdfTextPage, line: Line) -> Iterator[Words]:
    """A line, cut where a wide blank parts columns."""
    boxes = {at: character_box(text, at) for at in line.characters}
    size = _size(text, line, boxes)
    is_tall = line.box is not None and line.box[3] - line.box[1] > TALL * (line.box[2] - line.box[0])
    held: list[tuple[str, int]] = []
    for character, at in zip(line.text, line.characters, strict=True):
        if character.isspace():
            if held:
                held.append((character, at))
            continue
        seen = next((other for c, other in reversed(held) if not c.isspace()), None)
        if seen is not None and not is_tall and boxes[at][0] - boxes[seen][2] > COLUMN_GAP * size:
            yield _words(held, boxes, size, text)
            held = []
        held.append((character, at))
    if held:
        yield _words(held, boxes, size, text)


def _words(
    held: Sequence[tuple[str, int]], boxes: dict[int, Box], size: float, text: pypdfium2.PdfTextPage
) -> Words:
    shown = [at for character, at in held if not character.isspace()]
    words = "".join(character for character, _ in held).strip()
    return Words(
        words, union([boxes[at] for at in shown]), size, BOLD.search(_font(text, shown[0])) is not None
    )


def _size(text: pypdfium2.PdfTextPage, line: Line, boxes: dict[int, Box]) -> float:
    """The size of the font; of one that is scaled on its page, the height of its characters."""
    shown = [at for character, at in zip(line.text, line.characters, strict=True) if not character.isspace()]
    stated = median(pdfium.FPDFText_GetFontSize(text, at) for at in shown)
    height = median(boxes[at][3] - boxes[at][1] for at in shown)
    return float(stated if height / 2 < stated < height * 2 else max(1.0, height))


def _font(text: pypdfium2.PdfTextPage, at: int) -> str:
    buffer = ctypes.create_string_buffer(NAME_BYTES)
    count = pdfium.FPDFText_GetFontInfo(text, at, buffer, NAME_BYTES, None)
    return bytes(buffer)[: max(0, count - 1)].decode("utf-8", "replace")


def _rows(found: Iterable[Words]) -> Iterator[list[Words]]:
    """Words side by side are a row."""
    row: list[Words] = []
    for words in found:
        if row and not all(_side_by_side(words, other) for other in row):
            yield row
            row = []
        row.append(words)
    if row:
        yield row


def _side_by_side(a: Words, b: Words) -> bool:
    common = min(a.box[3], b.box[3]) - max(a.box[1], b.box[1])
    apart = max(a.box[0], b.box[0]) >= min(a.box[2], b.box[2])
    return apart and not a.is_tall and common > 0.5 * min(a.box[3] - a.box[1], b.box[3] - b.box[1])


def _grouped(rows: Sequence[list[Words]]) -> Iterator[tuple[bool, list[list[Words]]]]:
    """Runs of rows with more than one cell, of which two make a table, and what stands between them."""
    group: list[list[Words]] = []
    for row in rows:
        if group and (len(row) > 1) != (len(group[0]) > 1):
            yield len(group[0]) > 1 and len(group) > 1, group
            group = []
        group.append(row)
    if group:
        yield len(group[0]) > 1 and len(group) > 1, group


def _table(rows: Sequence[list[Words]]) -> Table:
    """Columns are what all rows leave between their blanks."""
    columns: list[tuple[float, float]] = []
    for left, right in sorted((words.box[0], words.box[2]) for row in rows for words in row):
        if columns and left < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], right))
        else:
            columns.append((left, right))
    table = Table()
    for row in rows:
        cells: list[list[Words]] = [[] for _ in columns]
        for words in row:
            at = next(n for n, (left, right) in enumerate(columns) if left <= words.box[0] <= right)
            cells[at].append(words)
        table.rows.append(cells)
    return table


def _paragraphs(found: Sequence[Words]) -> list[Block]:
    made: list[Paragraph] = []
    for words in found:
        if made and _goes_on(made[-1].lines, words, found):
            made[-1].lines.append(words)
        else:
            made.append(Paragraph([words]))
    return list(made)


def _goes_on(before: Sequence[Words], words: Words, page: Sequence[Words]) -> bool:
    """Whether a line carries on the paragraph: the last one is full, and this one is set alike just below it."""
    last = before[-1]
    size = max(last.size, words.size)
    if abs(last.size - words.size) > SAME_SIZE * size or last.bold != words.bold or ITEM.match(words.text):
        return False
    if last.is_tall or words.is_tall:
        foot = min(other.box[1] for other in page)
        return last.is_tall and words.is_tall and last.box[1] - foot < REACH * size
    if last.box[1] - words.box[3] > LEADING * size or words.box[3] > last.box[3]:
        return False
    edge = max(other.box[2] for other in page if abs(other.size - last.size) <= SAME_SIZE * size)
    first = before[1] if len(before) > 1 else last
    hangs = abs(words.box[0] - first.box[0]) < (REACH if len(before) == 1 else 1) * size
    return hangs and edge - last.box[2] < REACH * size


def _joined(text: str, line: str) -> str:
    """Words of a language with blanks are parted, one that was cut at a hyphen is whole again."""
    if not text:
        return line
    if text[-1] in "-\u2010" and text[-2:-1].isalpha() and line[0].islower():
        return text[:-1] + line
    wide = any(unicodedata.east_asian_width(each) in "WF" for each in (text[-1], line[0]))
    return text + line if wide else f"{text} {line}"
