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


def test_groups_are_added_and_taken_out_one_by_one_or_from_a_sheet(api) -> None:
    path, first, second = "/v1/search/synonyms", ["市民局", "市民部"], ["防災課", "危機管理課"]
    api.call("PUT", path, json={"groups": [first]})
    change = {"add": [second, first, ["図書館", " 図書館 ", "としょかん"]], "remove": [["無い", "組"]]}
    answer = api.call("PATCH", path, json=change)
    assert answer.json()["groups"] == [first, second, ["図書館", "としょかん"]]
    assert api.call("PATCH", path, json={"remove": [first, second]}).json()["groups"] == [
        ["図書館", "としょかん"]
    ]
    added = api.call("PATCH", path, content="図書館,としょかん\n市民局,市民部\n".encode("cp932"))
    assert added.json()["groups"] == [["図書館", "としょかん"], first]
    assert api.get(path).json() == added.json()


def test_a_change_with_a_mistake_changes_nothing(api) -> None:
    path = "/v1/search/synonyms"
    api.call("PUT", path, json={"groups": [["市民局", "市民部"]]})
    for json in ({"add": [["一つ"]]}, {"add": "a"}, {"groups": []}):
        assert api.call("PATCH", path, json=json).status_code == 422
    answer = api.call("PATCH", path, content="a,b\n一つ\n".encode())
    assert (answer.status_code, answer.json()["line"]) == (422, 2)
    assert api.call("PATCH", path, "staff", json={"add": [["a", "b"]]}).status_code == 403
    assert api.get(path).json() == {"groups": [["市民局", "市民部"]]}
