import pytest

from common.errors import Unavailable
from services.transcribe.minutes.drafting.endpoint import EndpointWriter


def answer(address, check=lambda: None, key="k"):
    return EndpointWriter(address.url, "city-model", key).answer("まとめて", "発言", check)


def test_the_address_is_asked_as_openai_is(address):
    assert answer(address) == "利用者は45人だった。"
    (asked,) = address.asked
    assert (asked["path"], asked["key"], asked["model"]) == ("/v1/chat/completions", "Bearer k", "city-model")
    assert [message["content"] for message in asked["messages"]] == ["まとめて", "発言"]


def test_without_a_key_none_is_sent(address):
    answer(address, key=None)
    assert address.asked[0]["key"] is None


@pytest.mark.parametrize("status", [401, 404, 500, 302])
def test_a_refusal_says_what_to_check(address, status):
    address.status = status
    with pytest.raises(Unavailable, match=str(status)):
        answer(address)
    assert len(address.asked) == 1


@pytest.mark.parametrize(
    "reply", [b"no json", {"choices": []}, {"choices": [{"message": {"content": None}}]}, []]
)
def test_an_answer_of_another_shape_is_no_crash(address, reply):
    address.reply = lambda _: reply
    with pytest.raises(Unavailable):
        answer(address)


def test_an_endless_answer_is_cut_off(address):
    address.reply = lambda _: b"x" * (2 << 20)
    with pytest.raises(Unavailable):
        answer(address)


def test_an_address_that_is_not_there_is_said(address):
    with pytest.raises(Unavailable, match="draft_url"):
        EndpointWriter("http://127.0.0.1:9", "m", None).answer("a", "b", lambda: None)


def test_a_cancel_stops_it(address):
    def cancelled():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        answer(address, cancelled)
