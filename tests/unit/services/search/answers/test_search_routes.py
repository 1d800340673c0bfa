from datetime import UTC, datetime

import pytest


def test_a_hit_says_what_where_and_why(synced, drive) -> None:
    answer = synced.search("減免", "staff")
    assert (answer["total"], answer["notes"]) == (1, [])
    hit = answer["hits"][0]
    modified = datetime.fromtimestamp((drive / "水道/減免.txt").stat().st_mtime, UTC)
    assert (hit["path"], hit["title"], hit["type"], hit["source"]) == ("水道/減免.txt", "減免", "txt", "共有")
    assert datetime.fromisoformat(hit["modified"]) == modified
    assert hit["place"]["label"] == "1行"
    assert hit["place"]["detail"]["line"] == 1
    assert [hit["snippet"][start:end] for start, end in hit["highlights"]] == ["減免"]
    assert answer["facets"]["type"] == [{"value": "txt", "count": 1}]
    assert answer["facets"]["year"] == [{"value": str(modified.astimezone().year), "count": 1}]


@pytest.mark.parametrize(
    ("query", "path"),
    [
        ("サーバ", "庁議.md"),
        ("ｻｰﾊﾞｰ", "庁議.md"),
        ("免", "水道/減免.txt"),
        ("３０-１２", "公会計.txt"),
        ("公会計制", "公会計.txt"),
    ],
)
def test_half_width_full_width_one_character_and_substrings_are_found(synced, query: str, path: str) -> None:
    assert synced.search(query, "staff")["hits"][0]["path"] == path


def test_who_may_not_read_a_source_sees_no_hit_count_facet_or_document(synced) -> None:
    secret = synced.search("減免", "disclosure")["hits"][0]
    assert secret["source"] == "秘密"
    staff = synced.search("減免", "staff")
    assert (staff["total"], staff["facets"]["source"]) == (1, [{"value": "共有", "count": 1}])
    for query in ({"q": "極秘"}, {"q": "減免", "source": "秘密"}, {"q": "断る方針"}):
        answer = synced.search(query.pop("q"), "staff", **query)
        assert (answer["total"], answer["hits"]) == (0, [])
        assert answer["facets"] == {"source": [], "type": [], "year": [], "folder": []}
    for path in ("", "/file", "/similar"):
        answer = synced.get(f"/v1/search/documents/{secret['id']}{path}", "staff")
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert synced.search("減免")["total"] == 2, "an administrator sees both"


def test_filters_narrow_hits_counts_and_facets(synced) -> None:
    assert synced.search("減免", source="秘密")["total"] == 1
    assert synced.search("減免", type="md")["facets"]["source"] == [{"value": "秘密", "count": 1}]
    assert synced.search("減免", modified_from="2020-01-01")["total"] == 2
    assert synced.search("減免", modified_from="2999-01-01T00:00:00Z")["total"] == 0


def test_pages_follow_each_other_without_gap_or_repetition(synced) -> None:
    everything = [hit["id"] for hit in synced.search("減免 予算 制度")["hits"]]
    pages = [synced.search("減免 予算 制度", limit=1, offset=n) for n in range(len(everything))]
    assert [page["hits"][0]["id"] for page in pages] == everything
    assert {page["total"] for page in pages} == {4}
    assert synced.search("減免", offset=100)["hits"] == []


def test_without_the_model_hybrid_falls_back_and_says_so(synced) -> None:
    answer = synced.search("減免", mode="hybrid")
    assert answer["total"] == 2
    assert "ことばの一致だけ" in answer["notes"][0]
    semantic = synced.get("/v1/search", q="減免", mode="semantic")
    assert (semantic.status_code, semantic.json()["code"]) == (503, "model_missing")
    assert "python -m common.models pull" in semantic.json()["command"]


@pytest.mark.parametrize(
    "params",
    [
        {"q": ""},
        {"q": " 　"},
        {},
        {"q": "あ", "limit": 0},
        {"q": "あ", "mode": "x"},
        {"q": "あ", "from": "1"},
    ],
)
def test_a_query_that_cannot_be_answered_is_422(api, params) -> None:
    answer = api.get("/v1/search", **params)
    assert (answer.status_code, answer.json()["code"]) == (422, "bad_request")


def test_a_time_that_no_clock_can_tell_is_refused_or_finds_nothing(api) -> None:
    assert api.search("減免", modified_from="9999-12-31T00:00:00Z")["total"] == 0
    assert api.get("/v1/search", q="減免", modified_from="0001-01-01T00:00:00").status_code in (200, 422)


def test_operators_bind_and_fields_narrow(synced) -> None:
    def found(q: str, role: str = "staff") -> list[str]:
        return [hit["path"] for hit in synced.search(q, role)["hits"]]

    assert found("減免 AND 窓口") == ["水道/減免.txt"]
    assert found("減免 AND 予算") == []
    assert found("-減免 -予算") == ["公会計.txt"]
    assert found("(減免 AND NOT 窓口) OR 協議") == ["庁議.md"]
    assert found("path:水道 料金") == ["水道/減免.txt"]
    assert found("type:md") == ["庁議.md"]
    assert found("source:秘密") == []
    assert found("source:秘密 減免", "admin") == ["処分案.md"]
    assert found("after:2999") == []


def test_a_fault_in_a_query_says_where(synced) -> None:
    answer = synced.get("/v1/search", "staff", q=" 水道 AND (減免")
    assert (answer.status_code, answer.json()["code"], answer.json()["position"]) == (422, "bad_query", 8)
    assert answer.json()["detail"] == "9文字目: 閉じる「)」がありません。"


@pytest.mark.parametrize(
    "q", ["\x00", "\x00 OR 減免", "🏯 -🏯", "減免 AND \ud7ff", "*", "-", "()", "あ*" * 400, "?" * 900]
)
def test_odd_queries_are_answered_or_refused(synced, q: str) -> None:
    for mode in ("lexical", "hybrid"):
        assert synced.get("/v1/search", "staff", q=q, mode=mode).status_code in (200, 422)


def test_a_slip_is_asked_back_without_telling_of_what_may_not_be_seen(synced) -> None:
    assert synced.search("水道料金の減面", "staff")["did_you_mean"] == "水道料金の減免"
    assert synced.search("減免", "staff")["did_you_mean"] is None
    assert synced.search("極皮", "staff")["did_you_mean"] is None
    assert synced.search("庖針", "disclosure")["did_you_mean"] in ("方針", None)
    assert synced.search("保浸", "staff")["did_you_mean"] is None


@pytest.mark.models
@pytest.mark.slow
def test_meaning_finds_what_words_do_not_and_leaks_nothing(semantic_api, drive) -> None:
    api, secret = semantic_api, drive.parent / "secret"
    secret.mkdir()
    (secret / "方針.md").write_text("上水道の使用料を下げる対象者の一覧。", encoding="utf-8")
    api.register("共有", drive, readers=["staff"])
    api.register("秘密", secret, readers=["disclosure"])
    for name in ("共有", "秘密"):
        assert api.sync(name)["result"]["notes"] == []
    question = "水の支払いが苦しいので安くしてほしい"
    for mode in ("hybrid", "semantic"):
        answer = api.search(question, "staff", mode=mode)
        assert answer["hits"][0]["path"] == "水道/減免.txt"
        assert {hit["source"] for hit in answer["hits"]} == {"共有"}
        assert answer["facets"]["source"] == [{"value": "共有", "count": answer["total"]}]
        assert answer["notes"] == []
    document = api.search("減免", "staff")["hits"][0]["id"]
    similar = api.get(f"/v1/search/documents/{document}/similar", "staff").json()["hits"]
    assert document not in {hit["id"] for hit in similar}
    assert "秘密" not in {hit["source"] for hit in similar}
    everyone = api.get(f"/v1/search/documents/{document}/similar").json()["hits"]
    assert everyone[0]["source"] == "秘密"
