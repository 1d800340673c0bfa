"""Vocabularies as files: CSV with 表記, 読み, class, note, and the two-column lists made for AmiVoice."""

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import Literal

from pydantic import BaseModel, ValidationError

from common.documents.encoding import decode
from common.errors import BadRequest, BrokenFile, EmptyFile
from services.transcribe.vocabulary.entries import MAX_ENTRIES, Entry

SheetEncoding = Literal["utf-8", "shift_jis"]
COLUMNS = ("written", "reading", "kind", "note")
HEADER = ("表記", "読み", "class", "note")
NAMES = {
    "written": ("表記", "単語", "語句", "登録語", "名称", "written"),
    "reading": ("読み", "よみ", "ヨミ", "読み方", "読みがな", "読み仮名", "ふりがな", "フリガナ", "reading"),
    "kind": ("class", "クラス", "分類", "種別", "種類", "品詞", "kind"),
    "note": ("note", "備考", "メモ", "注記", "コメント"),
}
COLUMN_OF = {name.casefold(): column for column, names in NAMES.items() for name in names}
MAX_REJECTED = 200
FORMULA = re.compile("'*[=+\\-@＝＋－＠\t\r]")
ESCAPED = re.compile("''*[=+\\-@＝＋－＠\t\r]")
UNREADABLE = "ファイルを読み取れません。CSV を UTF-8 か Shift_JIS で保存し直してください。"
ODD_QUOTES = '引用符（"）が閉じていません。{line}行目あたりを直してください。何も取り込んでいません。'
REASONS = {
    "string_too_short": "表記がありません。",
    "string_too_long": "長すぎます。",
}


class Rejected(BaseModel, frozen=True):
    """A line that was left out."""

    line: int
    """From 1, as a spreadsheet counts them."""
    reason: str


class Sheet(BaseModel, frozen=True):
    entries: list[Entry]
    rejected: list[Rejected]


def read_sheet(content: bytes) -> Sheet:
    """The entries of a CSV or tab-separated file and the lines that are none.

    UTF-8 with or without a byte order mark, or Shift_JIS. Raises EmptyFile, BrokenFile for what is no such
    text, and BadRequest for more than MAX_ENTRIES lines.
    """
    rows = list(_rows(_text(content)))
    columns: Sequence[str | None] = COLUMNS
    if rows and (named := _header(rows[0][1])):
        columns, rows = named, rows[1:]
    if len(rows) > MAX_ENTRIES:
        raise BadRequest(f"一つの辞書は{MAX_ENTRIES:,}語までです。ファイルを分けてください。")
    return _judged(rows, columns)


def write_sheet(entries: Sequence[Entry], encoding: SheetEncoding) -> bytes:
    """A CSV with a header that `read_sheet` reads back and that no spreadsheet takes for formulas.

    Raises BadRequest naming the characters that Shift_JIS does not have.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADER)
    for entry in entries:
        writer.writerow([_escaped(str(getattr(entry, column))) for column in COLUMNS])
    if encoding == "utf-8":
        return codecs.BOM_UTF8 + out.getvalue().encode()
    try:
        return out.getvalue().encode("cp932")
    except UnicodeEncodeError as error:
        raise BadRequest(_unwritable(entries)) from error


def _text(content: bytes) -> str:
    if not content.strip():
        raise EmptyFile("ファイルが空です。表記と読みを書いた CSV を選んでください。")
    decoded = decode(content)
    if decoded.damaged or "\0" in decoded.text or "\ufffd" in decoded.text:
        raise BrokenFile(UNREADABLE)
    return decoded.text.removeprefix("\ufeff")


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Number of the line and cells of every row that is not blank."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    lines = io.StringIO(text, newline="")
    reader = csv.reader(lines, delimiter="\t" if "\t" in first else ",", strict=True)
    line = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield line, [_unescaped(cell.strip()) for cell in row]
            line = reader.line_num + 1
    except csv.Error as error:
        raise BrokenFile(ODD_QUOTES.format(line=line)) from error


def _header(row: Sequence[str]) -> list[str | None] | None:
    named = [COLUMN_OF.get(cell.casefold()) for cell in row]
    return named if "written" in named else None


def _judged(rows: Sequence[tuple[int, list[str]]], columns: Sequence[str | None]) -> Sheet:
    entries: dict[tuple[str, str], Entry] = {}
    rejected: list[Rejected] = []
    for line, row in rows:
        entry = _entry(row, columns)
        if isinstance(entry, str):
            rejected.append(Rejected(line=line, reason=entry))
        elif (entry.written, entry.reading) in entries:
            rejected.append(Rejected(line=line, reason=f"「{entry.written}」は前の行にもあります。"))
        else:
            entries[entry.written, entry.reading] = entry
    return Sheet(entries=list(entries.values()), rejected=rejected)


def _entry(row: Sequence[str], columns: Sequence[str | None]) -> Entry | str:
    """The entry of a row, or why it is none."""
    if any(row[len(columns) :]):
        return f"列が多すぎます（{len(columns)}列まで）。"
    cells = {column: cell for column, cell in zip(columns, row, strict=False) if column}
    if not cells.get("written"):
        return "表記がありません。"
    try:
        return Entry.model_validate(cells)
    except ValidationError as error:
        return _reason(error)


def _reason(error: ValidationError) -> str:
    fault = error.errors()[0]
    column = HEADER[COLUMNS.index(str(fault["loc"][0]))] if fault["loc"] else "表記"
    if fault["type"] == "value_error":
        return str(fault["ctx"]["error"])
    return f"{column}: {REASONS.get(fault['type'], '使えない値です。')}"


def _escaped(cell: str) -> str:
    return f"'{cell}" if FORMULA.match(cell) else cell


def _unescaped(cell: str) -> str:
    return cell[1:] if ESCAPED.match(cell) else cell


def _unwritable(entries: Sequence[Entry]) -> str:
    text = "".join(str(getattr(entry, column)) for entry in entries for column in COLUMNS)
    lost = [c for c in dict.fromkeys(text) if not _in_shift_jis(c)]
    shown = "、".join(lost[:20]) + ("、ほか" if len(lost) > 20 else "")
    return f"Shift_JIS にない文字があります（{shown}）。UTF-8 で書き出すか、その文字を直してください。"


def _in_shift_jis(character: str) -> bool:
    try:
        character.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True
