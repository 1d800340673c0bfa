"""The access lists: every rule that some file has, once, under a number."""

import hashlib
import json
import threading
from collections import OrderedDict

import sqlalchemy as sa

from common.identity import Principal
from services.search.access.identities import Identities
from services.search.access.rules import NOBODY, Rule, from_json, lets_through, to_json
from services.search.tables import ACCESS_LISTS
from services.search.upgrading import open_tables

MOST_RULES_KEPT = 10_000
MOST_CALLERS_KEPT = 256
Version = tuple[int, int, int]


class AccessLists:
    """Numbers begin at 1 and always mean the same rule; 0 is no list."""

    def __init__(self, engine: sa.Engine, identities: Identities) -> None:
        self._engine = engine
        self._identities = identities
        self._lock = threading.Lock()
        self._numbers: dict[Rule, int] = {}
        self._allowed: OrderedDict[tuple[str, frozenset[str]], tuple[Version, frozenset[int]]] = OrderedDict()
        open_tables(engine)

    @property
    def nobody(self) -> int:
        return self.number_of(NOBODY)

    def number_of(self, rule: Rule) -> int:
        """The number of this rule, which is stored if it is new."""
        with self._lock:
            number = self._numbers.get(rule)
        if number is None:
            number = self._stored(rule)
            with self._lock:
                if len(self._numbers) >= MOST_RULES_KEPT:
                    self._numbers.clear()
                self._numbers[rule] = number
        return number

    def allowed(self, caller: Principal) -> frozenset[int]:
        """The lists that let `caller` read, by the table of identities as it is now."""
        version = self._version()
        key = caller.user, caller.roles
        with self._lock:
            kept = self._allowed.get(key)
        if kept and kept[0] == version:
            return kept[1]
        allowed = self._evaluate(caller)
        with self._lock:
            self._allowed[key] = version, allowed
            self._allowed.move_to_end(key)
            while len(self._allowed) > MOST_CALLERS_KEPT:
                self._allowed.popitem(last=False)
        return allowed

    def forget(self) -> None:
        """What is known of the database, which is another one now."""
        with self._lock:
            self._numbers.clear()
            self._allowed.clear()

    def _evaluate(self, caller: Principal) -> frozenset[int]:
        is_one = self._identities.tester(caller)
        with self._engine.connect() as connection:
            rows = connection.execute(sa.select(ACCESS_LISTS.c.number, ACCESS_LISTS.c.rule)).all()
        return frozenset(row.number for row in rows if lets_through(from_json(row.rule), is_one))

    def _version(self) -> Version:
        with self._engine.connect() as connection:
            last = connection.scalar(sa.select(sa.func.max(ACCESS_LISTS.c.number)))
        return (last or 0, *self._identities.version())

    def _stored(self, rule: Rule) -> int:
        value = to_json(rule)
        digest = hashlib.sha256(json.dumps(value).encode()).hexdigest()
        query = sa.select(ACCESS_LISTS.c.number).where(ACCESS_LISTS.c.hash == digest)
        try:
            with self._engine.begin() as connection:
                number = connection.scalar(query)
                if number is None:
                    connection.execute(sa.insert(ACCESS_LISTS).values(hash=digest, rule=value))
                    number = connection.scalar(query)
        except sa.exc.IntegrityError:
            # Another process stored the same rule at the same moment.
            with self._engine.connect() as connection:
                number = connection.scalar(query)
        return int(number or 0)
