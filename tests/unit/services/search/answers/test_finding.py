"""Folders, orders and what is folded, as the API shows them."""

import os
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from services.search.answers import finding
from services.search.answers.ordering import Sort

WORDS = "水道料金の減免を受けるには毎年の申請が要ります。"
BODY = "".join(
    f"{WORDS}{chr(0x4E00 + at * 7)}{chr(0x4F00 + at * 11)}{chr(0x5000 + at * 13)}。" for at in range(20)
)


def save(folder: Path, path: str, text: str, day: int) -> None:
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    os.utime(file, (1_790_000_000 + day * 86400,) * 2)


@pytest.fixture
def shelves(api, tmp_path: Path) -> Any:
    """Thirty notices of two sections, of which nobody can tell by relevance which comes first."""
    folder = tmp_path / "棚"
    for number in range(30):
        section = "総務課" if number % 3 else "市民課/窓口"
        save(folder, f"{section}/{99 - number:02}.txt", f"減免の通知{chr(0x4E00 + number)}", number)
    api.register("棚", folder, readers=["staff"])
    api.sync("棚")
    return api


def paths(answer: dict[str, Any]) -> list[str]:
    return [hit["path"] for hit in answer["hits"]]


def counts(answer: dict[str, Any], name: str) -> dict[str, int]:
    return {value["value"]: value["count"] for value in answer["facets"][name]}


def test_folders_can_be_gone_into_level_by_level(shelves) -> None:
    assert counts(shelves.search("減免", "staff"), "folder") == {"総務課": 20, "市民課": 10}
    inside = shelves.search("減免", "staff", folder="市民課", limit=100)
    assert (inside["total"], counts(inside, "folder")) == (10, {"市民課/窓口": 10})
    assert all(path.startswith("市民課/窓口/") for path in paths(inside))
    assert shelves.search("減免", "staff", folder="市民課/窓口/")["total"] == 10
    assert shelves.search("減免", "staff", folder=["市民課", "総務課"])["total"] == 30
    for nowhere in ("市民", "窓口", "%", "../市民課"):
        assert shelves.search("減免", "staff", folder=nowhere)["total"] == 0
    assert shelves.search("減免 AND 通知", "staff", folder="市民課")["total"] == 10
    assert shelves.search("減面", "staff", folder="市民課")["did_you_mean"] == "減免"


def test_a_year_narrows_to_what_was_changed_in_it(shelves) -> None:
    years = counts(shelves.search("減免", "staff"), "year")
    for year, count in years.items():
        assert shelves.search("減免", "staff", year=year)["total"] == count
    assert shelves.search("減免", "staff", year=1999)["total"] == 0


def test_every_order_shows_each_document_once_however_deep(shelves) -> None:
    for sort, q in product(Sort, ["減免", "減免 通知", "減免 AND 通知", "-予算"]):
        pages_follow_in_order(shelves, sort, q)


def pages_follow_in_order(shelves, sort: Sort, q: str) -> None:
    whole = shelves.search(q, "staff", sort=sort, limit=100)
    assert len(paths(whole)) == len(set(paths(whole))) == whole["total"] == 30
    parts = [shelves.search(q, "staff", sort=sort, limit=7, offset=at) for at in range(0, 35, 7)]
    assert [path for part in parts for path in paths(part)] == paths(whole)
    moments = [hit["modified"] for hit in whole["hits"]]
    titles = [hit["title"] for hit in whole["hits"]]
    expected = {
        Sort.NEWEST: moments == sorted(moments, reverse=True),
        Sort.OLDEST: moments == sorted(moments),
        Sort.TITLE: titles == sorted(titles),
        Sort.PATH: paths(whole) == sorted(paths(whole)),
    }
    assert expected.get(sort, True)


def test_an_order_or_an_operator_finds_also_what_the_ranking_cuts_off(shelves, monkeypatch) -> None:
    monkeypatch.setattr("services.search.answers.ranking.MOST_BY_WORDS", 5)
    monkeypatch.setattr(finding, "MOST_BY_WORDS", 5)
    cut = shelves.search("減免", "staff")
    assert (cut["total"], cut["more"]) == (5, True)
    for query in ({"q": "減免", "sort": "oldest"}, {"q": "減免 AND 通知"}):
        answer = shelves.search(query.pop("q"), "staff", limit=100, **query)
        assert (answer["total"], answer["more"], len(answer["hits"])) == (30, False, 30)
        assert all(hit["highlights"] for hit in answer["hits"])
    assert counts(answer, "folder") == {"総務課": 20, "市民課": 10}


def test_how_far_one_can_page_is_said(api) -> None:
    assert api.search("減免", offset=100_000)["hits"] == []
    assert api.get("/v1/search", q="減免", offset=100_001).status_code == 422


def test_the_same_notice_in_several_places_is_one_hit(api, tmp_path: Path) -> None:
    open_, closed = tmp_path / "共有", tmp_path / "秘密"
    for at, path in enumerate(["総務課/通知.txt", "市民課/通知の写し.txt"]):
        save(open_, path, BODY, at)
    save(open_, "市民課/改行.md", BODY.replace("。", "。\n") + "以上", 3)
    save(open_, "予算.txt", "減免の予算は来年度に決める。", 4)
    save(closed, "通知.txt", BODY, 5)
    api.register("共有", open_, readers=["staff"])
    api.register("秘密", closed, readers=["disclosure"])
    api.sync("共有"), api.sync("秘密")
    answer = api.search("毎年の申請", "staff")
    notice = answer["hits"][0]
    everywhere = {notice["path"], *(each["path"] for each in notice["duplicates"])}
    assert everywhere == {"総務課/通知.txt", "市民課/通知の写し.txt", "市民課/改行.md"}
    assert {each["source"] for each in notice["duplicates"]} == {"共有"}
    assert counts(answer, "folder") == {"総務課": 1, "市民課": 1}
    assert counts(answer, "type") == {"txt": 1, "md": 1}
    for narrowed in ({"folder": "市民課"}, {"type": "md"}):
        assert api.search("毎年の申請", "staff", **narrowed)["total"] == 1
    unfolded = api.search("毎年の申請", "staff", fold="false")
    assert (unfolded["total"], {hit["path"] for hit in unfolded["hits"]}) == (3, everywhere)
    assert all(hit["duplicates"] == [] for hit in unfolded["hits"])
    assert len(api.search("毎年の申請")["hits"][0]["duplicates"]) == 3, "who may read all sees the fourth"
    newest = api.search("毎年の申請", "staff", sort="newest")["hits"][0]
    assert newest["path"] == "市民課/改行.md"


def test_a_copy_that_is_closed_by_now_is_not_told_of(api, tmp_path: Path) -> None:
    folder = tmp_path / "共有"
    for path in ("a.txt", "b.txt"):
        save(folder, path, BODY, 0)
        (folder / path).chmod(0o644)
    api.register("共有", folder, readers=["staff"], access="posix")
    uid = f"uid:{folder.stat().st_uid},user,staff-1\n"
    table = f"id,kind,name\n{uid}gid:{folder.stat().st_gid},none,\n"
    api.call("PUT", "/v1/search/identities", files={"file": ("t.csv", table.encode())})
    api.sync("共有")
    hit = api.search("申請", "staff")["hits"][0]
    assert len(hit["duplicates"]) == 1
    (folder / hit["path"]).chmod(0)
    left = api.search("申請", "staff")
    assert (left["total"], left["hits"][0]["duplicates"]) == (1, [])
    assert left["hits"][0]["path"] != hit["path"]


def test_files_that_cannot_be_read_are_folded_by_content_not_by_name(api, tmp_path: Path) -> None:
    folder = tmp_path / "共有"
    for path, content in (("a/図面.xdw", b"one"), ("b/図面.xdw", b"two"), ("c/図面.xdw", b"two")):
        (folder / path).parent.mkdir(parents=True)
        (folder / path).write_bytes(content)
    api.register("共有", folder, readers=["staff"])
    api.sync("共有")
    hits = api.search("図面", "staff")["hits"]
    assert sorted(len(hit["duplicates"]) for hit in hits) == [0, 1]
