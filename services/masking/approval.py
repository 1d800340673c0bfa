"""Two-person approval: whoever decided does not release; somebody else looks and approves."""

from datetime import UTC, datetime

from common.errors import Conflict
from services.masking.findings import SYSTEM
from services.masking.record import MaskingDocument


class NotApproved(Conflict):
    code, title = "not_approved", "もう一人の承認がまだです"


def approve(document: MaskingDocument, who: str) -> None:
    """Sign the decisions as they stand. Conflict where some are missing, or where `who` took any of them."""
    if document.status != "review" or document.undecided:
        raise Conflict(
            "まだ承認できません。すべての箇所を判断してから、もう一人が承認してください。",
            status_now=document.status,
            undecided=document.undecided,
        )
    if who in deciders(document):
        raise Conflict("判断した人は、自分では承認できません。判断していない人が承認してください。")
    document.approved_by, document.approved_at = who, datetime.now(UTC)


def deciders(document: MaskingDocument) -> set[str]:
    """The people who put the document in, or decided any finding or column of it."""
    decided = {finding.decided_by for finding in document.findings if finding.decided_by}
    decided |= {column.decided_by for column in document.columns if column.decided_by}
    return {*decided, document.author} - {SYSTEM, ""}


def withdraw(document: MaskingDocument) -> None:
    """What was approved has changed."""
    document.approved_by, document.approved_at = None, None


def require(document: MaskingDocument) -> None:
    """Raises NotApproved where two people are asked for and one has signed."""
    if document.two_person and document.approved_by is None:
        raise NotApproved(
            "この文書は二人での確認が必要です。判断していない人が承認してから確定してください。"
        )
