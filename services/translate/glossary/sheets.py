"""Glossaries as CSV: a pair of words a line (原語, 訳語, their languages, 備考), or a language a column (日本語, 英語, 中国語)."""

from collections.abc import Iterator, Sequence
from functools import partial

from pydantic import BaseModel, ValidationError

from common.errors import BadRequest
from common.sheets import Rejected, Row, SheetEncoding, columns_of, judged, read_rows, write_rows
from services.translate.glossary.entries import MAX_ENTRIES, EntryWrite
from services.translate.languages import LANGUAGES, canonical

COLUMNS = ("source", "target", "source_language", "target_language", "note")
HEADER = ("原語", "訳語", "原語の言語", "訳語の言語", "備考")
NAMES = {
    "source": ("原語", "原文", "用語", "単語", "見出し語", "source", "term"),
    "target": ("訳語", "訳文", "訳", "対訳", "target", "translation"),
    "source_language": ("原語の言語", "原文の言語", "source_language"),
    "target_language": ("訳語の言語", "訳文の言語", "言語", "target_language"),
    "note": ("備考", "メモ", "注記", "コメント", "note"),
}
COLUMN_OF = {name.casefold(): column for column, names in NAMES.items() for name in names}
LANGUAGE_OF = {
    name.casefold(): each.code
    for each in LANGUAGES.values()
    for name in (each.code, each.english, each.japanese)
} | {
    "中国語": "zh",
    "簡体字": "zh",
    "繁体字": "zt",
    "簡体字中国語": "zh",
    "繁体字中国語": "zt",
    "ハングル": "ko",
}
EMPTY = "ファイルが空です。原語と訳語を書いた CSV を選んでください。"
TOO_MANY = f"一つの用語集は{MAX_ENTRIES:,}語までです。ファイルを分けてください。"
LABELS = dict(zip(COLUMNS, HEADER, strict=True))


class Taken(BaseModel, frozen=True):
    """What a file holds, and what of it was left out."""

    entries: list[EntryWrite]
    rejected: list[Rejected]


def read_sheet(content: bytes, source: str, target: str) -> Taken:
    """The entries of a CSV; `source` and `target` are the languages where it names none.

    Raises what `read_rows` does, and BadRequest for more than MAX_ENTRIES.
    """
    rows = read_rows(content, empty=EMPTY)
    languages = [_language(cell) for cell in rows[0].cells]
    if sum(language is not None for language in languages) >= 2:
        read = partial(_by_language, languages, [COLUMN_OF.get(cell.casefold()) for cell in rows[0].cells])
        rows = rows[1:]
    else:
        columns, rows = _columns(rows)
        read = partial(_by_pair, columns, source, target)
    entries, rejected = judged(rows, read, lambda entry: entry.key, lambda entry: entry.source)
    if len(entries) > MAX_ENTRIES:
        raise BadRequest(TOO_MANY)
    return Taken(entries=entries, rejected=rejected)


def write_sheet(entries: Sequence[EntryWrite], encoding: SheetEncoding) -> bytes:
    """A CSV with a header that `read_sheet` reads back. Raises what `write_rows` does."""
    rows = [[str(getattr(entry, column)) for column in COLUMNS] for entry in entries]
    return write_rows([HEADER, *rows], encoding)


def _columns(rows: list[Row]) -> tuple[Sequence[str | None], list[Row]]:
    named = columns_of(rows[0], COLUMN_OF, "source")
    if named is None:
        return ("source", "target", "note"), rows
    if "target" not in named:
        raise BadRequest(
            "訳語の列がありません。1行目に「原語」と「訳語」、または言語の名前を書いてください。"
        )
    return named, rows[1:]


def _language(cell: str) -> str | None:
    return LANGUAGE_OF.get(cell.casefold()) or LANGUAGE_OF.get(canonical(cell).casefold())


def _by_pair(
    columns: Sequence[str | None], source: str, target: str, row: Sequence[str]
) -> list[EntryWrite] | str:
    if any(row[len(columns) :]):
        return f"列が多すぎます（{len(columns)}列まで）。"
    cells = {column: cell for column, cell in zip(columns, row, strict=False) if column and cell}
    return _entry({"source_language": source, "target_language": target} | cells)


def _by_language(
    languages: Sequence[str | None], columns: Sequence[str | None], row: Sequence[str]
) -> list[EntryWrite] | str:
    """The first column of a language has the words, the others what they become."""
    words = [(code, cell) for code, cell in zip(languages, row, strict=False) if code and cell]
    note = next((cell for column, cell in zip(columns, row, strict=False) if column == "note"), "")
    if not words or words[0][0] != next(filter(None, languages)):
        return "原語がありません。"
    found: list[EntryWrite] = []
    for code, cell in words[1:]:
        entry = _entry(
            {
                "source": words[0][1],
                "source_language": words[0][0],
                "target": cell,
                "target_language": code,
                "note": note,
            }
        )
        if isinstance(entry, str):
            return entry
        found += entry
    return found or "訳語がありません。"


def _entry(cells: dict[str, str]) -> list[EntryWrite] | str:
    """The entry, or why it is none."""
    for column in ("source", "target"):
        if not cells.get(column):
            return f"{LABELS[column]}がありません。"
    for column in ("source_language", "target_language"):
        cells[column] = _language(cells[column]) or cells[column]
    try:
        return [EntryWrite.model_validate(cells)]
    except ValidationError as error:
        return "".join(_reasons(error))


def _reasons(error: ValidationError) -> Iterator[str]:
    fault = error.errors()[0]
    if fault["type"] == "value_error":
        yield str(fault["ctx"]["error"])
    else:
        yield LABELS[str(fault["loc"][0])]
        yield "が長すぎます。" if fault["type"].endswith("too_long") else "に使えない値があります。"
