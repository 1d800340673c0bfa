"""Lists of entries as CSV files: read as any office's programs write them, written so that none takes a cell for a formula."""

import codecs
import csv
import io
import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple, TypeVar

from pydantic import BaseModel

from common.documents.encoding import decode
from common.errors import BadRequest, BrokenFile, EmptyFile

E = TypeVar("E")
SheetEncoding = Literal["utf-8", "shift_jis"]
CHARSETS: dict[SheetEncoding, str] = {"utf-8": "utf-8", "shift_jis": "Shift_JIS"}
"""As a Content-Type names them."""
FORMULA = re.compile("'*[=+\\-@＝＋－＠\t\r]")
ESCAPED = re.compile("''*[=+\\-@＝＋－＠\t\r]")
UNREADABLE = "ファイルを読み取れません。CSV を UTF-8 か Shift_JIS で保存し直してください。"
ODD_QUOTES = '引用符（"）が閉じていません。{line}行目あたりを直してください。何も取り込んでいません。'


class Row(NamedTuple):
    line: int
    """From 1, as a spreadsheet counts them."""
    cells: list[str]


class Rejected(BaseModel, frozen=True):
    """A line that was left out."""

    line: int
    reason: str


def read_rows(content: bytes, *, empty: str) -> list[Row]:
    """The rows of a CSV or tab-separated file that are not blank.

    UTF-8 with or without a byte order mark, or Shift_JIS. Raises EmptyFile with the words of `empty`, and
    BrokenFile for what is no such text.
    """
    if not content.strip():
        raise EmptyFile(empty)
    decoded = decode(content)
    if decoded.damaged or "\0" in decoded.text or "\ufffd" in decoded.text:
        raise BrokenFile(UNREADABLE)
    return list(_rows(decoded.text.removeprefix("\ufeff")))


def columns_of(row: Row, names: Mapping[str, str], needed: str) -> list[str | None] | None:
    """Which column each cell of a header names; None for a row that is no header."""
    named = [names.get(cell.casefold()) for cell in row.cells]
    return named if needed in named else None


def judged(
    rows: Iterable[Row],
    read: Callable[[Sequence[str]], Sequence[E] | str],
    key: Callable[[E], Hashable],
    name: Callable[[E], str],
) -> tuple[list[E], list[Rejected]]:
    """The entries that `read` finds in the rows, each once, and the rows of which it says why they are none."""
    found: dict[Hashable, E] = {}
    rejected: list[Rejected] = []
    for line, cells in rows:
        entries = read(cells)
        if isinstance(entries, str):
            rejected.append(Rejected(line=line, reason=entries))
            continue
        for entry in entries:
            if key(entry) in found:
                rejected.append(Rejected(line=line, reason=f"「{name(entry)}」は前の行にもあります。"))
            found.setdefault(key(entry), entry)
    return list(found.values()), rejected


def write_rows(rows: Sequence[Sequence[str]], encoding: SheetEncoding) -> bytes:
    """A CSV that `read_rows` reads back. Raises BadRequest naming the characters that Shift_JIS does not have."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([escaped(cell) for cell in row] for row in rows)
    if encoding == "utf-8":
        return codecs.BOM_UTF8 + out.getvalue().encode()
    try:
        return out.getvalue().encode("cp932")
    except UnicodeEncodeError as error:
        raise BadRequest(_unwritable(out.getvalue())) from error


def _rows(text: str) -> Iterator[Row]:
    first = next((line for line in text.splitlines() if line.strip()), "")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter="\t" if "\t" in first else ",", strict=True)
    line = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield Row(line, [_unescaped(cell.strip()) for cell in row])
            line = reader.line_num + 1
    except csv.Error as error:
        raise BrokenFile(ODD_QUOTES.format(line=line)) from error


def escaped(cell: str) -> str:
    """A spreadsheet takes a cell that begins so for a formula (OWASP, CSV injection)."""
    return f"'{cell}" if FORMULA.match(cell) else cell


def _unescaped(cell: str) -> str:
    return cell[1:] if ESCAPED.match(cell) else cell


def _unwritable(text: str) -> str:
    lost = [c for c in dict.fromkeys(text) if not _in_shift_jis(c)]
    shown = "、".join(lost[:20]) + ("、ほか" if len(lost) > 20 else "")
    return f"Shift_JIS にない文字があります（{shown}）。UTF-8 で書き出すか、その文字を直してください。"


def _in_shift_jis(character: str) -> bool:
    try:
        character.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True
