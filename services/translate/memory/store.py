"""The memory of a city: everyone's translations use it, everyone corrects it, and every form stays on record."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from common.errors import BadRequest, Conflict, Forbidden
from common.identity import Principal
from common.records import New, Record, Records
from services.translate.memory.similar import Pair, Similar
from services.translate.memory.units import (
    Form,
    Imported,
    Origin,
    Taken,
    Unit,
    UnitChange,
    UnitPage,
    UnitWrite,
    folded,
    unit_id,
)

MOST_UNITS = 100_000
MOST_EARLIER = 20
LEAST_LIKE = 0.75
NOT_YOURS = (
    "この訳を戻したり消したりできるのは、いまの訳を入れた人と管理者だけです。直すことは誰でもできます。"
)


class Memory:
    def __init__(self, records: Records) -> None:
        self._records = records
        self._similar = Similar(lambda pair: ((r.id, r.data["source"]) for r in self._of(pair)))

    def exact(self, text: str, source: str, target: str) -> Unit | None:
        """The unit of the same text, whatever its widths and blanks."""
        record = self._records.find(unit_id(text, source, target))
        return None if record is None else _unit(record)

    def similar(self, text: str, source: str, target: str) -> tuple[Unit, int] | None:
        """The unit of the likest text and how like it is, in percent; None where nothing is like it."""
        found = self._similar.find(text, (source, target), LEAST_LIKE)
        record = self._records.find(found[0]) if found else None
        return (_unit(record), found[1]) if found and record else None

    def search(
        self, words: str, source: str | None, target: str | None, *, limit: int, offset: int
    ) -> UnitPage:
        """Units that hold `words` in either language, the last changed first."""
        wanted = folded(words).lower()
        found = [
            record
            for record in self._records.list()
            if source in (None, record.data["source_language"])
            and target in (None, record.data["target_language"])
            and wanted in folded(f"{record.data['source']}\n{record.data['target']}").lower()
        ]
        return UnitPage(total=len(found), units=[_unit(record) for record in found[offset : offset + limit]])

    def get(self, identity: str) -> Unit:
        return _unit(self._records.get(identity))

    def learn(self, write: UnitWrite, origin: Origin, caller: Principal) -> Unit:
        """Add a unit; the translation of a known text becomes an earlier one."""
        for _ in range(3):
            record = self._records.find(write.id)
            if record is not None and record.data["target"] == write.target:
                return _unit(record)
            data = _data(write, record, origin, caller.user)
            with suppress(Conflict):
                if record is None:
                    return self._kept(self._records.create(write.id, caller.user, data))
                return self._kept(self._records.update(write.id, data, record.version))
        raise Conflict("ほかの人が同じ訳を直しています。少し待ってやり直してください。")

    def change(self, identity: str, change: UnitChange, caller: Principal) -> Unit:
        record = self._records.get(identity)
        write = UnitWrite(**_writable(record.data) | {"target": change.target})
        return self._kept(
            self._records.update(identity, _data(write, record, "typed", caller.user), change.version)
        )

    def undo(self, identity: str, version: int, caller: Principal) -> Unit | None:
        """The unit in its form before the last; None where there was none and it is gone."""
        record = self._mine(identity, caller)
        *earlier, last = record.data["earlier"] or [None]
        if last is None:
            self.delete(identity, caller)
            return None
        return self._kept(self._records.update(identity, record.data | last | {"earlier": earlier}, version))

    def delete(self, identity: str, caller: Principal) -> None:
        self._mine(identity, caller)
        self._records.delete(identity)
        self._similar.drop(identity)

    def take(self, taken: Taken, department: str, caller: Principal) -> Imported:
        """Learn all that a file held, in one transaction."""
        units = {
            unit.id: unit.model_copy(update={"department": department or unit.department})
            for unit in taken.units
        }
        pairs = {(unit.source_language, unit.target_language) for unit in units.values()}
        known = {record.id: record for pair in pairs for record in self._of(pair)}
        if len(known.keys() | units.keys()) > MOST_UNITS:
            raise BadRequest(
                f"翻訳メモリーは一つの言語の組で{MOST_UNITS:,}件までです。使わないものを消してください。"
            )
        fresh = [unit for unit in units.values() if _is_new(unit, known.get(unit.id))]
        self._records.put_all(
            [
                New(unit.id, caller.user, _data(unit, known.get(unit.id), "import", caller.user))
                for unit in fresh
            ]
        )
        self._similar.forget()
        changed = sum(unit.id in known for unit in fresh)
        return Imported(added=len(fresh) - changed, changed=changed, rejected=taken.rejected)

    def units(self, source: str | None, target: str | None) -> Sequence[Unit]:
        """All units of a pair, or of every pair with that source or target."""
        return self.search("", source, target, limit=MOST_UNITS * 10, offset=0).units

    def _kept(self, record: Record) -> Unit:
        unit = _unit(record)
        self._similar.put(unit.id, unit.source, (unit.source_language, unit.target_language))
        return unit

    def _mine(self, identity: str, caller: Principal) -> Record:
        record = self._records.get(identity)
        if not caller.may_see(record.data["by"]):
            raise Forbidden(NOT_YOURS)
        return record

    def _of(self, pair: Pair) -> Iterable[Record]:
        prefix = ".".join(pair)
        return self._records.between(f"{prefix}.{'0' * 40}", f"{prefix}.{'f' * 40}", limit=MOST_UNITS)


def _is_new(unit: UnitWrite, record: Record | None) -> bool:
    return record is None or record.data["target"] != unit.target


def _data(write: UnitWrite, before: Record | None, origin: Origin, by: str) -> dict[str, Any]:
    """What a record of the collection `memory` holds."""
    earlier = [*before.data["earlier"], _form(before.data)][-MOST_EARLIER:] if before else []
    department = write.department or (before.data["department"] if before else "")
    now = datetime.now(UTC).isoformat()
    signed = {"by": by, "at": now, "origin": origin, "earlier": earlier}
    return write.model_dump() | {"department": department} | signed


def _form(data: dict[str, Any]) -> dict[str, Any]:
    return {name: data[name] for name in Form.model_fields}


def _writable(data: dict[str, Any]) -> dict[str, Any]:
    return {name: data[name] for name in UnitWrite.model_fields}


def _unit(record: Record) -> Unit:
    return Unit(id=record.id, version=record.version, **record.data)
