"""Saved searches: their owner's alone, and their numbers tell of nothing that may not be seen."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from services.search.answers.finding import is_new
from tests.unit.services.search.conftest import serving


def save(api, name: str, q: str, role: str = "staff", **query: Any) -> dict[str, Any]:
    body = {"name": name, "query": {"q": q, "mode": "lexical", **query}}
    answer = api.call("POST", "/v1/search/saved", role, json=body)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def new(api, saved: dict[str, Any], role: str = "staff") -> int | None:
    found = api.get("/v1/search/saved", role).json()
    return next(each["new"] for each in found if each["id"] == saved["id"])


def clear(api, *roles: str) -> None:
    for role in roles:
        for each in api.get("/v1/search/saved", role).json():
            assert api.call("DELETE", f"/v1/search/saved/{each['id']}", role).status_code == 204


def test_a_saved_search_counts_what_came_since_it_was_looked_at(synced, drive: Path) -> None:
    saved = save(synced, "減免の動き", "減免", folder=["水道"])
    assert (saved["new"], saved["query"]["folder"]) == (0, ["水道"])
    (drive / "水道" / "新しい減免.txt").write_text("減免の新しい要綱です。", encoding="utf-8")
    (drive / "外の減免.txt").write_text("減免のほかの場所の文書です。", encoding="utf-8")
    synced.sync("共有")
    assert new(synced, saved) == 1
    listed = next(s for s in synced.get("/v1/search/saved", "staff").json() if s["id"] == saved["id"])
    only = synced.search("減免", "staff", folder="水道", new_since=listed["seen_at"])
    assert [hit["path"] for hit in only["hits"]] == ["水道/新しい減免.txt"]
    assert synced.call("POST", f"/v1/search/saved/{saved['id']}/seen", "staff").json()["new"] == 0
    assert new(synced, saved) == 0
    (drive / "水道" / "新しい減免.txt").touch()
    synced.sync("共有")
    assert new(synced, saved) == 0, "another date is no other content"
    (drive / "水道" / "新しい減免.txt").write_text("減免の要綱を改めました。", encoding="utf-8")
    synced.sync("共有")
    assert new(synced, saved) == 1
    clear(synced, "staff")


def test_the_number_tells_of_nothing_that_may_not_be_seen(synced, drive: Path) -> None:
    mine, theirs = save(synced, "a", "減免"), save(synced, "b", "減免", "disclosure")
    (drive.parent / "secret" / "第二案.md").write_text("減免を断る第二の案。", encoding="utf-8")
    synced.sync("秘密")
    assert (new(synced, mine), new(synced, theirs, "disclosure")) == (0, 1)
    synced.call(
        "PUT", "/v1/search/sources/秘密", json={"path": str(drive.parent / "secret"), "readers": ["clerk"]}
    )
    assert new(synced, theirs, "disclosure") == 0, "only what may be seen now"
    clear(synced, "staff", "disclosure")


def test_another_persons_search_is_not_there(synced) -> None:
    saved = save(synced, "a", "減免")
    address = f"/v1/search/saved/{saved['id']}"
    for role in ("disclosure", "admin"):
        assert synced.get("/v1/search/saved", role).json() == []
        for method, path, body in (
            ("PATCH", address, {"name": "b"}),
            ("DELETE", address, None),
            ("POST", f"{address}/seen", None),
        ):
            assert synced.call(method, path, role, json=body).status_code == 404
    renamed = synced.call("PATCH", address, "staff", json={"name": " 新しい名前 "}).json()
    assert (renamed["name"], renamed["query"]["q"]) == ("新しい名前", "減免")
    clear(synced, "staff")


def test_what_could_not_be_searched_is_not_saved(synced) -> None:
    for name, query in (
        ("a", {"q": "水道 AND ("}),
        ("a", {"q": " "}),
        (" ", {"q": "a"}),
        ("a", {"q": "a", "limit": 3}),
    ):
        answer = synced.call("POST", "/v1/search/saved", "staff", json={"name": name, "query": query})
        assert answer.status_code == 422
    assert synced.get("/v1/search/saved", "staff").json() == []


def test_a_search_that_cannot_be_made_now_says_why(synced) -> None:
    saved = save(synced, "意味", "減免", mode="semantic")
    assert saved["new"] is None
    assert saved["note"]
    clear(synced, "staff")


def test_what_only_meaning_finds_is_new_when_it_was_embedded(room, drive: Path) -> None:
    room.sync()
    seen = datetime.now(UTC)
    number = room.catalog.numbers()[0]

    def news() -> tuple[bool, bool]:
        rows = room.catalog.outlines.table().of([number])
        return bool(is_new(rows, seen)[0]), bool(is_new(rows, seen, by_meaning={number})[0])

    assert news() == (False, False)
    room.catalog.note_embedded([number])
    assert news() == (False, True), "words found it before"
    seen = datetime.now(UTC)
    room.catalog.note_embedded([number])
    assert news() == (False, False), "another vector of the same text is no news"


@pytest.mark.models
def test_a_document_that_meaning_finds_late_is_new_then(settings, drive: Path, tmp_path: Path) -> None:
    installed = settings.models.folder
    models = settings.models.model_copy(update={"folder": tmp_path / "models"})
    search = settings.search.model_copy(update={"follow": False})
    with serving(settings.model_copy(update={"models": models, "search": search})) as api:
        api.register("共有", drive, readers=["staff"])
        api.sync("共有")
        late = save(api, "遅い", "貧しいひと", mode="hybrid", fold=False)
        words = save(api, "ことば", "減免", mode="hybrid", fold=False)
        assert (late["new"], words["new"]) == (0, 0)
        (tmp_path / "models").symlink_to(installed)
        api.sync("共有")
        only = api.get("/v1/search", "staff", q="貧しいひと", new_since=late["seen_at"]).json()
        assert "水道/減免.txt" in [hit["path"] for hit in only["hits"]]
        assert new(api, late) == len(only["hits"])
        again = api.get("/v1/search", "staff", q="減免", new_since=words["seen_at"]).json()
        assert "水道/減免.txt" not in [hit["path"] for hit in again["hits"]], "words found it before"
        assert api.call("POST", f"/v1/search/saved/{late['id']}/seen", "staff").json()["new"] == 0
