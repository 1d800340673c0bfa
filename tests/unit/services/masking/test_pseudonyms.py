import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.documents import Place, Segment
from services.masking.blackening import applied, edits_for
from services.masking.check_digits import corporate_number_is_valid, luhn_is_valid, my_number_is_valid
from services.masking.detection import Detection
from services.masking.findings import Finding, make_finding
from services.masking.folding import search_key
from services.masking.kinds import Kind
from services.masking.leftovers import leftovers, masked_words
from services.masking.profiles import Profiles
from services.masking.pseudonyms import Pseudonyms, impossible

SURNAMES, GIVEN = ("山田", "田中", "佐藤", "高野", "甲野", "林"), ("花子", "一郎", "薫", "由美子")


def finding(text: str, kind: str = "PERSON", at: int = 0, whole: str | None = None) -> Finding:
    segment = Segment(id="L1", text=whole or text, place=Place(line=1))
    detection = Detection(kind, at, at + len(text), 0.9, "test")
    made = make_finding(segment, detection, Profiles().find("disclosure"))
    made.decide("accept", None, "officer")
    return made


def replaced(*words: tuple[str, str], text: str = "") -> list[str]:
    found = [finding(word, kind) for word, kind in words]
    pseudonyms = Pseudonyms(found, [text or "、".join(word for word, _ in words)])
    return [pseudonyms.of(each) for each in found]


def test_one_person_has_one_name_in_full_and_in_part() -> None:
    full, surname, given_name, other, spaced = replaced(
        *[(name, "PERSON") for name in ("山田花子", "山田", "花子", "佐藤一郎", "山田　花子")]
    )
    assert full == surname + given_name
    assert spaced == f"{surname}　{given_name}"
    assert not set(other) & set(surname)


def test_no_pseudonym_stands_in_the_document() -> None:
    first = replaced(("山田花子", "PERSON"))[0]
    assert first[:2] not in replaced(("山田花子", "PERSON"), text=f"山田花子と{first[:2]}さん")[0]


def test_the_reading_of_a_person_offers_none() -> None:
    assert replaced(("山田花子", "PERSON"), ("ヤマダ ハナコ", "PERSON"))[1] == "［よみがな］"
    assert "［" not in replaced(("山田花子", "PERSON"), ("ジョン・スミス", "PERSON"))[1]


@pytest.mark.parametrize(
    ("kind", "text", "shape", "valid"),
    [
        ("MY_NUMBER", "1234 5678 9018", r"0000 0000 00\d\d", my_number_is_valid),
        ("CORPORATE_NUMBER", "7000012050002", r"00000000000\d\d", corporate_number_is_valid),
        ("CREDIT_CARD", "4111-1111-1111-1111", r"0000-0000-0000-00\d\d", luhn_is_valid),
        ("PHONE_NUMBER", "０９０－１２３４－５６７８", r"000-0000-00\d\d", None),
        ("PASSPORT", "TK1234567", r"XX00000\d\d", None),
        ("POSTAL_CODE", "〒100-0001", r"〒000-00\d\d", None),
    ],
)
def test_numbers_keep_their_shape_and_cannot_be_real(kind: str, text: str, shape: str, valid: object) -> None:
    for number in range(1, 10):
        made = impossible(Kind(kind), text, number)
        assert made is not None and re.fullmatch(shape, made)
        assert valid is None or not valid(re.sub("[^0-9]", "", made))  # type: ignore[operator]


def test_the_same_number_has_the_same_pseudonym_and_others_another() -> None:
    phones = replaced(
        *[(t, "PHONE_NUMBER") for t in ("03-3581-5521", "０３-３５８１-５５２１", "03-3581-5522")]
    )
    assert phones[0] == phones[1] != phones[2]


def test_what_has_no_shape_is_labelled() -> None:
    assert replaced(("昭和55年5月3日", "BIRTH_DATE"), ("〇九〇の一二三四", "PHONE_NUMBER")) == [
        "［生年月日1］",
        "［電話番号1］",
    ]


def test_reserved_addresses_run_out_into_labels() -> None:
    many = replaced(*[(f"10.0.{n // 250}.{n % 250}", "IP_ADDRESS") for n in range(300)])
    assert many[0] == "192.0.2.1"
    assert many[299].startswith("［IPアドレス")
    assert len(set(many)) == 300


@given(
    st.lists(
        st.tuples(st.sampled_from(SURNAMES), st.sampled_from(GIVEN), st.sampled_from("中田川野子、")),
        min_size=1,
    )
)
def test_nothing_masked_can_be_read_again_whatever_stands_beside(people: list[tuple[str, str, str]]) -> None:
    text, found = "", []
    for surname, given_name, beside in people:
        found.append((surname + given_name, len(text)))
        text += f"{surname}{given_name}{beside}"
    findings = [finding(name, at=at, whole=text) for name, at in found]
    masked = applied(text, edits_for(findings, "pseudonym", [text]))
    segment = Segment(id="L1", text=masked, place=Place(line=1))
    beside = "".join(beside for *_, beside in people)
    words = {key: each for key, each in masked_words(findings).items() if key not in search_key(beside)}
    assert leftovers(words, [segment], (), {}) == []
