"""Signing in leads back into this site and nowhere else."""

from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.pages.returning import safe_return, sign_in_address

SITE = "https://yakuba.example/signin"


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "\\\\evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
        "evil",
        "",
    ],
)
def test_an_address_of_elsewhere_becomes_the_home_page(address):
    assert safe_return(address) == "/"


@given(st.text(st.sampled_from("/\\:?#@.\t\n aあ")) | st.text())
def test_whatever_is_asked_for_stays_on_the_site(address):
    back = safe_return(address)
    assert urlsplit(urljoin(SITE, back)).netloc == "yakuba.example"
    assert back.startswith("/") and not back.startswith(("//", "/\\"))


@given(st.text(min_size=1))
def test_the_page_that_was_asked_for_is_kept_through_signing_in(document_id):
    address = sign_in_address("/minutes", document_id)
    back = parse_qs(urlsplit(address).query)["next"][0]
    assert safe_return(back) == back
    assert parse_qs(urlsplit(back).query)["id"] == [document_id]
