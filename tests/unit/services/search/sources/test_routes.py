import pytest


def test_a_folder_is_registered_changed_listed_and_forgotten(api, drive) -> None:
    created = api.register("共有", drive)
    assert created.status_code == 201
    assert created.json()["readers"] == ["clerk", "disclosure", "staff"]
    changed = api.register("共有", drive, readers=["staff"])
    assert (changed.status_code, changed.json()["readers"]) == (200, ["staff"])
    assert [source["name"] for source in api.get("/v1/search/sources").json()] == ["共有"]
    assert api.call("DELETE", "/v1/search/sources/共有").status_code == 204
    assert api.get("/v1/search/sources/共有").status_code == 404
    assert (drive / "庁議.md").exists()


def test_a_folder_that_is_not_there_is_a_clear_problem(api, drive) -> None:
    for path in ("無い", "庁議.md", "../drive/無い"):
        answer = api.register("共有", drive / path)
        assert answer.status_code == 422
        assert answer.headers["content-type"] == "application/problem+json"
        assert "フォルダーがありません" in answer.json()["detail"]


def test_a_relative_path_a_bad_name_and_unknown_words_are_refused(api, drive) -> None:
    assert "絶対パス" in api.call("PUT", "/v1/search/sources/x", json={"path": "drive"}).json()["detail"]
    assert api.register("a%5Cb", drive).status_code == 422
    assert api.register("x", drive, readers=["mayor"]).status_code == 422
    assert api.register("x", drive, reader=["staff"]).status_code == 422


def test_our_own_data_cannot_be_searched(api) -> None:
    data = api.settings.data.folder
    for path in (data.parent, data, data / "search"):
        assert "システム自身" in api.register("x", path).json()["detail"]


@pytest.mark.parametrize("role", ["clerk", "staff", "disclosure"])
def test_only_administrators_change_sources(api, drive, role: str) -> None:
    api.register("共有", drive)
    path = "/v1/search/sources/共有"
    assert api.call("PUT", path, role, json={"path": str(drive)}).status_code == 403
    assert api.call("DELETE", path, role).status_code == 403
    assert api.call("POST", f"{path}/sync", role).status_code == 403


def test_a_source_is_there_for_its_readers_only(api, drive) -> None:
    api.register("人事", drive, readers=["disclosure"])
    api.register("管理", drive, readers=[])
    assert [s["name"] for s in api.get("/v1/search/sources", "disclosure").json()] == ["人事"]
    assert api.get("/v1/search/sources", "staff").json() == []
    assert api.get("/v1/search/sources/人事", "staff").status_code == 404
    assert api.get("/v1/search/sources/人事", "disclosure").json()["path"] is None
    assert api.get("/v1/search/sources/人事").json()["path"] == str(drive)
    assert len(api.get("/v1/search/sources").json()) == 2


def test_a_sync_is_a_job_and_its_failures_stay_listed(api, drive) -> None:
    (drive / "壊れた.docx").write_bytes(b"PK\x03\x04 not a zip")
    api.register("共有", drive)
    job = api.sync("共有")
    assert (job["status"], job["kind"], job["title"]) == ("succeeded", "sync", "検索対象「共有」の同期")
    assert job["result"]["indexed"] == 3
    source = api.get(job["result"]["links"]["self"]).json()
    assert (source["indexed"], source["failed"], source["pending"]) == (3, 1, 0)
    assert [(f["path"], f["code"]) for f in source["failures"]] == [("壊れた.docx", "broken_file")]
    assert source["texts_without_vector"] == 3
    assert source["job"] == job["id"]
    assert source["synced_at"].endswith("Z")


def test_a_sync_of_an_unmounted_share_fails_clearly_and_keeps_what_is_indexed(api, drive) -> None:
    api.register("共有", drive)
    api.sync("共有")
    drive.rename(drive.parent / "外れた")
    job = api.sync("共有")
    assert (job["status"], job["error"]["status"]) == ("failed", 503)
    assert "接続を確かめて" in job["message"]
    assert api.search("減免")["total"] == 1


def test_a_sync_under_way_is_not_started_twice(api, drive) -> None:
    for number in range(40):
        (drive / f"文書{number}.txt").write_text(f"文書{number}の内容", encoding="utf-8")
    api.register("共有", drive)
    jobs = {api.call("POST", "/v1/search/sources/共有/sync").json()["id"] for _ in range(5)}
    assert len(jobs) == 1
    assert api.finished(f"/v1/jobs/{jobs.pop()}")["result"]["indexed"] == 43


def test_another_folder_under_the_same_name_begins_empty(api, drive, tmp_path) -> None:
    api.register("共有", drive)
    api.sync("共有")
    other = tmp_path / "other"
    other.mkdir()
    assert api.register("共有", other).status_code == 201
    assert api.search("減免")["total"] == 0
    assert api.get("/v1/search/sources/共有").json()["indexed"] == 0


def test_an_unknown_source_is_not_found(api) -> None:
    for method, path in (("GET", ""), ("DELETE", ""), ("POST", "/sync")):
        answer = api.call(method, f"/v1/search/sources/無い{path}")
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
