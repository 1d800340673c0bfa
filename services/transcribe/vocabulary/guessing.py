"""Readings for entries that came without: worked out with Sudachi, and marked as guessed."""

from collections.abc import Iterable
from typing import Any

from common.resident import Resident
from services.transcribe.vocabulary.entries import MAX_READING, Entry
from services.transcribe.vocabulary.readings import Reader


def with_readings(entries: Iterable[Entry], dictionary: Resident[Any]) -> list[Entry]:
    """The entries, each that has no reading with the likeliest one; none where it cannot be read."""
    listed = list(entries)
    if all(entry.reading for entry in listed):
        return listed
    with dictionary.use() as opened:
        reader = Reader(opened)
        return [entry if entry.reading else _guessed(entry, reader) for entry in listed]


def _guessed(entry: Entry, reader: Reader) -> Entry:
    reading = reader.reading(entry.written)[:MAX_READING]
    return entry.model_copy(update={"reading": reading, "guessed": bool(reading)})
