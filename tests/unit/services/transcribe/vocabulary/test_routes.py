from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from common.errors import NotFound
from common.identity import Principal
from common.service import Service
from common.settings import Settings
from services.transcribe.vocabulary.given import given
from services.transcribe.vocabulary.routes import vocabulary_router
from services.transcribe.vocabulary.store import Vocabularies

SECRET = "s" * 40
ENTRIES = [{"written": "渡會", "reading": "わたらい", "kind": "人名"}, {"written": "定刻"}]
ROOT = "/v1/vocabularies"


@pytest.fixture
def vocabularies(service, dictionary):
    return Vocabularies(service.records("vocabularies"), dictionary)


@pytest.fixture
def service(tmp_path):
    return Service("transcribe", Settings(data={"folder": tmp_path}, gateway={"secret": SECRET}))


@pytest.fixture
def client(service, vocabularies):
    # Not entered: nothing here needs the jobs that the service starts.
    return TestClient(
        service.app(title="辞書", description="辞書", routers=[vocabulary_router(vocabularies)])
    )


def who(user: str, roles: str = "clerk") -> dict[str, str]:
    return {"x-yakuba-secret": SECRET, "x-yakuba-user": quote(user), "x-yakuba-roles": roles}


SATO, ITO, ADMIN = who("佐藤"), who("伊藤"), who("管理", "admin")


@pytest.fixture
def made(client):
    body = {"department": "総務課", "entries": ENTRIES}
    answer = client.put(f"{ROOT}/総務", json=body, headers=SATO)
    assert answer.status_code == 201, answer.text
    return answer.json()


def send(client, content: bytes, headers=SATO, **form):
    return client.post(f"{ROOT}/総務/import", files={"file": ("語.csv", content)}, data=form, headers=headers)


def written(client) -> list[str]:
    return [entry["written"] for entry in client.get(f"{ROOT}/総務", headers=ITO).json()["entries"]]


def test_a_vocabulary_is_made_and_every_clerk_reads_it(client, made):
    assert (made["owner"], made["version"], made["count"], made["unread"]) == ("佐藤", 1, 2, 0)
    shown = client.get(f"{ROOT}/総務", headers=ITO).json()
    assert shown == made
    assert [(e["reading"], e["guessed"]) for e in shown["entries"]] == [
        ("ワタライ", False),
        ("テイコク", True),
    ]
    listed = client.get(ROOT, params={"department": "総務課"}, headers=ITO).json()
    assert [(v["name"], v["count"]) for v in listed] == [("総務", 2)]
    assert client.get(ROOT, params={"department": "税務課"}, headers=ITO).json() == []


def test_a_name_is_made_once_and_a_stale_write_changes_nothing(client, made):
    assert client.put(f"{ROOT}/総務", json={"entries": []}, headers=ITO).status_code == 409
    assert client.put(f"{ROOT}/総務", json={"entries": [], "version": 1}, headers=SATO).status_code == 200
    stale = client.put(f"{ROOT}/総務", json={"entries": ENTRIES, "version": 1}, headers=SATO)
    assert (stale.status_code, stale.json()["version"]) == (409, 2)
    assert written(client) == []


@pytest.mark.parametrize(
    ("method", "path", "extra"),
    [
        ("PUT", "", {"json": {"entries": [], "version": 1}}),
        ("PATCH", "/entries", {"json": {"version": 1, "remove": [{"written": "渡會"}]}}),
        ("DELETE", "", {}),
        ("POST", "/import", {"files": {"file": ("a.csv", b"a,A")}, "data": {"version": 1}}),
    ],
)
def test_only_its_owner_and_administrators_change_it(client, made, method, path, extra):
    assert client.request(method, f"{ROOT}/総務{path}", headers=ITO, **extra).status_code == 403
    assert written(client) == ["渡會", "定刻"]


def test_an_administrator_changes_it_and_it_stays_its_owner_s(client, made):
    changed = client.patch(f"{ROOT}/総務/entries", json={"version": 1, "add": ["緑市"]}, headers=ADMIN).json()
    assert (changed["owner"], changed["count"], changed["version"]) == ("佐藤", 3, 2)


def test_entries_are_added_replaced_and_removed(client, made):
    changes = {
        "version": 1,
        "remove": [{"written": "定刻"}],
        "add": [{"written": "渡會", "reading": "ワタライ", "note": "旧字"}, {"written": "緑市"}],
    }
    entries = client.patch(f"{ROOT}/総務/entries", json=changes, headers=SATO).json()["entries"]
    assert [(e["written"], e["note"]) for e in entries] == [("渡會", "旧字"), ("緑市", "")]
    unknown = {"version": 2, "remove": [{"written": "渡會", "reading": "トカイ"}]}
    assert client.patch(f"{ROOT}/総務/entries", json=unknown, headers=SATO).status_code == 404


def test_a_given_reading_takes_the_place_of_a_guess(client, made):
    send(client, "定刻,ていこくう".encode(), version=1)
    entries = client.get(f"{ROOT}/総務", headers=SATO).json()["entries"]
    assert [(e["written"], e["reading"]) for e in entries] == [("渡會", "ワタライ"), ("定刻", "テイコクウ")]


def test_a_vocabulary_is_deleted(client, made):
    assert client.delete(f"{ROOT}/総務", headers=SATO).status_code == 204
    assert client.get(f"{ROOT}/総務", headers=SATO).status_code == 404


def test_an_import_makes_a_vocabulary_and_tells_what_it_left_out(client):
    answer = send(client, "緑市\tみどりし\n決裁\t漢字\n".encode("cp932"), department="総務課").json()
    assert (answer["added"], answer["count"], answer["version"]) == (1, 1, 1)
    assert [line["line"] for line in answer["rejected"]] == [2]


@pytest.mark.parametrize(("mode", "left"), [("merge", ["渡會", "定刻", "緑市"]), ("replace", ["緑市"])])
def test_an_import_adds_or_replaces(client, made, mode, left):
    answer = send(client, "緑市,みどりし".encode(), version=1, mode=mode)
    assert answer.json()["version"] == 2
    assert written(client) == left
    assert client.get(f"{ROOT}/総務", headers=SATO).json()["department"] == "総務課"
    assert send(client, b"a,b", version=1).status_code == 409


def test_nothing_is_imported_from_a_broken_file(client, made):
    assert send(client, '緑市,みどりし\n"緑'.encode(), version=1).status_code == 422
    assert written(client) == ["渡會", "定刻"]


def test_what_is_exported_is_imported_again(client, made):
    for encoding in ("utf-8", "shift_jis"):
        answer = client.get(f"{ROOT}/総務/export", params={"encoding": encoding}, headers=ITO)
        assert answer.status_code == 200
        assert quote("総務.csv") in answer.headers["content-disposition"]
        version = client.get(f"{ROOT}/総務", headers=SATO).json()["version"]
        assert send(client, answer.content, version=version, mode="replace").json()["count"] == 2
        assert written(client) == ["渡會", "定刻"]


def test_shift_jis_names_what_it_cannot_write(client):
    client.put(f"{ROOT}/総務", json={"entries": ["𠮷野"]}, headers=SATO)
    answer = client.get(f"{ROOT}/総務/export", params={"encoding": "shift_jis"}, headers=SATO)
    assert answer.status_code == 422
    assert "𠮷" in answer.json()["detail"]


def test_ten_thousand_entries_and_no_more(client):
    many = [{"written": f"語{n}", "reading": "ゴ"} for n in range(10_001)]
    assert client.put(f"{ROOT}/総務", json={"entries": many}, headers=SATO).status_code == 422
    assert client.put(f"{ROOT}/総務", json={"entries": many[1:]}, headers=SATO).json()["count"] == 10_000


@pytest.mark.parametrize("name", ["%00", "a%0Ab", "あ" * 65])
def test_what_is_no_name(client, name):
    assert client.put(f"{ROOT}/{name}", json={"entries": []}, headers=SATO).status_code in (404, 422)


@pytest.mark.parametrize("name", ["土木,道路", "土木、道路", "土木，道路"])
def test_a_name_that_an_upload_would_take_for_two_is_refused(client, name):
    answer = client.put(f"{ROOT}/{name}", json={}, headers=SATO)
    assert (answer.status_code, "区切り" in answer.json()["detail"]) == (422, True)


def test_the_words_of_a_meeting_are_its_own_and_then_the_shared_ones(vocabularies, client, made):
    found = vocabularies.resolved(given("渡會、蓮見（はすみ）"), ["総務", "総務"], "定刻の話")
    assert [(e.written, e.reading) for e in found] == [
        ("渡會", "ワタライ"), ("蓮見", "ハスミ"), ("定刻", "テイコク"),
    ]  # fmt: skip
    assert vocabularies.resolved([]) == []
    with pytest.raises(NotFound):
        vocabularies.resolved([], ["税務"])


def test_what_was_resolved_stays_when_the_vocabulary_changes(vocabularies, made):
    before = vocabularies.resolved([], ["総務"])
    vocabularies.delete("総務", Principal(user="佐藤", roles=frozenset({"clerk"})))
    assert [entry.written for entry in before] == ["渡會", "定刻"]
