"""What each caller finds in a tree of files with random permissions is what the kernel lets that caller read."""

import os
import struct
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from common.identity import Principal
from common.models import ModelStore
from common.resident import Resident
from services.search.access.gate import Gate
from services.search.access.identities import Identities, read_table
from services.search.access.lists import AccessLists
from services.search.answers.facets import next_folder
from services.search.answers.ranking import Ranker
from services.search.answers.schemas import SearchAnswer, SearchQuery
from services.search.answers.searching import SearchDesk
from services.search.meaning.embedding import Embedder
from services.search.words.conditions import Conditions
from services.search.words.question import QuestionReader
from services.search.words.spelling import Speller
from services.search.words.synonyms import Synonyms

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="gives files to other users")

PEOPLE = {
    "tanaka": (61001, [62001]),
    "sato": (61002, [62002]),
    "suzuki": (61003, [62001, 62002]),
    "ito": (61004, []),
}
TABLE = "id,kind,name\nuid:0,none,\ngid:0,none,\n" + "".join(
    f"uid:{uid},user,{name}\n" + "".join(f"gid:{gid},user,{name}\n" for gid in gids)
    for name, (uid, gids) in PEOPLE.items()
)
FOLDERS = ["", "課", "課/係"]
FILES = ["a.txt", "b.txt", "課/c.txt", "課/d.txt", "課/係/e.txt"]
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
PERMISSIONS = st.sampled_from([0, 1, 4, 5, 7])
USERS = st.sampled_from([uid for uid, _ in PEOPLE.values()])
GROUPS = st.sampled_from([62001, 62002])
# A mask of 0 is left out: Linux then skips the list and falls back to the mode, which may let through whom
# acl(5), and so this software, refuses.
NODE = st.tuples(
    USERS, GROUPS, PERMISSIONS, PERMISSIONS, PERMISSIONS,
    st.dictionaries(USERS, PERMISSIONS, max_size=2),
    st.dictionaries(GROUPS, PERMISSIONS, max_size=2),
    st.none() | st.sampled_from([1, 4, 5, 7]),
)  # fmt: skip
TREES = st.fixed_dictionaries(dict.fromkeys([*FOLDERS, *FILES], NODE))


def resident(name: str, load: Callable[[], Any]) -> Resident[Any]:
    return Resident(name, load, idle_seconds=60)


def caller(name: str) -> Principal:
    return Principal(user=name, roles=frozenset({"staff"}))


def protect(path: Path, node: tuple[Any, ...]) -> None:
    """Give the file or folder its owner, and a list with these entries."""
    uid, gid, user, group, other, users, groups, mask = node
    os.chown(path, uid, gid)
    entries = [(1, user, 0xFFFFFFFF), *((2, p, who) for who, p in sorted(users.items()))]
    entries += [(4, group, 0xFFFFFFFF), *((8, p, who) for who, p in sorted(groups.items()))]
    if users or groups or mask is not None:
        entries.append((16, 7 if mask is None else mask, 0xFFFFFFFF))
    entries.append((32, other, 0xFFFFFFFF))
    raw = struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in entries)
    os.setxattr(path, "system.posix_acl_access", raw)


def kernel_lets_read(root: Path, name: str) -> set[str]:
    """What this person can open, tried in a child that is this person."""
    uid, groups = PEOPLE[name]
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.setgroups(groups), os.setresgid(65534, 65534, 65534), os.setresuid(uid, uid, uid)
        for number, file in enumerate(FILES):
            try:
                os.close(os.open(root / file, os.O_RDONLY))
                os.write(writing, bytes([number]))
            except OSError:
                continue
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        opened = {FILES[number] for number in pipe.read()}
    os.waitpid(child, 0)
    return opened


@pytest.fixture
def tree() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        (root / "課" / "係").mkdir(parents=True)
        for file in FILES:
            (root / file).write_text("減免の方針", encoding="utf-8")
        try:
            protect(root, (0, 0, 7, 5, 5, {}, {}, None))
        except OSError:
            pytest.skip("this file system keeps no access control lists")
        yield root


@pytest.fixture
def guarded(engine, make_room: Callable[..., Any], without_models, analyzer, tree: Path) -> Any:
    """The room over the tree, with a desk and the table of identities."""
    room = make_room()
    room.sources.delete(room.source.number)
    room.source = room.sources.add("共有", tree, ["staff"])
    room.set(access="posix")
    identities = Identities(engine)
    identities.replace(read_table(TABLE.encode()))
    gate = Gate(engine, room.sources, AccessLists(engine, identities))
    embedder = Embedder(ModelStore(without_models.models), without_models.search.model, resident)
    ranker = Ranker(room.lexical, embedder, room.semantic)
    reader, speller = QuestionReader(Synonyms(engine, analyzer)), Speller(room.lexical, analyzer)
    conditions = Conditions(room.lexical, room.catalog)
    room.desk = SearchDesk(
        room.sources, room.catalog, ranker, room.semantic, analyzer, reader, conditions, speller, gate
    )
    room.gate = gate
    room.sync()
    return room


def found(room: Any, name: str, q: str = "減免", **query: Any) -> set[str]:
    """All of the files say the same, so that folded they are one hit with the others under it."""
    answer = room.desk.search(
        SearchQuery(q=q, mode="lexical", fold=False, **query), caller(name), is_stale=False
    )
    counted = sum(value.count for value in answer.facets["type"])
    assert answer.did_you_mean is None or answer.hits == [], "a suggestion is for those who find nothing"
    assert answer.total == counted == len(answer.hits), "no count may tell of more than is shown"
    paths = {hit.path for hit in answer.hits}
    above = query.get("folder", [""])[0]
    assert counts(answer, "folder") == Counter(
        first for path in paths if (first := next_folder(path, above)) is not None
    )
    assert set(seen_folded(room, name, q, **query)) == paths
    return paths


def seen_folded(room: Any, name: str, q: str, **query: Any) -> list[str]:
    answer = room.desk.search(SearchQuery(q=q, mode="lexical", **query), caller(name), is_stale=False)
    assert answer.total == len(answer.hits) == sum(value.count for value in answer.facets["type"])
    return [each.path for hit in answer.hits for each in (hit, *hit.duplicates)]


def counts(answer: SearchAnswer, name: str) -> dict[str, int]:
    return {value.value: value.count for value in answer.facets[name]}


# Not shrunk: each try costs a scan.
@settings(
    max_examples=15,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(TREES)
def test_everyone_finds_what_the_kernel_lets_them_read(guarded, tree, nodes) -> None:
    for name in [*FILES, *reversed(FOLDERS)]:
        protect(tree / name, nodes[name])
    stale = {name: found(guarded, name) for name in PEOPLE}
    guarded.synchronizer.scan(guarded.source.number, lambda: None)
    for name in PEOPLE:
        readable = kernel_lets_read(tree, name)
        assert stale[name] <= readable, "the live file is asked before a page is shown"
        assert found(guarded, name) == readable
        assert found(guarded, name, sort="path") == readable
        assert found(guarded, name, "減免 AND 方針", sort="newest", new_since=EPOCH) == readable
        below = {path for path in readable if path.startswith("課/係/")}
        assert found(guarded, name, folder=["課/係"]) == below
        finder = guarded.desk._finder
        visible = guarded.sources.visible(caller(name))
        allowed = finder.allowed(SearchQuery(q=""), visible, caller(name))
        assert len(finder.selected(allowed)) == len(readable)


def test_nobody_finds_anything_until_permissions_are_known(guarded) -> None:
    guarded.inventory.set_access(guarded.source.number, 0)
    guarded.indexer.catch_up()
    assert found(guarded, "tanaka") == set()
    guarded.set(access="source")
    assert len(found(guarded, "tanaka")) == 5


def test_administrators_are_no_exception(guarded, tree) -> None:
    protect(tree / "a.txt", (61001, 62001, 4, 0, 0, {}, {}, None))
    guarded.synchronizer.scan(guarded.source.number, lambda: None)
    admin = Principal(user="chief", roles=frozenset({"admin"}))
    query = SearchQuery(q="減免", mode="lexical", fold=False)
    answer = guarded.desk.search(query, admin, is_stale=False)
    assert (answer.total, "a.txt" in {hit.path for hit in answer.hits}) == (4, False)


def test_who_is_no_reader_of_the_source_finds_nothing(guarded) -> None:
    outsider = Principal(user="tanaka", roles=frozenset({"clerk"}))
    assert guarded.desk.search(SearchQuery(q="減免", mode="lexical"), outsider, is_stale=False).total == 0


def test_a_document_that_closed_since_the_sync_is_not_there(guarded, tree) -> None:
    row = guarded.catalog.known(guarded.source.number)[b"a.txt"]
    assert guarded.gate.may_see(guarded.catalog.find(row.id), caller("ito"))
    protect(tree / "a.txt", (61001, 62001, 4, 4, 0, {}, {}, None))
    assert not guarded.gate.may_see(guarded.catalog.find(row.id), caller("ito"))
    assert guarded.gate.may_see(guarded.catalog.find(row.id), caller("suzuki"))
    (tree / "a.txt").unlink()
    assert not guarded.gate.may_see(guarded.catalog.find(row.id), caller("suzuki"))


def test_failures_are_counted_for_those_who_may_read_the_file(guarded, tree) -> None:
    (tree / "壊れた.docx").write_bytes(b"PK\x03\x04 not a zip")
    protect(tree / "壊れた.docx", (61001, 62001, 4, 0, 0, {}, {}, None))
    guarded.sync()
    for name, expected in (("tanaka", {"broken_file": 1}), ("ito", {})):
        allowed = guarded.gate.allowed(caller(name))
        assert guarded.failures.counts(guarded.source.number, allowed) == expected
        assert len(guarded.failures.page(guarded.source.number, access=allowed, limit=9)) == len(expected)
