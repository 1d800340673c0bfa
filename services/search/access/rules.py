"""A rule says who may read a file, in one canonical form for POSIX and Windows permissions.

A rule is a set of ladders, all of which must let the caller through: one of the file, and one of each folder
above it. A ladder is a row of rungs, and the first rung that names the caller decides, which is how both
kinds of access control lists are read for one single right. Nobody gets off the end of a ladder.
"""

import json
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

EVERYONE = "everyone"
"""Every signed-in caller. Other principals are `uid:1001`, `gid:100` and `S-1-5-21-…`."""


class Rung(NamedTuple):
    grants: bool
    principals: frozenset[str]


Ladder = tuple[Rung, ...]
Rule = frozenset[Ladder]
OPEN: Rule = frozenset()
NOBODY: Rule = frozenset({()})
IsOne = Callable[[str], bool | None]
"""Whether the caller is this principal; None when nobody knows who the principal is."""


def ladder(rungs: Iterable[Rung]) -> Ladder:
    """The same ladder, as short as it can be: without what was decided above, and joined where signs agree."""
    result: list[Rung] = []
    named: set[str] = set()
    for grants, principals in rungs:
        fresh = principals - named
        if not fresh or EVERYONE in named:
            continue
        named |= fresh
        if result and result[-1].grants == grants:
            fresh |= result.pop().principals
        result.append(Rung(grants, frozenset({EVERYONE}) if EVERYONE in fresh else frozenset(fresh)))
    while result and not result[-1].grants:
        result.pop()
    return tuple(result)


def rule(ladders: Iterable[Ladder]) -> Rule:
    """All of these ladders; those that everyone climbs are left out."""
    kept = frozenset(steps for steps in ladders if not _is_open(steps))
    return NOBODY if () in kept else kept


def lets_through(rule: Rule, is_one: IsOne) -> bool:
    """Whether the caller may read. An unknown principal grants nothing, and denies whoever comes to it."""
    return all(_climbs(steps, is_one) for steps in rule)


def _climbs(steps: Ladder, is_one: IsOne) -> bool:
    for grants, principals in steps:
        answers = {is_one(principal) for principal in principals}
        if True in answers:
            return grants
        if not grants and None in answers:
            return False
    return False


def to_json(rule: Rule) -> list[Any]:
    """A canonical value for JSON: equal rules give equal text."""
    ladders = [[[int(grants), sorted(principals)] for grants, principals in steps] for steps in rule]
    return sorted(ladders, key=json.dumps)


def from_json(value: list[Any]) -> Rule:
    return frozenset(
        tuple(Rung(bool(grants), frozenset(principals)) for grants, principals in steps) for steps in value
    )


def _is_open(steps: Ladder) -> bool:
    return bool(steps) and steps[0].grants and EVERYONE in steps[0].principals
