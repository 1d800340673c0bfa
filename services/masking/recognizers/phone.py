from collections.abc import Sequence
from typing import Any, ClassVar

import phonenumbers
from presidio_analyzer import RecognizerResult

from services.masking.check_digits import only_digits
from services.masking.kinds import Kind
from services.masking.recognizers.pattern import NO_DIGIT_AFTER, NO_DIGIT_BEFORE, JapanesePattern

ASSIGNED = 0.5
"""A number of the number plan needs no word beside it, though one that names something else speaks against it."""
UNASSIGNED = 0.45
"""Below the threshold: a number outside the number plan needs a word beside it that says what it is."""


class PhoneRecognizer(JapanesePattern):
    """Telephone, fax and mobile numbers; surer where Japan's number plan knows them."""

    KIND = Kind.PHONE
    WHY = "電話番号の形"
    PATTERNS: ClassVar = (
        (rf"{NO_DIGIT_BEFORE}(?:\+81[- ]?|0)[0-9]{{1,4}}-[0-9]{{1,4}}-[0-9]{{3,4}}{NO_DIGIT_AFTER}", 0.8),
        (rf"{NO_DIGIT_BEFORE}\(?0[0-9]{{1,4}} ?[()] ?[0-9]{{1,4}} ?[-)] ?[0-9]{{3,4}}{NO_DIGIT_AFTER}", 0.75),
        (rf"{NO_DIGIT_BEFORE}0[0-9]{{1,4}} [0-9]{{1,4}} [0-9]{{3,4}}{NO_DIGIT_AFTER}", 0.6),
        (rf"{NO_DIGIT_BEFORE}0[5-9]0[0-9]{{8}}{NO_DIGIT_AFTER}", 0.6),
        (rf"{NO_DIGIT_BEFORE}0[0-9]{{9}}{NO_DIGIT_AFTER}", 0.4),
    )
    CONTEXT: ClassVar = ("電話", "TEL", "FAX", "ファクス", "ファックス", "携帯", "連絡先", "内線")

    def analyze(
        self, text: str, entities: Sequence[str], nlp_artifacts: Any = None, regex_flags: int | None = None
    ) -> list[RecognizerResult]:
        results: list[RecognizerResult] = super().analyze(text, entities, nlp_artifacts, regex_flags)
        for result in results:
            if not is_assigned(text[result.start : result.end]):
                result.score = min(result.score, UNASSIGNED)
            else:
                result.score = max(result.score, ASSIGNED)
        return results

    def is_plausible(self, text: str) -> bool:
        digits = only_digits(text.removeprefix("+81"))
        return 9 <= len(digits) <= 11


def is_assigned(text: str) -> bool:
    """Whether the number plan has such a number."""
    try:
        return bool(phonenumbers.is_valid_number(phonenumbers.parse(text, "JP")))
    except phonenumbers.NumberParseException:
        return False
