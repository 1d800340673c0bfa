import pytest

from common.errors import BadRequest
from common.identity import Principal
from services.search.access.identities import Identities, Identity, read_table, write_table
from services.search.access.rules import EVERYONE

TABLE = """id,kind,name
uid:1001,user,田中
GID:500,role,disclosure
s-1-5-21-1-2-3-1105,user,田中
S-1-5-32-545,everyone,

S-1-5-32-546,none,
"""


def test_a_table_is_read_in_both_usual_encodings() -> None:
    expected = [
        Identity("uid:1001", "user", "田中"),
        Identity("gid:500", "role", "disclosure"),
        Identity("S-1-5-21-1-2-3-1105", "user", "田中"),
        Identity("S-1-5-32-545", "everyone", ""),
        Identity("S-1-5-32-546", "none", ""),
    ]
    for encoding in ("utf-8-sig", "cp932", "utf-16"):
        assert read_table(TABLE.encode(encoding)) == expected
    assert read_table(write_table(expected).encode()) == expected


@pytest.mark.parametrize(
    "line",
    [
        "uid:x,user,a",
        "1001,user,a",
        "uid:1,group,a",
        "uid:1,user,",
        "uid:1,role,mayor",
        "uid:1,none,a",
        "S-2-1,user,a",
    ],
)
def test_a_wrong_line_is_named(line: str) -> None:
    with pytest.raises(BadRequest, match="3行目"):
        read_table(f"id,kind,name\nuid:1,user,a\n{line}\n".encode())


def test_a_table_without_its_heading_is_refused() -> None:
    with pytest.raises(BadRequest, match="見出し"):
        read_table(b"uid:1,user,a\n")


def test_a_caller_is_known_by_name_and_role_and_the_rest_is_unknown(engine) -> None:
    identities = Identities(engine)
    identities.replace(read_table(TABLE.encode()))
    tanaka = identities.tester(Principal(user="田中", roles=frozenset({"staff"})))
    officer = identities.tester(Principal(user="佐藤", roles=frozenset({"disclosure"})))
    names = ["uid:1001", "gid:500", "S-1-5-32-545", "S-1-5-32-546", "uid:7", EVERYONE]
    assert [tanaka(name) for name in names] == [True, False, True, False, None, True]
    assert [officer(name) for name in names] == [False, True, True, False, None, True]


def test_every_change_is_another_version(engine) -> None:
    identities = Identities(engine)
    seen = {identities.version()}
    for table in ([Identity("uid:1", "none", "")], [Identity("uid:1", "none", "")], []):
        identities.replace(table)
        seen.add(identities.version())
    assert len(seen) == 3
    assert identities.all() == []
