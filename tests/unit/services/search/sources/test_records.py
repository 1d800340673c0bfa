from pathlib import Path

import pytest

from common.errors import BadRequest, NotFound
from common.identity import Principal
from services.search.sources.records import Sources, checked_folder


def principal(*roles: str) -> Principal:
    return Principal(user="u", roles=frozenset(roles))


def test_a_folder_must_lie_below_a_root(drive: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert checked_folder(drive, [tmp_path], data) == drive.resolve()
    assert checked_folder(drive / "水道", [tmp_path / "x", drive], data) == (drive / "水道").resolve()
    with pytest.raises(BadRequest, match="範囲の外"):
        checked_folder(drive, [drive / "水道"], data)


def test_a_link_is_judged_by_where_it_leads(drive: Path, tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (root / "外へ").symlink_to(drive)
    with pytest.raises(BadRequest, match="範囲の外"):
        checked_folder(root / "外へ", [root], tmp_path / "data")


@pytest.mark.parametrize("path", ["/無い", "/etc/passwd", "/\0"])
def test_what_is_no_folder_is_refused(path: str, tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match="フォルダーがありません"):
        checked_folder(Path(path), [], tmp_path)


def test_readers_see_and_others_do_not(engine, drive: Path) -> None:
    sources = Sources(engine)
    sources.add("共有", drive, ["staff", "clerk"])
    sources.add("人事", drive, ["disclosure"])
    sources.add("管理", drive, [])
    names = {role: [s.name for s in sources.visible(principal(role))] for role in ("staff", "disclosure")}
    assert names == {"staff": ["共有"], "disclosure": ["人事"]}
    assert sources.visible(principal()) == []
    assert len(sources.visible(principal("admin"))) == 3
    with pytest.raises(NotFound):
        sources.visible_named("人事", principal("staff"))


def test_the_number_of_a_deleted_source_is_not_given_again(engine, drive: Path) -> None:
    sources = Sources(engine)
    first = sources.add("共有", drive, [])
    sources.delete(first.number)
    assert sources.add("共有", drive, []).number != first.number
