from hypothesis import given
from hypothesis import strategies as st

from common.documents import Place, Segment
from services.masking.blackening import applied, edits_for, shifted_spans
from services.masking.detection import Detection
from services.masking.findings import Finding, make_finding
from services.masking.profiles import Profiles

TEXT = "氏名 山田花子さん、電話 03-3581-5521、課長 佐藤"


def finding(kind: str, start: int, end: int, decision: str = "accept", text: str = TEXT) -> Finding:
    segment = Segment(id="L1", text=text, place=Place(line=1))
    made = make_finding(segment, Detection(kind, start, end, 0.9, "test"), Profiles().find("disclosure"))
    made.decide(decision, None, "officer")  # type: ignore[arg-type]
    return made


def test_blocks_are_as_long_as_the_words() -> None:
    edits = edits_for([finding("PERSON", 3, 7)], "block")
    assert applied(TEXT, edits).startswith("氏名 ■■■■さん")


def test_labels_name_the_person_and_the_kind() -> None:
    edits = edits_for([finding("PERSON", 3, 7), finding("PHONE_NUMBER", 13, 25)], "label")
    assert applied(TEXT, edits) == "氏名 Aさん、電話 ［電話番号］、課長 佐藤"


def test_what_is_kept_moves_with_the_edits() -> None:
    findings = [finding("PHONE_NUMBER", 13, 25), finding("OFFICIAL", 29, 31, "reject")]
    edits = edits_for(findings, "label")
    ((start, end),) = shifted_spans(edits, findings)["L1"]
    assert applied(TEXT, edits)[start:end] == "佐藤"


@given(st.lists(st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 12)), max_size=8))
def test_overlapping_findings_give_edits_that_cover_them_all(spans: list[tuple[int, int]]) -> None:
    findings = [finding("OTHER", start, min(start + length, len(TEXT))) for start, length in spans]
    masked = applied(TEXT, edits_for(findings, "block"))
    assert len(masked) == len(TEXT)
    covered = {i for f in findings for i in range(f.start, f.end)}
    assert [i for i, c in enumerate(masked) if c == "■"] == sorted(covered)
