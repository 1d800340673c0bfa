from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from services.search.access.rules import (
    EVERYONE,
    NOBODY,
    OPEN,
    Rung,
    from_json,
    ladder,
    lets_through,
    rule,
    to_json,
)

NAMES = ["uid:1", "uid:2", "gid:1", "S-1-5-1"]
RUNGS = st.builds(
    Rung, st.booleans(), st.frozensets(st.sampled_from([*NAMES, EVERYONE]), min_size=1, max_size=3)
)
LADDERS = st.lists(st.lists(RUNGS, max_size=6), max_size=3)
KNOWN = st.fixed_dictionaries({name: st.sampled_from([True, False, None]) for name in NAMES})


def climbs_naively(rungs: list[Rung], who: dict[str, bool]) -> bool:
    for rung in rungs:
        if any(name == EVERYONE or who[name] for name in rung.principals):
            return rung.grants
    return False


def worlds(known: dict[str, bool | None]) -> list[dict[str, bool]]:
    """Every way in which the unknown may be."""
    choices = [[value] if value is not None else [False, True] for value in known.values()]
    return [dict(zip(known, values, strict=True)) for values in product(*choices)]


@given(LADDERS, KNOWN)
def test_a_rule_lets_through_who_would_get_through_in_every_possible_world(ladders, known) -> None:
    made = rule(ladder(rungs) for rungs in ladders)
    expected = all(climbs_naively(rungs, who) for rungs in ladders for who in worlds(known))
    found = lets_through(made, lambda name: True if name == EVERYONE else known[name])
    if None in known.values():
        assert found <= expected, "doubt must never open"
    else:
        assert found == expected


@given(LADDERS)
def test_equal_rules_have_equal_json_and_come_back(ladders) -> None:
    made = rule(ladder(rungs) for rungs in ladders)
    assert from_json(to_json(made)) == made
    assert to_json(rule(ladder(rungs) for rungs in reversed(ladders))) == to_json(made)


def test_ladders_are_as_short_as_they_can_be() -> None:
    a, b, everyone = frozenset({"uid:1"}), frozenset({"uid:2"}), frozenset({EVERYONE})
    assert ladder([Rung(True, a), Rung(False, a), Rung(True, b)]) == (Rung(True, a | b),)
    assert ladder([Rung(True, a), Rung(True, everyone), Rung(False, b)]) == (Rung(True, everyone),)
    assert ladder([Rung(False, a), Rung(False, everyone)]) == ()
    assert rule([ladder([Rung(True, everyone)])]) == OPEN
    assert rule([(), ladder([Rung(True, a)])]) == NOBODY


def test_an_unknown_denied_group_may_be_the_callers() -> None:
    steps = ladder([Rung(False, frozenset({"S-1-5-1"})), Rung(True, frozenset({EVERYONE}))])
    assert not lets_through(rule([steps]), lambda name: True if name == EVERYONE else None)
    assert lets_through(rule([steps]), lambda name: name == EVERYONE)
