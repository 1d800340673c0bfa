"""The named vocabularies of a city: every clerk reads and uses any, its owner or an administrator changes it."""

from collections.abc import Sequence
from typing import Any

from common.errors import BadRequest, NotFound
from common.identity import Principal
from common.records import Record, Records
from common.resident import Resident
from common.shared_lists import ImportMode, SharedLists
from services.transcribe.vocabulary.entries import MAX_ENTRIES, Entry, distinct
from services.transcribe.vocabulary.guessing import with_readings
from services.transcribe.vocabulary.hotwords import ranked
from services.transcribe.vocabulary.schemas import (
    EntryChanges,
    EntryKey,
    Imported,
    Stored,
    Vocabulary,
    VocabularySummary,
    VocabularyWrite,
)
from services.transcribe.vocabulary.sheets import read_sheet

TOO_MANY = f"一つの辞書は{MAX_ENTRIES:,}語までです。分けて登録してください。"


class Vocabularies:
    """A change names the version it was made from; a stale one is a Conflict."""

    def __init__(self, records: Records, dictionary: Resident[Any]) -> None:
        self._lists = SharedLists(records, "辞書")
        self._dictionary = dictionary

    def list(self, department: str | None = None) -> list[VocabularySummary]:
        """By name; of one department, or all."""
        return [_summary(record) for record in self._lists.all(department)]

    def get(self, name: str) -> Vocabulary:
        record = self._lists.found(name)
        return Vocabulary(**_summary(record).model_dump(), entries=_stored(record).entries)

    def put(self, name: str, write: VocabularyWrite, caller: Principal) -> Vocabulary:
        """Create (version 0) or replace a vocabulary. Raises Conflict, Forbidden, BadRequest."""
        self._write(name, Stored(department=write.department, entries=write.entries), write.version, caller)
        return self.get(name)

    def change(self, name: str, changes: EntryChanges, caller: Principal) -> Vocabulary:
        """Remove and add entries. Raises NotFound also for an entry to be removed that is not there."""
        stored = _stored(self._lists.changeable(name, caller))
        left = _without(stored.entries, changes.remove)
        merged = _merged(left, with_readings(changes.add, self._dictionary))
        self._write(name, stored.model_copy(update={"entries": merged}), changes.version, caller)
        return self.get(name)

    def delete(self, name: str, caller: Principal) -> None:
        self._lists.delete(name, caller)

    def take(
        self,
        name: str,
        content: bytes,
        mode: ImportMode,
        version: int,
        department: str | None,
        caller: Principal,
    ) -> Imported:
        """Import a file: `merge` keeps what it does not name. Version 0 creates the vocabulary."""
        sheet = read_sheet(content)
        old = _stored(self._lists.changeable(name, caller)) if version else Stored(department="", entries=[])
        new = with_readings(sheet.entries, self._dictionary)
        merged = _merged(old.entries, new) if mode == "merge" else new
        kept = old.department if department is None else department
        record = self._write(name, Stored(department=kept, entries=merged), version, caller)
        before = {(entry.written, entry.reading) for entry in old.entries}
        added = sum((entry.written, entry.reading) not in before for entry in merged)
        guessed = sum(entry.guessed for entry in new)
        return Imported(
            name=name, version=record.version, added=added, changed=len(new) - added, guessed=guessed,
            count=len(merged), rejected=sheet.rejected,
        )  # fmt: skip

    def resolved(self, typed: Sequence[Entry], names: Sequence[str] = (), hints: str = "") -> Sequence[Entry]:
        """The entries for one meeting, to be stored with it: those typed for it, then the named vocabularies'.

        The latter come in the order of their worth for a meeting about `hints`. A typed word without a
        reading takes that of a vocabulary. Raises NotFound for a vocabulary that is not there.
        """
        shared = [
            entry for name in dict.fromkeys(names) for entry in _stored(self._lists.found(name)).entries
        ]
        known = {entry.written: entry for entry in reversed(shared)}
        own = [entry if entry.reading else known.get(entry.written, entry) for entry in typed]
        entries = distinct([*with_readings(own, self._dictionary), *ranked(shared, hints)])
        if len(entries) > MAX_ENTRIES:
            raise BadRequest(
                f"一つの会議に使える辞書は合わせて{MAX_ENTRIES:,}語までです。辞書を減らしてください。"
            )
        return entries

    def _write(self, name: str, stored: Stored, version: int, caller: Principal) -> Record:
        entries = distinct(with_readings(stored.entries, self._dictionary))
        if len(entries) > MAX_ENTRIES:
            raise BadRequest(TOO_MANY)
        data = stored.model_copy(update={"entries": entries}).model_dump(mode="json")
        return self._lists.write(name, data, version, caller)


def _stored(record: Record) -> Stored:
    return Stored.model_validate(record.data)


def _summary(record: Record) -> VocabularySummary:
    entries = record.data["entries"]
    return VocabularySummary(
        name=record.id, department=record.data["department"], owner=record.owner, version=record.version,
        count=len(entries), unread=sum(not entry["reading"] for entry in entries),
    )  # fmt: skip


def _merged(old: Sequence[Entry], new: Sequence[Entry]) -> list[Entry]:
    """`old` with `new`: an entry gives way to one with its 表記 and 読み, a guess to any with its 表記."""
    fresh = {(entry.written, entry.reading): entry for entry in new}
    said = {entry.written for entry in new if not entry.guessed}
    kept = [
        fresh.pop((entry.written, entry.reading), entry)
        for entry in old
        if (entry.written, entry.reading) in fresh or not (entry.guessed and entry.written in said)
    ]
    return [*kept, *fresh.values()]


def _without(entries: Sequence[Entry], gone: Sequence[EntryKey]) -> list[Entry]:
    left = list(entries)
    for key in gone:
        named = [entry for entry in left if _is(entry, key)]
        if not named:
            raise NotFound(f"「{key.written}」はこの辞書にありません。読み直してからやり直してください。")
        left = [entry for entry in left if not _is(entry, key)]
    return left


def _is(entry: Entry, key: EntryKey) -> bool:
    return entry.written == key.written and key.reading in (None, entry.reading)
