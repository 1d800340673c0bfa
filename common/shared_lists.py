"""Named lists that everyone of a service reads and uses, and that their owner or an administrator changes."""

import re
from typing import Annotated, Any, Literal

from pydantic import Field

from common.errors import BadRequest, Forbidden, NotFound
from common.identity import Principal
from common.one_line import OneLine
from common.records import Put, Record, Records

ListName = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[^/\\\x00-\x1f\x7f]+$")]
Department = Annotated[OneLine, Field(max_length=100)]
ImportMode = Literal["merge", "replace"]
"""Whether a file is added to a list, or takes the place of all that it held."""
SEPARATORS = re.compile(r"[,、，\t\r\n]+")


def listed(text: str | None) -> list[str]:
    """The distinct names of a comma- or newline-separated list, in their order."""
    found = ("".join(c for c in item if c.isprintable()).strip() for item in SEPARATORS.split(text or ""))
    return list(dict.fromkeys(name for name in found if name))


class SharedLists:
    """The lists in `records`, which people call `noun`. A change names the version it was made from.

    `before` keeps each list as it was before its last change.
    """

    def __init__(self, records: Records, noun: str, before: Records | None = None) -> None:
        self._records = records
        self._noun = noun
        self._before = before

    def all(self, department: str | None = None) -> list[Record]:
        """By name; of one department, or all."""
        found = sorted(self._records.list(), key=lambda record: record.id)
        return [each for each in found if department in (None, each.data["department"])]

    def found(self, name: str) -> Record:
        record = self._records.find(name)
        if record is None:
            raise NotFound(f"{self._noun}「{name[:64]}」はありません。一覧から選び直してください。")
        return record

    def changeable(self, name: str, caller: Principal) -> Record:
        record = self.found(name)
        if not caller.may_see(record.owner):
            raise Forbidden(
                f"{self._noun}「{name[:64]}」を変えられるのは、登録した人と管理者だけです。別の名前で作ってください。"
            )
        return record

    def write(self, name: str, data: dict[str, Any], version: int, caller: Principal) -> Record:
        """Create (version 0) or replace a list. Raises Conflict, Forbidden, BadRequest."""
        if version == 0:
            if listed(name) != [name.strip()]:
                raise BadRequest(
                    f"{self._noun}の名前に「、」や「,」は使えません（{self._noun}をいくつか選ぶときの区切りです）。"
                    "「・」などに替えてください。"
                )
            return self._records.create(name, caller.user, data)
        old = self.changeable(name, caller)
        kept = [Put(self._before, name, old.owner, old.data)] if self._before else []
        return self._records.update(name, data, version, also=kept)

    def delete(self, name: str, caller: Principal) -> None:
        self.changeable(name, caller)
        self._records.delete(name)
        if self._before:
            self._before.delete(name)
