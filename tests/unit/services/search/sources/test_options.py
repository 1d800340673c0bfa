"""Options, pause, failures and the table of identities, as people set and see them."""

import os
from pathlib import Path

import pytest

SOURCE = "/v1/search/sources/共有"


def put(api, drive: Path, **body) -> dict:
    answer = api.register("共有", drive, **body)
    assert answer.status_code in (200, 201), answer.text
    return answer.json()


def test_a_new_source_has_sensible_defaults_and_a_change_leaves_the_rest_as_it_is(api, drive) -> None:
    made = put(api, drive, readers=["clerk"], sync_minutes=60)
    assert (made["status"], made["options"]["sync_minutes"], made["options"]["access"]) == (
        "new",
        60,
        "source",
    )
    assert {"~$*", "Thumbs.db", ".DS_Store", "*.tmp", "@eaDir", "$RECYCLE.BIN"} <= set(
        made["options"]["exclude"]
    )
    changed = put(api, drive, paused=True)
    assert (changed["readers"], changed["options"]["sync_minutes"], changed["status"]) == (
        ["clerk"],
        60,
        "paused",
    )


def test_another_folder_under_the_same_name_has_the_same_readers(api, drive) -> None:
    put(api, drive, readers=["disclosure"], sync_minutes=60)
    moved = put(api, drive / "水道")
    assert (moved["readers"], moved["options"]["sync_minutes"], moved["status"]) == (
        ["disclosure"],
        60,
        "new",
    )


def test_a_larger_limit_has_the_files_above_the_old_one_read(api, drive) -> None:
    put(api, drive, max_bytes=100)
    assert api.sync("共有")["result"]["indexed"] == 3
    put(api, drive, max_bytes=None)
    assert api.sync("共有")["result"]["pending"] == 2
    assert api.get(f"/v1/search/documents/{api.search('財務書類')['hits'][0]['id']}").json()["notes"] == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"sync_minutes": 0},
        {"files_per_second": 0},
        {"access": "all"},
        {"exclude": [""]},
        {"max_bytes": 0},
        {"x": 1},
    ],
)
def test_options_that_make_no_sense_are_refused(api, drive, wrong) -> None:
    assert api.register("共有", drive, **wrong).status_code == 422


def test_include_exclude_and_the_largest_size_count_at_the_next_sync(api, drive) -> None:
    put(api, drive)
    api.sync("共有")
    put(api, drive, include=["*.txt"], exclude=["公*"])
    result = api.sync("共有")["result"]
    assert (result["indexed"], result["deleted"]) == (1, 2)
    (drive / "大きい.txt").write_text("長い文書です。\n" * 3000, encoding="utf-8")
    put(api, drive, max_bytes=2000)
    assert api.sync("共有")["result"]["failed"] == 0
    assert (
        "先頭"
        in api.get(f"/v1/search/documents/{api.search('長い文書')['hits'][0]['id']}").json()["notes"][0]
    )


def test_a_paused_source_stays_searchable_and_is_not_read(api, drive) -> None:
    put(api, drive)
    api.sync("共有")
    put(api, drive, paused=True)
    answer = api.call("POST", f"{SOURCE}/sync")
    assert (answer.status_code, "再開" in answer.json()["detail"]) == (409, True)
    assert api.search("減免")["total"] == 1
    put(api, drive, paused=False)
    assert api.sync("共有")["status"] == "succeeded"


def test_a_pause_while_it_is_read_ends_the_sync_and_the_rest_follows_later(api, drive) -> None:
    for number in range(40):
        (drive / f"文書{number}.txt").write_text(f"文書{number}の内容", encoding="utf-8")
    put(api, drive, files_per_second=60)
    job = api.call("POST", f"{SOURCE}/sync").json()
    put(api, drive, paused=True)
    result = api.finished(f"/v1/jobs/{job['id']}")["result"]
    detail = api.get(SOURCE).json()
    assert "一時停止" in result["notes"][0]
    assert detail["pending"] > 0
    assert detail["synced_at"] is None
    put(api, drive, paused=False, files_per_second=10_000)
    assert api.sync("共有")["result"]["indexed"] == 43


def test_backlog_bytes_and_throughput_are_visible(api, drive) -> None:
    put(api, drive)
    api.sync("共有")
    detail = api.get(SOURCE).json()
    size = sum(path.stat().st_size for path in drive.rglob("*.*"))
    assert (detail["bytes"], detail["status"], detail["pending"], detail["trouble"]) == (
        size,
        "ready",
        0,
        None,
    )
    pace = detail["throughput"]
    assert (pace["files"], pace["bytes"], pace["started_at"] is not None) == (3, size, True)
    assert pace["files_per_second"] > 0
    assert pace["bytes_per_second"] > 0
    assert detail["next_sync_at"] is None, "these tests follow no source"


def test_an_unreachable_source_says_so_and_then_that_it_is_back(api, drive) -> None:
    put(api, drive)
    api.sync("共有")
    drive.rename(drive.parent / "外れた")
    assert api.sync("共有")["status"] == "failed"
    detail = api.get(SOURCE).json()
    assert (detail["status"], detail["indexed"]) == ("unreachable", 3)
    assert "接続を確かめて" in detail["trouble"]
    (drive.parent / "外れた").rename(drive)
    api.sync("共有")
    assert api.get(SOURCE).json()["status"] == "ready"


def test_failures_are_counted_by_code_paged_and_still_found_by_name(api, drive) -> None:
    for number in range(3):
        (drive / f"図面{number}.xdw").write_bytes(b"\x60\x0e\x82\x33" + b"\0" * 100)
    (drive / "壊れた.docx").write_bytes(b"PK\x03\x04 not a zip")
    put(api, drive)
    api.sync("共有")
    whole = api.get(f"{SOURCE}/failures").json()
    assert (whole["total"], whole["counts"]) == (4, {"unsupported_format": 3, "broken_file": 1})
    page = api.get(f"{SOURCE}/failures", code="unsupported_format", limit=2, offset=1).json()
    assert [failure["path"] for failure in page["failures"]] == ["図面1.xdw", "図面2.xdw"]
    assert all(failure["detail"] for failure in page["failures"])
    hit = api.search("図面0")["hits"][0]
    assert (hit["path"], hit["place"]["label"]) == ("図面0.xdw", "ファイル名")
    document = api.get(f"/v1/search/documents/{hit['id']}").json()
    assert (document["state"], document["failure"]["code"]) == ("failed", "unsupported_format")


def test_a_retry_reads_the_chosen_failures_again(api, drive, monkeypatch) -> None:
    (drive / "壊れた.docx").write_bytes(b"PK\x03\x04 not a zip")
    (drive / "図面.xdw").write_bytes(b"\x60\x0e\x82\x33" + b"\0" * 100)
    put(api, drive)
    api.sync("共有")
    assert api.sync("共有")["result"]["pending"] == 0
    answer = api.call("POST", f"{SOURCE}/failures/retry", json={"codes": ["broken_file"]})
    assert answer.status_code == 202
    result = api.finished(answer.headers["location"])["result"]
    assert (result["pending"], result["failed"]) == (1, 2)
    assert api.call("POST", f"{SOURCE}/failures/retry", "staff", json={}).status_code == 403


def test_one_file_is_read_again_and_only_its_folder_looked_through(api, drive) -> None:
    put(api, drive)
    for name in ("水道/壊れた.docx", "別の.docx"):
        (drive / name).write_bytes(b"PK\x03\x04 not a zip")
    api.sync("共有")
    failures = api.get(f"{SOURCE}/failures").json()
    assert failures["titles"] == {"broken_file": "ファイルが壊れています"}
    before = {failure["path"]: failure for failure in failures["failures"]}
    retry = {"id": before["水道/壊れた.docx"]["id"]}
    answer = api.call("POST", f"{SOURCE}/failures/retry", json=retry)
    result = api.finished(answer.headers["location"])["result"]
    assert (result["found"], result["pending"], result["failed"]) == (2, 1, 2)
    after = {failure["path"]: failure for failure in api.get(f"{SOURCE}/failures").json()["failures"]}
    assert after["別の.docx"] == before["別の.docx"]
    assert after["水道/壊れた.docx"]["at"] > before["水道/壊れた.docx"]["at"]
    unknown = api.call("POST", f"{SOURCE}/failures/retry", json={"id": "0" * 32})
    assert (unknown.status_code, unknown.json()["code"]) == (404, "not_found")
    put(api, drive, paused=True)
    assert api.call("POST", f"{SOURCE}/failures/retry", json=retry).status_code == 409
    assert api.get(SOURCE).json()["failed"] == 2, "nothing waits for a sync that does not come"


def test_a_source_whose_share_is_gone_can_still_be_paused_and_closed(api, drive) -> None:
    put(api, drive, readers=["staff"])
    drive.rename(drive.parent / "外れた")
    detail = put(api, drive, paused=True, readers=[])
    assert (detail["status"], detail["readers"]) == ("paused", [])
    assert api.register("共有", drive / "下").status_code == 422
    (drive.parent / "外れた").rename(drive)


def test_what_a_new_source_will_have_is_told_to_administrators(api, drive) -> None:
    path = "/v1/search/source-defaults"
    defaults = api.get(path).json()
    put(api, drive)
    assert defaults["options"] == api.get(SOURCE).json()["options"]
    assert (defaults["max_file_bytes"], defaults["roots"]) == (api.settings.search.max_file_bytes, [])
    assert api.get(path, "staff").status_code == 403


def test_permissions_of_files_count_from_the_moment_they_are_asked_for(api, drive) -> None:
    put(api, drive, readers=["staff"])
    api.sync("共有")
    assert api.search("減免", "staff")["total"] == 1
    put(api, drive, access="posix")
    assert api.search("減免", "staff")["total"] == 0
    put(api, drive, access="source")
    assert api.search("減免", "staff")["total"] == 1


def test_the_table_of_identities_is_for_administrators(api) -> None:
    path = "/v1/search/identities"
    table = "id,kind,name\r\nuid:1001,user,tanaka\r\n"
    files = {"file": ("table.csv", table.encode(), "text/csv")}
    assert api.call("PUT", path, "staff", files=files).status_code == 403
    assert api.call("PUT", path, files=files).json() == {"lines": 1}
    assert api.get(path).text == "\ufeff" + table
    assert api.get(path, "staff").status_code == 403
    wrong = {"file": ("table.csv", b"id,kind,name\nuid:1001,user,a\nx,y,z\n", "text/csv")}
    answer = api.call("PUT", path, files=wrong)
    assert (answer.status_code, answer.json()["line"]) == (422, 3)
    assert api.get(path).text == "\ufeff" + table, "a table with a mistake changes nothing"


def test_names_that_are_no_text_are_read_listed_and_downloaded(api, drive) -> None:
    raw = "申請書".encode("cp932") + b"\n\xff.txt"
    (drive / os.fsdecode(raw)).write_text("様式第一号", encoding="utf-8")
    (drive / os.fsdecode(b"\xff\xfe.docx")).write_bytes(b"broken")
    put(api, drive)
    job = api.sync("共有")
    assert (job["status"], job["result"]["failed"]) == ("succeeded", 1)
    hit = api.search("様式第一号")["hits"][0]
    assert hit["path"].startswith("申請書\ufffd")
    assert api.get(f"/v1/search/documents/{hit['id']}/file").content.decode() == "様式第一号"
    assert len(api.get(f"{SOURCE}/failures").json()["failures"]) == 1
