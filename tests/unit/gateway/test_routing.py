"""The table of roles, each role against each path, and the paths that must not fool it."""

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.errors import NotFound
from common.identity import ROLES, Principal
from gateway.routing import RULES, find, is_libretranslate, plain_target, service_of_job

WHO_MAY = {
    ("GET", "/v1/transcriptions"): {"clerk"},
    ("POST", "/v1/transcriptions"): {"clerk"},
    ("PATCH", "/v1/transcriptions/transcribe-1"): {"clerk"},
    ("POST", "/v1/audio/transcriptions"): {"clerk"},
    ("PUT", "/v1/minutes-templates/soumu"): {"clerk"},
    ("GET", "/v1/vocabularies"): {"clerk"},
    ("PUT", "/v1/vocabularies/総務課"): {"clerk"},
    ("GET", "/v1/search"): {"clerk", "staff", "disclosure"},
    ("GET", "/v1/search/documents/1/file"): {"clerk", "staff", "disclosure"},
    ("GET", "/v1/search/sources"): {"clerk", "staff", "disclosure"},
    ("PUT", "/v1/search/sources/soumu"): set(),
    ("DELETE", "/v1/search/sources/soumu"): set(),
    ("POST", "/v1/search/sources/soumu/sync"): set(),
    ("GET", "/v1/search/source-defaults"): set(),
    ("PUT", "/v1/search/synonyms"): set(),
    ("GET", "/v1/search/identities"): set(),
    ("POST", "/v1/search/index/rebuild"): set(),
    ("GET", "/v1/search/index"): set(),
    ("POST", "/v1/search/index/snapshots"): set(),
    ("POST", "/v1/translate"): {"clerk", "staff", "disclosure"},
    ("POST", "/v1/translations"): {"clerk", "staff", "disclosure"},
    ("GET", "/v1/glossaries"): {"clerk", "staff", "disclosure"},
    ("POST", "/translate"): {"clerk", "staff", "disclosure"},
    ("POST", "/translate_file"): {"clerk", "staff", "disclosure"},
    ("POST", "/suggest"): {"clerk", "staff", "disclosure"},
    ("GET", "/v1/translate/memory"): {"clerk", "staff", "disclosure"},
    ("POST", "/detect"): {"clerk", "staff", "disclosure"},
    ("GET", "/languages"): {"clerk", "staff", "disclosure"},
    ("GET", "/frontend/settings"): {"clerk", "staff", "disclosure"},
    ("POST", "/v1/masking/analyze"): {"disclosure"},
    ("POST", "/v1/masking/documents"): {"disclosure"},
    ("GET", "/v1/masking/rules"): {"disclosure"},
    ("POST", "/v1/masking/rules/try"): {"disclosure"},
    ("GET", "/v1/masking/documents/masking-1/file"): {"disclosure"},
}


def scope(raw_path: str, query: str = "") -> dict[str, object]:
    return {"raw_path": raw_path.encode(), "path": raw_path, "query_string": query.encode()}


def holder(role: str) -> Principal:
    return Principal(user="だれか", roles=frozenset({role}))


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("call", WHO_MAY, ids=" ".join)
def test_a_role_opens_its_paths_and_no_others(call, role):
    rule = find(*call)
    assert rule is not None
    assert rule.admits(holder(role)) == (role == "admin" or role in WHO_MAY[call])


def test_every_rule_of_the_table_is_in_the_test_above():
    tried = {find(*call) for call in WHO_MAY}
    assert set(RULES) == tried


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("call", list(WHO_MAY), ids=" ".join)
def test_the_door_itself_keeps_to_the_table(shared_door, call, role):
    method, path = call
    with shared_door.client(role) as client:
        status = client.request(method, path).status_code
    assert status == (200 if role == "admin" or role in WHO_MAY[call] else 403)


@pytest.mark.parametrize("call", list(WHO_MAY), ids=" ".join)
def test_without_a_key_nothing_opens(shared_door, call):
    before = shared_door.seen.calls
    with shared_door.client(None) as client:
        answer = client.request(*call)
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert shared_door.seen.calls == before


def test_a_longer_name_is_another_path():
    assert find("GET", "/v1/searching") is None
    assert find("GET", "/v1/search/x") is not None


def test_a_method_that_no_rule_has_is_refused(shared_door):
    with shared_door.client("admin") as client:
        assert client.put("/detect").status_code == 405


def test_only_libretranslate_s_paths_take_a_key_in_the_body():
    assert is_libretranslate("POST", "/translate")
    assert not is_libretranslate("GET", "/translate")
    assert not is_libretranslate("POST", "/v1/translate")


def test_a_job_s_id_names_its_service():
    assert service_of_job("masking-" + "0" * 32) == "masking"
    for unknown in ("other-" + "0" * 32, "", "-", "../x", "Masking-1"):
        with pytest.raises(NotFound):
            service_of_job(unknown)


def test_the_target_is_what_the_client_wrote():
    assert plain_target(scope("/v1/search", "q=%E3%81%82&x=/../")) == "/v1/search?q=%E3%81%82&x=/../"


@given(st.text(alphabet=[*"ab./%2eEfF5cC\\\x00", "あ"], max_size=12))
def test_a_target_that_passes_is_the_same_for_whoever_decodes_it(text):
    raw = "/v1/" + "".join(c if c.isascii() and c != "\x00" else "%E3%81%82" for c in text)
    try:
        target = plain_target(scope(raw))
    except NotFound:
        return
    segments = unquote(target).split("/")
    assert len(segments) == len(target.split("/"))
    assert not {".", ".."} & set(segments)
    assert "\\" not in unquote(target)
