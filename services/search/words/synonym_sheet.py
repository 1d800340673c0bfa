"""Groups of synonyms as a CSV file: a group a line, a word a cell."""

import codecs
import csv
import io
from collections.abc import Iterable, Sequence

from common.documents.encoding import decode
from common.errors import BadRequest, BrokenFile

MOST_GROUPS = 10_000
MOST_WORDS = 50
MOST_CHARACTERS = 100
UNREADABLE = "ファイルを読み取れません。CSV を UTF-8 か Shift_JIS で保存し直してください。"


def read_synonyms(content: bytes) -> list[list[str]]:
    """UTF-8 or Shift_JIS; BrokenFile or BadRequest says which line is wrong."""
    decoded = decode(content)
    if decoded.damaged or "\0" in decoded.text:
        raise BrokenFile(UNREADABLE)
    lines = io.StringIO(decoded.text.removeprefix("\ufeff"), newline="")
    reader = csv.reader(lines, strict=True)
    rows: list[tuple[int, list[str]]] = []
    try:
        rows.extend((reader.line_num, row) for row in reader)
    except csv.Error as error:
        raise BrokenFile(f"{reader.line_num}行目の引用符を直してください。") from error
    return checked(rows)


def write_synonyms(groups: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with a byte order mark, which spreadsheets need."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(groups)
    return codecs.BOM_UTF8 + out.getvalue().encode()


def checked(rows: Iterable[tuple[int, Sequence[str]]]) -> list[list[str]]:
    """The groups of numbered rows without blanks and repetitions; BadRequest for a group of one word."""
    groups = []
    for line, row in rows:
        words = list(dict.fromkeys(word.strip() for word in row if word.strip()))
        if not words:
            continue
        if not 2 <= len(words) <= MOST_WORDS or any(len(word) > MOST_CHARACTERS for word in words):
            raise BadRequest(
                f"{line}行目: 1行に2個から{MOST_WORDS}個のことばを、{MOST_CHARACTERS}文字以内で書いてください。",
                line=line,
            )
        groups.append(words)
    return within_bounds(groups)


def within_bounds(groups: list[list[str]]) -> list[list[str]]:
    if len(groups) > MOST_GROUPS:
        raise BadRequest(f"同義語は{MOST_GROUPS:,}行までです。使わないものを消してから加えてください。")
    return groups
