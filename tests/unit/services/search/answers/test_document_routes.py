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
