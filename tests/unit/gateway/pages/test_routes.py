"""Which page a visitor gets."""

import re

import pytest

PAGES = {"/minutes": "clerk", "/search": "staff", "/translation": "staff", "/masking": "disclosure"}

SIDE_PAGES = [
    "/minutes/vocabularies",
    "/minutes/templates",
    "/translation/glossaries",
    "/search/sources",
    "/search/synonyms",
    "/search/care",
    "/masking/rules",
    "/masking/bulk",
]


def page_as(door, role: str, path: str):
    with door.client(None, follow_redirects=False) as client:
        client.post("/session", json={"key": door.keys[role]})
        return client.get(path)


@pytest.mark.parametrize(
    ("path", "back"),
    [
        ("/", "/signin"),
        ("/masking", "/signin?next=%2Fmasking"),
        ("/minutes?id=transcribe-1", "/signin?next=%2Fminutes%3Fid%3Dtranscribe-1"),
        ("/minutes/vocabularies?id=a", "/signin?next=%2Fminutes%2Fvocabularies%3Fid%3Da"),
    ],
)
def test_without_a_sign_in_every_page_leads_to_it_and_back(shared_door, path, back):
    with shared_door.client(None) as client:
        answer = client.get(path)
    assert (answer.status_code, answer.headers["location"]) == (303, back)


@pytest.mark.parametrize(("path", "role"), PAGES.items())
def test_each_task_has_a_page_for_those_who_may(shared_door, path, role):
    answer = page_as(shared_door, role, path)
    assert answer.status_code == 200
    assert f'src="/static{path}.js"' in answer.text


@pytest.mark.parametrize("name", ["vocabularies", "templates"])
def test_vocabularies_and_templates_have_pages_below_that_of_the_minutes(shared_door, name):
    answer = page_as(shared_door, "clerk", f"/minutes/{name}")
    assert answer.status_code == 200
    assert f'src="/static/{name}.js"' in answer.text
    assert page_as(shared_door, "staff", f"/minutes/{name}").status_code == 403


@pytest.mark.parametrize("name", ["rules", "bulk"])
def test_the_rules_and_the_bulks_of_masking_have_pages_for_those_who_may_mask(shared_door, name):
    for role in ("disclosure", "admin"):
        assert f'src="/static/{name}.js"' in page_as(shared_door, role, f"/masking/{name}").text
    assert page_as(shared_door, "clerk", f"/masking/{name}").status_code == 403


def test_the_folders_of_the_search_have_a_page_and_its_care_is_for_administrators(shared_door):
    for role in ("admin", "staff"):
        answer = page_as(shared_door, role, "/search/sources")
        assert answer.status_code == 200
        assert 'src="/static/sources.js"' in answer.text
        assert ("登録を消す" in answer.text) == (role == "admin")
    for name in ("synonyms", "care"):
        assert f'src="/static/{name}.js"' in page_as(shared_door, "admin", f"/search/{name}").text
        assert f"/search/{name}" not in page_as(shared_door, "staff", "/search").text
        refused = page_as(shared_door, "staff", f"/search/{name}")
        assert refused.status_code == 403
        assert "権限がありません" in refused.text


def test_who_may_not_is_told_so_in_a_page(shared_door):
    answer = page_as(shared_door, "staff", "/masking")
    assert answer.status_code == 403
    assert "権限がありません" in answer.text and "masking.js" not in answer.text


def test_the_home_page_offers_only_the_tasks_of_the_person(shared_door):
    offered = re.findall(r'<h2><a href="(.+?)"', page_as(shared_door, "clerk", "/").text)
    assert offered == ["/minutes", "/search", "/translation"]


def test_nothing_of_the_person_is_taken_for_markup(open_door):
    from gateway.database import open_database
    from gateway.keys import KeyStore

    door = open_door()
    engine = open_database(door.settings)
    _, text = KeyStore(engine).create("<b>山田</b>", ["clerk"])
    engine.dispose()
    with door.client(None) as client:
        client.post("/session", json={"key": text})
        assert "&lt;b&gt;山田" in client.get("/").text


def test_signed_in_already_the_sign_in_page_leads_on(shared_door):
    answer = page_as(shared_door, "clerk", "/signin?next=/minutes")
    assert (answer.status_code, answer.headers["location"]) == (303, "/minutes")


@pytest.mark.parametrize("path", ["/", *PAGES, *SIDE_PAGES])
def test_no_page_holds_a_script_or_style_of_its_own_or_from_elsewhere(shared_door, path):
    text = page_as(shared_door, "admin", path).text
    assert re.findall(r"<script(?![^>]* src=)|<style| style=| on\w+=\"", text) == []
    addresses = re.findall(r'(?:src|href|action)="([^"]*)"', text)
    assert [address for address in addresses if not address.startswith(("/", "#"))] == []
