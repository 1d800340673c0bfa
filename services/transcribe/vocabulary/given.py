"""The words a person types beside an upload: 表記, or 表記（読み）, or 表記:読み."""

import re
from collections.abc import Iterator

from common.errors import BadRequest
from services.transcribe.vocabulary.entries import MAX_ENTRIES, MAX_WRITTEN, Entry, distinct
from services.transcribe.vocabulary.kana import is_reading, katakana

MAX_CHARACTERS = 200_000
LINES = re.compile(r"[\r\n]+")
ITEMS = re.compile(r"[,、，\t]+")
WITH_READING = re.compile(
    r"(?P<written>.+?)\s*(?:[（(](?P<inside>[^（()）]+)[)）]|[:：\t]\s*(?P<behind>[^:：]+))"
)


def given(text: str | None) -> list[Entry]:
    """The distinct entries of a comma- or newline-separated list, in their order.

    What stands in brackets is a reading only when it is kana: 住基ネット（住民票） is a 表記 of its own.
    Raises BadRequest for a list that is too long or an item that is.
    """
    text = text or ""
    if len(text) > MAX_CHARACTERS:
        raise BadRequest(f"辞書は{MAX_CHARACTERS:,}文字までにしてください。")
    found = distinct(list(_entries(text)))
    if len(found) > MAX_ENTRIES:
        raise BadRequest(f"辞書は{MAX_ENTRIES:,}語までにしてください。")
    return found


def _entries(text: str) -> Iterator[Entry]:
    for item in _items(text):
        plain = "".join(c for c in item if c.isprintable() or c == "\t").strip()
        if not plain.strip("()（）:：\t 　"):
            continue
        written, reading = _split(plain)
        if len(written) > MAX_WRITTEN:
            raise BadRequest(f"「{written[:20]}…」は長すぎます。一語{MAX_WRITTEN}文字までにしてください。")
        yield Entry(written=written, reading=reading)


def _items(text: str) -> Iterator[str]:
    for line in LINES.split(text):
        # Two columns pasted from a spreadsheet stay together; any other tab divides words.
        if line.count("\t") == 1 and _split(line.strip())[1]:
            yield line
        else:
            yield from ITEMS.split(line)


def _split(item: str) -> tuple[str, str]:
    parts = WITH_READING.fullmatch(item)
    if parts is None:
        return item, ""
    reading = katakana((parts["inside"] or parts["behind"]).strip())
    return (parts["written"], reading) if is_reading(reading) and len(reading) <= 200 else (item, "")
