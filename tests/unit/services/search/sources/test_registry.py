def test_readers_taken_away_are_gone_at_once(synced, drive) -> None:
    document = synced.search("減免", "staff")["hits"][0]["id"]
    synced.register("共有", drive, readers=["clerk"])
    assert synced.search("減免", "staff")["total"] == 0
    assert synced.get(f"/v1/search/documents/{document}/file", "staff").status_code == 404
    assert synced.search("減免", "clerk")["total"] == 1


def test_a_deleted_source_is_found_nowhere(synced) -> None:
    document = synced.search("減免", "staff")["hits"][0]["id"]
    synced.call("DELETE", "/v1/search/sources/共有")
    assert synced.search("減免", "staff")["total"] == 0
    assert synced.get(f"/v1/search/documents/{document}", "staff").status_code == 404
