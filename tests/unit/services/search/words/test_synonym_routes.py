def test_the_dictionary_is_kept_as_csv_and_json_and_widens_queries(synced) -> None:
    path = "/v1/search/synonyms"
    put = synced.call("PUT", path, content="使用料,水道料金\n".encode("cp932"))
    assert (put.status_code, put.json()) == (200, {"groups": [["使用料", "水道料金"]]})
    assert synced.get(path).json() == put.json()
    sheet = synced.get(path, format="csv")
    assert sheet.headers["content-type"].startswith("text/csv")
    assert sheet.content.decode("utf-8-sig") == "使用料,水道料金\r\n"
    answer = synced.search("使用料", "staff")
    assert [hit["path"] for hit in answer["hits"]] == ["水道/減免.txt"]
    assert answer["expanded"] == {"使用料": ["水道料金"]}
    hit = answer["hits"][0]
    assert [hit["snippet"][a:b] for a, b in hit["highlights"]] == ["水道料金"]
    assert synced.call("PUT", path, json={"groups": []}).json() == {"groups": []}
    assert synced.search("使用料", "staff")["total"] == 0


def test_only_administrators_see_and_change_it(api) -> None:
    for role in ("staff", "clerk", "disclosure"):
        assert api.get("/v1/search/synonyms", role).status_code == 403
        assert api.call("PUT", "/v1/search/synonyms", role, json={"groups": []}).status_code == 403


def test_what_is_no_dictionary_is_refused(api) -> None:
    for json in ({"groups": [["一つ"]]}, {"groups": "a"}, {}, {"groups": [], "x": 1}):
        answer = api.call("PUT", "/v1/search/synonyms", json=json)
        assert (answer.status_code, answer.json()["code"]) == (422, "bad_request")
    answer = api.call("PUT", "/v1/search/synonyms", content=b"a,b\n" * 2_000_000)
    assert answer.status_code == 413
