"""Which user or role of ours the principals of the file servers are, from a table that the operator uploads.

    id,kind,name
    uid:1001,user,tanaka
    gid:500,role,disclosure
    S-1-5-21-1-2-3-1105,user,sato
    S-1-5-32-545,everyone,
    S-1-5-32-546,none,

A group is one line for each of its members or roles. `none` says that it is none of our users; a principal
that is not in the table is unknown, which grants nothing and lets no denial be passed over.
"""

import csv
import io
import re
from collections import defaultdict
from typing import NamedTuple

import sqlalchemy as sa

from common.documents.encoding import decode
from common.errors import BadRequest
from common.identity import ROLES, Principal
from services.search.access.rules import EVERYONE, IsOne
from services.search.tables import IDENTITIES
from services.search.upgrading import open_tables

HEADER = ["id", "kind", "name"]
PRINCIPAL = re.compile(r"(?:[ug]id:\d{1,10}|S-1-\d{1,15}(?:-\d{1,10}){0,15})")
KINDS = ("user", "role", "everyone", "none")
MOST_ROWS = 200_000
FORM = (
    "1行目を「id,kind,name」とし、id は uid:1001、gid:500、S-1-5-… のいずれか、"
    "kind は user、role、everyone、none のいずれかにしてください。"
)


class Identity(NamedTuple):
    principal: str
    kind: str
    name: str


class Identities:
    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        open_tables(engine)

    def replace(self, identities: list[Identity]) -> None:
        """Take these in the place of all that were there. It counts from the next search on."""
        rows = [identity._asdict() for identity in dict.fromkeys(identities)]
        with self._engine.begin() as connection:
            connection.execute(sa.delete(IDENTITIES))
            if rows:
                connection.execute(sa.insert(IDENTITIES), rows)

    def all(self) -> list[Identity]:
        columns = IDENTITIES.c
        query = sa.select(columns.principal, columns.kind, columns.name).order_by(columns.number)
        with self._engine.connect() as connection:
            return [Identity(*row) for row in connection.execute(query)]

    def version(self) -> tuple[int, int]:
        """Another one after every change: numbers are not given twice."""
        query = sa.select(sa.func.max(IDENTITIES.c.number), sa.func.count())
        with self._engine.connect() as connection:
            last, count = connection.execute(query).one()
        return last or 0, count

    def tester(self, caller: Principal) -> IsOne:
        """Tells of a principal whether it is `caller`; None when the table does not know it."""
        known: dict[str, bool] = defaultdict(bool)
        for principal, kind, name in self.all():
            known[principal] |= _is_caller(kind, name, caller)
        return lambda principal: True if principal == EVERYONE else known.get(principal)


def read_table(raw: bytes) -> list[Identity]:
    """The lines of an uploaded CSV, in UTF-8 or Shift_JIS; BadRequest names the first wrong one."""
    rows = csv.reader(io.StringIO(decode(raw).text, newline=""))
    if [cell.strip().lower() for cell in next(rows, [])] != HEADER:
        raise BadRequest(f"対応表の見出しが違います。{FORM}", field="file")
    result = []
    for number, row in enumerate(rows, start=2):
        if any(cell.strip() for cell in row):
            result.append(_identity(row, number))
        if len(result) > MOST_ROWS:
            raise BadRequest(f"対応表は{MOST_ROWS:,}行までです。", field="file")
    return result


def write_table(identities: list[Identity]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows([HEADER, *identities])
    return out.getvalue()


def _identity(row: list[str], number: int) -> Identity:
    cells = [*(cell.strip() for cell in row), "", "", ""][:3]
    principal = cells[0].upper() if cells[0].upper().startswith("S-") else cells[0].lower()
    kind, name = cells[1].lower(), cells[2]
    is_named = bool(name) and len(name) <= 128 if kind in ("user", "role") else not name
    if not PRINCIPAL.fullmatch(principal) or kind not in KINDS or not is_named:
        raise BadRequest(f"対応表の{number}行目を読めません。{FORM}", field="file", line=number)
    if kind == "role" and name not in ROLES:
        names = "、".join(ROLES)
        raise BadRequest(
            f"対応表の{number}行目の役割がありません。{names} から選んでください。", field="file", line=number
        )
    return Identity(principal, kind, name)


def _is_caller(kind: str, name: str, caller: Principal) -> bool:
    if kind == "user":
        return name == caller.user
    return kind == "everyone" or (kind == "role" and name in caller.roles)
