"""Editing through the API: versions, conflicts, history, undo and bad input."""

from concurrent.futures import ThreadPoolExecutor

import pytest


@pytest.fixture(scope="module")
def office(open_office, meeting, tmp_path_factory):
    with open_office(tmp_path_factory.mktemp("data"), meeting) as opened:
        yield opened


@pytest.fixture
def own(office):
    return f"/v1/transcriptions/{office.finished()}"


@pytest.fixture
def client(office):
    return office.client


def shown(client, own, **query):
    answer = client.get(own, params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def content(view):
    """What a version shows of the text."""
    return {name: view[name] for name in ("title", "date", "place", "speakers", "segments", "minutes")}


def patch(client, own, *operations, version=None, **more):
    version = shown(client, own)["version"] if version is None else version
    return client.patch(own, json={"version": version, "operations": list(operations), **more})


EDITS = [
    {"op": "text", "segment": "s2", "text": "それでは、みどり市の窓口を移すことに決定しました。"},
    {"op": "rename_speaker", "speaker": "S1", "name": "佐藤"},
    {"op": "split", "segment": "s1", "offset": 3},
    {"op": "merge", "segments": ["s3", "s4"]},
    {"op": "minutes", "section": "decisions", "action": "add", "item": {"text": "予算を増やす"}},
    {"op": "title", "title": "第1回"},
]


def test_every_version_stays_and_can_be_seen_again(client, own):
    seen = [shown(client, own)]
    for edit in EDITS:
        answer = patch(client, own, edit)
        assert answer.status_code == 200, answer.text
        assert answer.json()["version"] == seen[-1]["version"] + 1
        seen.append(answer.json())
    for view in seen:
        assert content(shown(client, own, version=view["version"])) == content(view)
    assert client.get(own, params={"version": seen[-1]["version"] + 1}).status_code == 404


def test_undo_goes_back_one_by_one_and_redo_forward_again(client, own):
    seen = [shown(client, own)]
    seen += [patch(client, own, edit).json() for edit in EDITS]
    for before in reversed(seen[:-1]):
        version = shown(client, own)["version"]
        assert content(client.post(f"{own}/undo", json={"version": version}).json()) == content(before)
    now = shown(client, own)
    assert (now["can_undo"], now["can_redo"]) == (False, True)
    assert client.post(f"{own}/undo", json={"version": now["version"]}).status_code == 409
    for after in seen[1:]:
        version = shown(client, own)["version"]
        assert content(client.post(f"{own}/redo", json={"version": version}).json()) == content(after)
    now = shown(client, own)
    assert (now["can_undo"], now["can_redo"]) == (True, False)
    assert client.post(f"{own}/redo", json={"version": now["version"]}).status_code == 409


def test_a_new_edit_ends_what_could_be_made_again(client, own):
    patch(client, own, EDITS[0])
    client.post(f"{own}/undo", json={"version": shown(client, own)["version"]})
    assert patch(client, own, EDITS[1]).json()["can_redo"] is False


def test_an_old_version_can_be_returned_to_and_that_be_undone(client, own):
    first = shown(client, own)
    for edit in EDITS:
        last = patch(client, own, edit).json()
    asked = {"version": last["version"], "to": first["version"]}
    restored = client.post(f"{own}/restore", json=asked).json()
    assert content(restored) == content(first)
    undone = client.post(f"{own}/undo", json={"version": restored["version"]}).json()
    assert content(undone) == content(last)
    asked = {"version": undone["version"], "to": 10_000}
    assert client.post(f"{own}/restore", json=asked).status_code == 404


def test_the_history_says_who_did_what(client, own):
    first = shown(client, own)["version"]
    for edit in EDITS:
        patch(client, own, edit)
    version = shown(client, own)["version"]
    client.post(f"{own}/undo", json={"version": version})
    lines = client.get(f"{own}/history", params={"limit": 3}).json()
    assert [line["version"] for line in lines] == [version + 1, version, version - 1]
    assert [line["kind"] for line in lines] == ["undo", "edit", "edit"]
    assert (lines[0]["of"], lines[0]["by"]) == (version, "local")
    assert lines[1]["summary"] == ["会議名を「第1回」にしました"]
    assert lines[0]["summary"] == ["「会議名を「第1回」にしました」を元に戻しました"]
    rest = client.get(f"{own}/history", params={"before": version - 1}).json()
    assert [line["version"] for line in rest] == list(range(version - 2, first, -1))
    assert all("change" not in line for line in rest)


def test_a_stale_edit_is_refused_with_the_current_version_whatever_it_says(client, own):
    old = shown(client, own)["version"]
    after = patch(client, own, EDITS[0]).json()
    for operation in (EDITS[0], {"op": "text", "segment": "gone", "text": "x"}):
        answer = patch(client, own, operation, version=old)
        assert (answer.status_code, answer.json()["version"]) == (409, after["version"])
    for step in ("undo", "redo", "restore"):
        asked = {"version": old} | ({"to": old} if step == "restore" else {})
        assert client.post(f"{own}/{step}", json=asked).status_code == 409
    assert shown(client, own) == after


def test_of_two_edits_at_once_exactly_one_is_made(client, own):
    version = shown(client, own)["version"]

    def edit(n):
        return patch(client, own, {"op": "title", "title": f"会議{n}"}, version=version).status_code

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(edit, range(6))) == [200] + [409] * 5
    assert len(client.get(f"{own}/history").json()) == 1


def test_operations_are_made_all_or_none(client, own):
    before = shown(client, own)
    answer = patch(client, own, *EDITS, {"op": "split", "segment": "s2", "offset": 9999})
    assert answer.status_code == 422
    assert shown(client, own) == before
    assert len(patch(client, own, *EDITS).json()["segments"]) == len(before["segments"])


def test_an_edit_that_changes_nothing_makes_no_version(client, own):
    before = shown(client, own)
    text = before["segments"][0]["text"]
    assert patch(client, own, {"op": "text", "segment": "s1", "text": text}).json() == before
    assert client.get(f"{own}/history").json() == []


@pytest.mark.parametrize(
    "operation",
    [
        {"op": "explode"},
        {"op": "text", "segment": "s999", "text": "x"},
        {"op": "text", "segment": "s1", "text": "あ" * 10_001},
        {"op": "text", "segment": "s1"},
        {"op": "text", "segment": "s1", "text": "x", "more": 1},
        {"op": "speaker", "segments": ["s1"], "speaker": "S99"},
        {"op": "speaker", "segments": ["s1"], "speaker": "S1", "name": "佐藤"},
        {"op": "speaker", "segments": []},
        {"op": "rename_speaker", "speaker": "S1", "name": "\x00 \n"},
        {"op": "rename_speaker", "speaker": "S1", "name": "話者2"},
        {"op": "merge_speakers", "speaker": "S1", "into": "S1"},
        {"op": "split", "segment": "s1", "offset": 0},
        {"op": "split", "segment": "s1", "offset": -1},
        {"op": "merge", "segments": ["s1", "s3"]},
        {"op": "merge", "segments": ["s2", "s1"]},
        {"op": "merge", "segments": ["s1"]},
        {"op": "mark", "segment": "s1", "start": 5, "end": 5},
        {"op": "mark", "segment": "s1", "start": 2, "end": 4},
        {"op": "unmark", "segment": "s1", "index": 1},
        {"op": "undo_correction", "segment": "s1", "index": 0},
        {"op": "title", "title": "\x00"},
        {"op": "date", "date": "13日"},
        {"op": "label", "label": "ない区分"},
        {"op": "minutes", "section": "decisions", "action": "add"},
        {"op": "minutes", "section": "decisions", "action": "delete", "index": 99},
        {"op": "minutes", "section": "jokes", "action": "add", "item": {"text": "x"}},
    ],
)
def test_what_does_not_fit_is_refused_in_japanese_and_changes_nothing(client, own, operation):
    before = shown(client, own)
    answer = patch(client, own, operation)
    assert answer.status_code == 422
    assert "ください" in answer.json()["detail"]
    assert shown(client, own) == before


def test_an_empty_edit_and_a_huge_one_are_refused(client, own):
    assert patch(client, own).status_code == 422
    assert patch(client, own, *[EDITS[0]] * 1001).status_code == 422
    assert len(client.get(f"{own}/history").json()) == 0


def test_texts_of_ten_thousand_characters_and_nul_bytes_are_kept_clean(client, own):
    long = "あ\x00い" * 3333
    after = patch(
        client, own,
        {"op": "text", "segment": "s1", "text": long},
        {"op": "speaker", "segments": ["s1"], "name": "田\x00中"},
        {"op": "title", "title": "会\x00議"},
        {"op": "place", "place": "第1\x00会議室"},
        {"op": "minutes", "section": "tasks", "action": "add", "item": {"text": "調\x00査", "who": "田\x00中"}},
    ).json()  # fmt: skip
    assert after["segments"][0]["text"] == "あい" * 3333
    assert "\x00" not in str(after)
    assert {"田中"} <= {speaker["name"] for speaker in after["speakers"]}


def test_a_label_that_there_is_changes_until_when_it_is_kept(client, own):
    before = shown(client, own)
    after = patch(client, own, {"op": "label", "label": "要機密"}).json()
    assert (before["label"], after["label"]) == ("標準", "要機密")
    assert after["audio_until"] < before["audio_until"]
    listed = {entry["id"]: entry["label"] for entry in client.get("/v1/transcriptions").json()}
    assert listed[before["id"]] == "要機密"
    restored = client.post(f"{own}/restore", json={"version": after["version"], "to": before["version"]})
    assert restored.json()["label"] == "要機密", "the text returns; how long it is kept does not"


def test_the_short_form_of_earlier_clients_is_made_of_operations(client, own):
    body = {"version": shown(client, own)["version"], "title": "新", "date": "2026-04-01"}
    after = client.patch(own, json=body | {"segments": [{"id": "s5", "text": " 以上です。 "}]}).json()
    assert (after["title"], after["date"], after["minutes"]["date"]) == ("新", "2026-04-01", "2026-04-01")
    assert after["segments"][4]["text"] == "以上です。"
    assert len(client.get(f"{own}/history").json()[0]["summary"]) == 3


def test_deleting_it_deletes_every_version(office, client, own):
    for edit in EDITS:
        patch(client, own, edit)
    job_id = own.rpartition("/")[2]
    assert office.library.shelf.revisions.newest(job_id, before=None, limit=9)
    assert client.delete(own).status_code == 204
    assert office.library.shelf.revisions.newest(job_id, before=None, limit=9) == []
    assert client.get(f"{own}/history").status_code == 404


def test_the_segments_after_one_are_sent_alone(client, own):
    whole = shown(client, own)
    part = shown(client, own, since="s3")
    assert part["segments"] == whole["segments"][3:]
    assert (part["first_segment"], part["total_segments"], whole["first_segment"]) == (3, 5, 0)
    assert shown(client, own, since="s5")["segments"] == []
    assert shown(client, own, since="gone")["segments"] == whole["segments"]


def test_what_the_page_has_already_is_not_sent_again(client, own):
    answer = client.get(own)
    known = {"If-None-Match": answer.headers["etag"]}
    again = client.get(own, headers=known)
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == answer.headers["etag"]
    assert client.get(own, params={"since": "s1"}, headers=known).status_code == 200
    patch(client, own, EDITS[0])
    assert client.get(own, headers=known).status_code == 200


def test_the_speakers_come_with_the_seconds_they_speak(client, own):
    assert shown(client, own)["speakers"] == [
        {"id": "S1", "name": "話者1", "seconds": 18.0},
        {"id": "S2", "name": "話者2", "seconds": 9.0},
    ]
