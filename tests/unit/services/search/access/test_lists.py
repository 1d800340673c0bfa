from common.identity import Principal
from services.search.access.identities import Identities, Identity
from services.search.access.lists import AccessLists
from services.search.access.rules import NOBODY, OPEN, Rung, ladder, rule

TANAKA = Principal(user="tanaka", roles=frozenset({"staff"}))
ONLY_TANAKA = rule([ladder([Rung(True, frozenset({"uid:1001"}))])])


def test_equal_rules_have_one_number_over_restarts(engine) -> None:
    lists = AccessLists(engine, Identities(engine))
    number = lists.number_of(ONLY_TANAKA)
    assert number >= 1
    assert (
        lists.number_of(ONLY_TANAKA)
        == AccessLists(engine, Identities(engine)).number_of(ONLY_TANAKA)
        == number
    )


def test_a_new_table_and_a_new_list_count_at_once(engine) -> None:
    identities = Identities(engine)
    lists = AccessLists(engine, identities)
    own, nobody = lists.number_of(ONLY_TANAKA), lists.number_of(NOBODY)
    assert lists.allowed(TANAKA) == frozenset()
    identities.replace([Identity("uid:1001", "user", "tanaka")])
    assert lists.allowed(TANAKA) == {own}
    everyone = lists.number_of(OPEN)
    assert lists.allowed(TANAKA) == {own, everyone}
    assert lists.allowed(Principal(user="sato", roles=TANAKA.roles)) == {everyone}
    identities.replace([])
    assert lists.allowed(TANAKA) == {everyone}
    assert lists.nobody == nobody
