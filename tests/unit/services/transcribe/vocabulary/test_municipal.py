import pytest

from common.resident import Resident
from services.transcribe.vocabulary.correcting import Corrector
from services.transcribe.vocabulary.municipal import municipal_terms
from services.transcribe.vocabulary.readings import load_dictionary


@pytest.fixture(scope="module")
def corrector():
    return Corrector(Resident("sudachidict", load_dictionary, idle_seconds=60), municipal_terms())


def test_every_term_has_its_reading_and_stands_once():
    terms = municipal_terms()
    assert len(terms) > 100
    assert all(term.reading and term.kind for term in terms)
    assert len({term.written for term in terms}) == len(terms)


def test_what_a_council_says_is_written_as_councils_write_it(corrector):
    heard = ["これより再決いたします。", "ご意義ありませんか。", "ギアンダイ41号は原案の通り可決されました。"]
    texts = [text for text, _ in corrector.corrected(heard)]
    assert texts == [
        "これより採決いたします。",
        "ご異議ありませんか。",
        "議案第41号は原案のとおり可決されました。",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "規律を守ってください。",
        "人生の意義を考えます。",
        "患者さんの容量を量ります。",
        "学校の3階に集まります。",
    ],
)
def test_everyday_words_that_sound_alike_stay(corrector, text):
    assert corrector.corrected([text]) == [(text, [])]
