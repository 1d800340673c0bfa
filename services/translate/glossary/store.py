"""The glossaries of a city: everyone reads and uses any, its owner or an administrator changes it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime

from common.errors import BadRequest, Conflict, NotFound
from common.identity import Principal
from common.records import Record, Records
from common.shared_lists import ImportMode, SharedLists
from services.translate.glossary.entries import MAX_ENTRIES, Entry, EntryWrite, signed
from services.translate.glossary.schemas import (
    EntryChanges,
    Glossary,
    GlossarySummary,
    GlossaryWrite,
    Imported,
    Stored,
)
from services.translate.glossary.sheets import Taken
from services.translate.glossary.terms import Term


class Glossaries:
    """`before` holds each glossary as it was before its last change, so that this one can be taken back."""

    def __init__(self, records: Records, before: Records) -> None:
        self._lists = SharedLists(records, "用語集", before)
        self._before = before

    def list(self, department: str | None = None) -> list[GlossarySummary]:
        """By name; of one department, or all."""
        return [_summary(record) for record in self._lists.all(department)]

    def get(self, name: str) -> Glossary:
        record = self._lists.found(name)
        undoable = self._before.version(name) is not None
        return Glossary(**_summary(record).model_dump(), entries=_stored(record).entries, undoable=undoable)

    def terms(self, names: Sequence[str], source: str, target: str) -> Iterator[Term]:
        """The terms of the named glossaries for a pair of languages. Raises NotFound."""
        for name in names:
            for entry in self._lists.found(name).data["entries"]:
                if (entry["source_language"], entry["target_language"]) == (source, target):
                    yield Term(entry["source"], entry["target"], name)

    def put(self, name: str, write: GlossaryWrite, caller: Principal) -> Glossary:
        """Create (version 0) or replace a glossary. Raises Conflict, Forbidden, BadRequest."""
        self._write(name, write.department, write.version, caller, lambda _: write.entries)
        return self.get(name)

    def change(self, name: str, changes: EntryChanges, caller: Principal) -> Glossary:
        """Remove and add entries. Raises NotFound also for an entry to be removed that is not there."""

        def changed(old: Sequence[Entry]) -> Iterable[EntryWrite]:
            gone = {key.key for key in changes.remove}
            if missing := gone - {entry.key for entry in old}:
                word = min(missing)[2]
                raise NotFound(f"「{word}」はこの用語集にありません。読み直してからやり直してください。")
            return [*(entry for entry in old if entry.key not in gone), *changes.add]

        self._write(name, None, changes.version, caller, changed)
        return self.get(name)

    def take(self, name: str, taken: Taken, mode: ImportMode, version: int, caller: Principal) -> Imported:
        """Import what a file held: `merge` keeps what it does not name. Version 0 creates the glossary."""
        before: dict[tuple[str, str, str], Entry] = {}

        def merged(old: Sequence[Entry]) -> Iterable[EntryWrite]:
            before.update({entry.key: entry for entry in old})
            return [*old, *taken.entries] if mode == "merge" else taken.entries

        record = self._write(name, None, version, caller, merged)
        added = sum(entry.key not in before for entry in taken.entries)
        changed = sum(
            entry.key in before and entry.target != before[entry.key].target for entry in taken.entries
        )
        count = len(record.data["entries"])
        return Imported(
            version=record.version, added=added, changed=changed, count=count, rejected=taken.rejected
        )

    def undo(self, name: str, version: int, caller: Principal) -> Glossary:
        """The glossary as it was before its last change; a second undo takes the first one back."""
        before = self._before.find(name)
        if before is None:
            raise Conflict("戻せる変更がありません。")
        self._lists.write(name, before.data, version, caller)
        return self.get(name)

    def delete(self, name: str, caller: Principal) -> None:
        self._lists.delete(name, caller)

    def _write(
        self,
        name: str,
        department: str | None,
        version: int,
        caller: Principal,
        make: Callable[[Sequence[Entry]], Iterable[EntryWrite]],
    ) -> Record:
        old = _stored(self._lists.changeable(name, caller)) if version else Stored(department="", entries=[])
        entries = signed(make(old.entries), old.entries, caller.user, datetime.now(UTC))
        if len(entries) > MAX_ENTRIES:
            raise BadRequest(f"一つの用語集は{MAX_ENTRIES:,}語までです。分けて登録してください。")
        kept = old.department if department is None else department
        data = Stored(department=kept, entries=entries).model_dump(mode="json")
        return self._lists.write(name, data, version, caller)


def _stored(record: Record) -> Stored:
    return Stored.model_validate(record.data)


def _summary(record: Record) -> GlossarySummary:
    entries = record.data["entries"]
    pairs = sorted({f"{entry['source_language']}-{entry['target_language']}" for entry in entries})
    return GlossarySummary(
        name=record.id, department=record.data["department"], owner=record.owner, version=record.version,
        count=len(entries), pairs=pairs,
    )  # fmt: skip
