"""Style sheets and modules: served, cached, and nothing else with them."""

import re

import pytest

from gateway.pages.assets import FOLDER


@pytest.mark.parametrize(
    ("name", "media_type"),
    [("home.js", "text/javascript"), ("base.css", "text/css"), ("icon.svg", "image/svg+xml")],
)
def test_an_asset_has_the_type_that_a_browser_insists_on(shared_door, name, media_type):
    with shared_door.client(None) as client:
        answer = client.get(f"/static/{name}")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(media_type)
    assert answer.content == (FOLDER / name).read_bytes()


def test_an_asset_that_the_browser_has_is_not_sent_again(shared_door):
    with shared_door.client(None) as client:
        first = client.get("/static/base.css")
        again = client.get("/static/base.css", headers={"If-None-Match": first.headers["etag"]})
        other = client.get("/static/base.css", headers={"If-None-Match": '"another"'})
    assert (again.status_code, again.content, other.status_code) == (304, b"", 200)
    assert first.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("name", ["none.js", "..%2Froutes.py", "%2E%2E/routes.py", "templates/home.html"])
def test_nothing_but_the_assets_can_be_read(shared_door, name):
    with shared_door.client(None) as client:
        assert client.get(f"/static/{name}").status_code == 404


@pytest.mark.parametrize("module", sorted(FOLDER.glob("*.js")), ids=lambda path: path.name)
def test_a_module_imports_what_is_there_and_never_parses_html(module):
    text = module.read_text(encoding="utf-8")
    imported = re.findall(r'^import .*"(.+)";$', text, re.MULTILINE)
    assert all((FOLDER / name).is_file() for name in imported)
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", text)
