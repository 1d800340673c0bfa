from datetime import UTC, datetime

import pytest

from common.documents import Place, Segment
from common.errors import BadRequest, Conflict, NotFound
from services.masking.detection import Detection
from services.masking.finalizing import Undecided, begin
from services.masking.findings import make_finding
from services.masking.profiles import Profiles
from services.masking.record import MaskingDocument
from services.masking.reviewing import Addition, Decision, Decisions, Rest, add, decide

SEGMENTS = [
    Segment(id="L1", text="整理番号 AB-77 の件、山田", place=Place(line=1)),
    Segment(id="L2", text="AB-77 は山田が課長 佐藤へ", place=Place(line=2)),
]


def document(*, auto: bool = False) -> MaskingDocument:
    profile = Profiles().find("disclosure")
    found = [
        make_finding(SEGMENTS[0], Detection("PERSON", 14, 16, 0.9, "x"), profile),
        make_finding(SEGMENTS[1], Detection("PERSON", 7, 9, 0.9, "x"), profile),
        make_finding(SEGMENTS[1], Detection("OFFICIAL", 13, 15, 0.9, "x"), profile),
    ]
    return MaskingDocument(
        file="f", name="n.txt", profile="disclosure", auto=auto, status="review", findings=found,
        created_at=datetime.now(UTC),
    )  # fmt: skip


def test_an_official_is_kept_by_default_with_the_clause() -> None:
    official = document().findings[2]
    assert official.decision == "reject"
    assert "公務員" in official.reason


def test_alike_decides_every_finding_of_the_word() -> None:
    made = document()
    one = Decision(id=made.findings[0].id, decision="accept", alike=True)
    decide(made, Decisions(version=1, decisions=[one]), "officer")
    assert [finding.decision for finding in made.findings] == ["accept", "accept", "reject"]
    assert made.findings[1].decided_by == "officer"


def test_rest_decides_only_what_is_undecided() -> None:
    made = document()
    decide(made, Decisions(version=1, rest=Rest(decision="accept", reason="条例7条6号")), "officer")
    assert [finding.decision for finding in made.findings] == ["accept", "accept", "reject"]
    assert made.findings[0].reason == "条例7条6号"


def test_an_unknown_finding_is_not_found() -> None:
    with pytest.raises(NotFound):
        decide(document(), Decisions(version=1, decisions=[Decision(id="x", decision="accept")]), "officer")


def test_finalizing_refuses_and_counts_the_undecided() -> None:
    with pytest.raises(Undecided) as refused:
        begin(document())
    assert refused.value.extra["undecided"] == 2


def test_automatic_mode_decides_as_the_profile_proposes() -> None:
    made = document(auto=True)
    begin(made)
    assert [finding.decision for finding in made.findings] == ["accept", "accept", "reject"]
    assert made.findings[0].decided_by == "自動"


def test_a_text_is_added_everywhere_and_accepted() -> None:
    made = document()
    add(
        made,
        SEGMENTS,
        Addition(text="ＡＢ－７７", entity_type="OTHER"),
        Profiles().find("disclosure"),
        "officer",
    )  # type: ignore[arg-type]
    added = [finding for finding in made.findings if finding.entity_type == "OTHER"]
    assert [(finding.segment, finding.text, finding.decision) for finding in added] == [
        ("L1", "AB-77", "accept"),
        ("L2", "AB-77", "accept"),
    ]


def test_a_span_is_accepted_and_its_other_places_are_left_to_decide() -> None:
    made = document()
    add(made, SEGMENTS, Addition(segment="L1", start=5, end=10), Profiles().find("disclosure"), "officer")
    added = [finding for finding in made.findings if finding.entity_type == "OTHER"]
    assert [(finding.segment, finding.decision) for finding in added] == [("L1", "accept"), ("L2", None)]


def test_a_span_outside_its_segment_is_a_bad_request() -> None:
    with pytest.raises(BadRequest):
        add(
            document(),
            SEGMENTS,
            Addition(segment="L1", start=0, end=99),
            Profiles().find("disclosure"),
            "officer",
        )


def test_a_span_over_a_finding_is_a_conflict() -> None:
    with pytest.raises(Conflict):
        add(
            document(),
            SEGMENTS,
            Addition(segment="L1", start=13, end=15),
            Profiles().find("disclosure"),
            "officer",
        )


def test_a_document_at_work_cannot_be_changed() -> None:
    made = document()
    made.status = "finalizing"
    with pytest.raises(Conflict):
        decide(made, Decisions(version=1), "officer")
