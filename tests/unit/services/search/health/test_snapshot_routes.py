import pytest

PATH = "/v1/search/index/snapshots"


def test_an_administrator_takes_lists_restores_and_deletes(synced, drive) -> None:
    taking = synced.call("POST", PATH)
    assert taking.status_code == 202
    taken = synced.finished(taking.headers["location"])
    assert taken["status"] == "succeeded", taken
    (listed,) = synced.get(PATH).json()
    assert listed["name"] == taken["result"]["name"]
    assert listed["sources"] == ["共有", "秘密"]
    assert (listed["documents"], listed["trouble"]) == (4, None)
    assert synced.get("/v1/search/index").json()["snapshots"] >= listed["bytes"]
    (drive / "水道" / "減免.txt").unlink()
    synced.sync("共有")
    synced.call("PUT", "/v1/search/synonyms", json={"groups": [["減免", "免除"]]})
    assert synced.search("減免")["total"] == 1
    restoring = synced.call("POST", f"{PATH}/{listed['name']}/restore")
    assert restoring.status_code == 202
    restored = synced.finished(restoring.headers["location"])
    assert restored["status"] == "succeeded", restored
    assert restored["result"]["documents"] == 4
    answer = synced.search("減免")
    assert (answer["total"], answer["expanded"]) == (2, {})
    assert synced.sync("共有")["result"]["deleted"] == 1
    assert synced.call("DELETE", f"{PATH}/{listed['name']}").status_code == 204
    assert synced.get(PATH).json() == []


def test_a_snapshot_whose_manifest_is_damaged_is_listed_and_can_be_deleted(api) -> None:
    taken = api.finished(api.call("POST", PATH).headers["location"])["result"]
    folder = api.settings.data.folder / "search" / "snapshots" / taken["name"]
    (folder / "manifest.json").write_text("{", encoding="utf-8")
    (listed,) = api.get(PATH).json()
    assert listed["documents"] is None
    assert "壊れています" in listed["trouble"]
    assert api.call("POST", f"{PATH}/{taken['name']}/restore").status_code == 422
    assert api.call("DELETE", f"{PATH}/{taken['name']}").status_code == 204


def test_what_is_not_there_is_told(api) -> None:
    assert api.call("POST", f"{PATH}/20260101T000000000Z-0000/restore").status_code == 404
    assert api.call("DELETE", f"{PATH}/20260101T000000000Z-0000").status_code == 404
    assert api.call("DELETE", f"{PATH}/..%2F..").status_code == 404


@pytest.mark.parametrize("role", ["staff", "clerk", "disclosure"])
def test_nobody_else_may(api, role: str) -> None:
    name = f"{PATH}/20260101T000000000Z-0000"
    for method, path in (("GET", PATH), ("POST", PATH), ("DELETE", name), ("POST", f"{name}/restore")):
        assert api.call(method, path, role).status_code == 403
