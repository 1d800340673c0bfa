from hypothesis import given
from hypothesis import strategies as st

from gateway.keys.token import Token


def test_a_key_has_256_random_bits_and_reads_back():
    token = Token.new()
    assert len(bytes.fromhex(token.secret)) == 32
    assert Token.parse(token.text) == token
    assert Token.new() != token


@given(st.text())
def test_what_does_not_have_the_form_of_a_key_is_none(text):
    assert Token.parse(text) is None


def test_only_its_own_digest_matches_and_the_digest_is_not_the_secret():
    token, other = Token.new(), Token.new()
    assert token.matches(token.digest) and not token.matches(other.digest)
    assert token.secret not in token.digest


def test_a_printed_token_does_not_show_its_secret():
    token = Token.new()
    assert token.secret not in repr(token)
