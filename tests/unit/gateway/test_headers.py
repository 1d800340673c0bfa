from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.datastructures import Headers

from common.identity import Principal, current_principal
from gateway.headers import identity, to_client, to_service

NAMES = st.sampled_from(
    [b"X-Yakuba-User", b"x-yakuba-roles", b"X-YAKUBA-SECRET", b"Connection", b"Cookie", b"Accept", b"TE"]
)


class Arrived:
    """As much of a request as common.identity reads."""

    def __init__(self, headers: list[tuple[bytes, bytes]], secret: str) -> None:
        self.app = Starlette()
        self.app.state.gateway_secret = secret
        self.headers = Headers(raw=headers)


@given(st.lists(st.tuples(NAMES, st.sampled_from([b"admin", b"x-yakuba-user", b"close"]))))
def test_whatever_a_client_sends_the_service_reads_our_identity_only(given_headers):
    principal = Principal(user="山田 太郎/%2C", roles=frozenset({"clerk", "staff"}))
    headers = [(name.lower(), value) for name, value in to_service(given_headers, identity(principal, "s"))]
    assert current_principal(Arrived(headers, "s")) == principal
    assert sum(name.startswith(b"x-yakuba-") for name, _ in headers) == 3


def test_headers_between_neighbours_stop_here_and_others_pass():
    sent = [
        (b"Connection", b"close, X-Hop"),
        (b"X-Hop", b"1"),
        (b"Keep-Alive", b"5"),
        (b"Range", b"bytes=0-"),
    ]
    assert to_service(sent, []) == [(b"Range", b"bytes=0-")]


def test_a_service_cannot_set_cookies_or_loosen_the_policy():
    sent = [(b"set-cookie", b"a=b"), (b"content-security-policy", b"default-src *"), (b"etag", b"1")]
    kept = dict(to_client(sent))
    assert set(kept) == {b"etag", b"content-security-policy"}
    assert b"default-src 'self'" in kept[b"content-security-policy"]


def test_documents_that_could_run_scripts_are_sandboxed_and_others_are_not():
    for kind, is_sandboxed in {
        b"text/html; charset=utf-8": True,
        b"image/svg+xml": True,
        b"application/xhtml+xml": True,
        b"application/pdf": False,
        b"application/json": False,
    }.items():
        policy = dict(to_client([(b"Content-Type", kind)]))[b"content-security-policy"]
        assert policy.endswith(b"sandbox") == is_sandboxed
