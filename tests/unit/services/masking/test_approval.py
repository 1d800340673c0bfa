"""Two people: who decided does not approve, and a later change takes the approval back."""

import pytest

from common.errors import Conflict
from services.masking.approval import NotApproved, approve
from services.masking.finalizing import begin
from services.masking.record import MaskingDocument
from services.masking.reviewing import Decision, Decisions, Rest, decide
from tests.unit.services.masking.test_reviewing import document


def decided() -> MaskingDocument:
    made = document()
    made.two_person, made.author = True, "clerk"
    decide(made, Decisions(version=1, rest=Rest(decision="accept")), "officer")
    return made


def test_nothing_is_finalized_before_somebody_else_approves() -> None:
    made = decided()
    with pytest.raises(NotApproved):
        begin(made)
    approve(made, "chief")
    begin(made)
    assert (made.status, made.approved_by) == ("finalizing", "chief")


@pytest.mark.parametrize("who", ["officer", "clerk"])
def test_who_decided_or_put_it_in_cannot_approve(who: str) -> None:
    with pytest.raises(Conflict):
        approve(decided(), who)


def test_what_is_undecided_cannot_be_approved() -> None:
    with pytest.raises(Conflict):
        approve(document(), "chief")


def test_a_later_decision_takes_the_approval_back() -> None:
    made = decided()
    approve(made, "chief")
    change = Decision(id=made.findings[0].id, decision="reject")
    decide(made, Decisions(version=2, decisions=[change]), "officer")
    assert made.approved_by is None
    with pytest.raises(NotApproved):
        begin(made)
