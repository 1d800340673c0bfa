"""Vocabularies as files: CSV with 表記, 読み, class, note, and the two-column lists made for AmiVoice."""

from collections.abc import Sequence
from functools import partial

from pydantic import BaseModel, ValidationError

from common.errors import BadRequest
from common.sheets import Rejected, SheetEncoding, columns_of, judged, read_rows, write_rows
from services.transcribe.vocabulary.entries import MAX_ENTRIES, Entry

COLUMNS = ("written", "reading", "kind", "note")
HEADER = ("表記", "読み", "class", "note")
NAMES = {
    "written": ("表記", "単語", "語句", "登録語", "名称", "written"),
    "reading": ("読み", "よみ", "ヨミ", "読み方", "読みがな", "読み仮名", "ふりがな", "フリガナ", "reading"),
    "kind": ("class", "クラス", "分類", "種別", "種類", "品詞", "kind"),
    "note": ("note", "備考", "メモ", "注記", "コメント"),
}
COLUMN_OF = {name.casefold(): column for column, names in NAMES.items() for name in names}
REASONS = {
    "string_too_short": "表記がありません。",
    "string_too_long": "長すぎます。",
}


class Sheet(BaseModel, frozen=True):
    entries: list[Entry]
    rejected: list[Rejected]


def read_sheet(content: bytes) -> Sheet:
    """The entries of a CSV or tab-separated file and the lines that are none.

    Raises what `read_rows` does, and BadRequest for more than MAX_ENTRIES lines.
    """
    rows = read_rows(content, empty="ファイルが空です。表記と読みを書いた CSV を選んでください。")
    columns: Sequence[str | None] = COLUMNS
    if rows and (named := columns_of(rows[0], COLUMN_OF, "written")):
        columns, rows = named, rows[1:]
    if len(rows) > MAX_ENTRIES:
        raise BadRequest(f"一つの辞書は{MAX_ENTRIES:,}語までです。ファイルを分けてください。")
    entries, rejected = judged(
        rows,
        partial(_entry, columns),
        lambda entry: (entry.written, entry.reading),
        lambda entry: entry.written,
    )
    return Sheet(entries=entries, rejected=rejected)


def write_sheet(entries: Sequence[Entry], encoding: SheetEncoding) -> bytes:
    """A CSV with a header that `read_sheet` reads back. Raises what `write_rows` does."""
    rows = [[str(getattr(entry, column)) for column in COLUMNS] for entry in entries]
    return write_rows([HEADER, *rows], encoding)


def _entry(columns: Sequence[str | None], row: Sequence[str]) -> list[Entry] | str:
    """The entry of a row, or why it is none."""
    if any(row[len(columns) :]):
        return f"列が多すぎます（{len(columns)}列まで）。"
    cells = {column: cell for column, cell in zip(columns, row, strict=False) if column}
    if not cells.get("written"):
        return "表記がありません。"
    try:
        return [Entry.model_validate(cells)]
    except ValidationError as error:
        return _reason(error)


def _reason(error: ValidationError) -> str:
    fault = error.errors()[0]
    column = HEADER[COLUMNS.index(str(fault["loc"][0]))] if fault["loc"] else "表記"
    if fault["type"] == "value_error":
        return str(fault["ctx"]["error"])
    return f"{column}: {REASONS.get(fault['type'], '使えない値です。')}"
