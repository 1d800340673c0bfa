import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.transcribe.minutes.predicates import predicate


@pytest.mark.parametrize(
    ("text", "verb", "tense"),
    [
        ("資料をお送りいたします", "送る", "now"),
        ("後ほど確認をします", "確認する", "now"),
        ("私のほうで済ませますので", "済ませる", "now"),
        ("体操の先生を探そう", "探す", "will"),
        ("声をかけてみましょうか", "かける", "will"),
        ("段取りしてね", "段取りする", "te"),
        ("作りました", "作る", "past"),
        ("了解がいるでしょう", "いる", None),
    ],
)
def test_the_verb_that_ends_a_sentence(text, verb, tense):
    found = predicate(text)
    assert (found.verb, found.tense) == (verb, tense) if tense else found is None


def test_what_is_no_verb_has_no_predicate():
    assert predicate("予算は5万円です") is None
    assert predicate("") is None


@pytest.mark.parametrize(
    "text", ["作っています", "作りません", "作られます", "作っていただきます", "作りたいです"]
)
def test_what_goes_on_or_is_done_by_others_is_no_promise(text):
    found = predicate(text)
    assert found is None or not found.may_be_promised


def test_particles_tell_that_the_others_are_meant():
    assert predicate("直しますね").told
    assert not predicate("直します").told


@given(st.text(st.sampled_from("作るますてでおくんのよねか。、しよう"), max_size=20))
def test_any_text_is_read(text):
    assert predicate(text) is None or predicate(text).verb


def test_an_order_is_no_polite_request():
    order, request = predicate("公民館を開けろ"), predicate("公民館を開けてください")
    assert order is not None
    assert order.is_ordered
    assert request is None or not request.is_ordered


def test_a_clipped_urge_is_an_urge():
    said = predicate("ネットを買いましょ")
    assert said is not None
    assert said.is_urged
