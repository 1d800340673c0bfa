from urllib.parse import quote


def test_a_document_shows_its_passages_and_links(synced) -> None:
    hit = synced.search("減免", "staff")["hits"][0]
    view = synced.get(f"/v1/search/documents/{hit['id']}", "staff").json()
    assert (view["path"], view["state"], view["failure"]) == ("水道/減免.txt", "indexed", None)
    assert "料金の免除" in view["passages"][0]["text"]
    assert synced.get(view["links"]["file"], "staff").status_code == 200


def test_the_file_comes_as_it_is_under_its_own_name(synced, drive) -> None:
    document = synced.search("減免", "staff")["hits"][0]["id"]
    answer = synced.get(f"/v1/search/documents/{document}/file", "staff")
    assert answer.content == (drive / "水道/減免.txt").read_bytes()
    assert answer.headers["content-disposition"] == f"attachment; filename*=utf-8''{quote('減免.txt')}"
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_file_that_is_gone_or_became_a_link_is_not_served(synced, drive, tmp_path) -> None:
    document = synced.search("減免", "staff")["hits"][0]["id"]
    secret = tmp_path / "outside.txt"
    secret.write_text("極秘", encoding="utf-8")
    (drive / "水道/減免.txt").unlink()
    assert synced.get(f"/v1/search/documents/{document}/file", "staff").status_code == 404
    (drive / "水道/減免.txt").symlink_to(secret)
    assert synced.get(f"/v1/search/documents/{document}/file", "staff").status_code == 404


def test_a_document_without_a_vector_has_no_similar_ones_yet(synced) -> None:
    document = synced.search("減免", "staff")["hits"][0]["id"]
    similar = synced.get(f"/v1/search/documents/{document}/similar", "staff").json()
    assert similar["hits"] == []
    assert "準備" in similar["notes"][0]


def test_the_text_comes_in_parts_with_what_was_asked_marked(api, tmp_path) -> None:
    folder = tmp_path / "長い"
    folder.mkdir()
    pages = [f"第{number}節 " + "予算の説明。" * 50 for number in range(6)]
    (folder / "手引き.txt").write_text("\n".join([*pages, "減免の申請"]), encoding="utf-8")
    api.register("長い", folder, readers=["staff"])
    api.sync("長い")
    hit = api.search("減免", "staff")["hits"][0]
    address = f"/v1/search/documents/{hit['id']}"
    there = api.get(address, "staff", q="減免", offset=hit["passage"], limit=1).json()
    assert (there["offset"], len(there["passages"])) == (hit["passage"], 1)
    passage = there["passages"][0]
    assert [passage["text"][a:b] for a, b in passage["highlights"]] == ["減免"]
    assert passage["place"]["label"]
    parts = [api.get(address, "staff", offset=at, limit=2).json() for at in range(0, there["total"], 2)]
    whole = api.get(address, "staff", limit=200).json()["passages"]
    assert [each for part in parts for each in part["passages"]] == whole
    assert all(each["highlights"] == [] for each in whole)
    assert api.get(address, "staff", q="水道 AND (減免").json()["code"] == "bad_query"
