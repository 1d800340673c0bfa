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


WITHIN_TOWN = (
    rf"(?<=(?:電話(?:番号)?|TEL|FAX|連絡先|自宅|勤務先)(?:\([^)\n]{{0,12}}\))?[ :.\t\n]{{0,3}})"
    rf"{NO_DIGIT_BEFORE}(?!(?:19|20)[0-9]{{2}}-)[2-9][0-9]{{1,3}}-[0-9]{{4}}{NO_DIGIT_AFTER}"
)
"""A number without the town's code, directly behind a label."""


class PhoneRecognizer(JapanesePattern):
    """Telephone, fax and mobile numbers; surer where Japan's number plan knows them."""

    KIND = Kind.PHONE
    WHY = "電話番号の形"
    PATTERNS: ClassVar = (
        (
            rf"{NO_DIGIT_BEFORE}(?:\+81[- ]?|0)[0-9]{{1,4}} ?- ?[0-9]{{1,4}} ?- ?[0-9]{{3,4}}{NO_DIGIT_AFTER}",
            0.8,
        ),
        (rf"{NO_DIGIT_BEFORE}\(?0[0-9]{{1,4}} ?[()] ?[0-9]{{1,4}} ?[-)] ?[0-9]{{3,4}}{NO_DIGIT_AFTER}", 0.75),
        (rf"{NO_DIGIT_BEFORE}(?:\+81 ?|0)[0-9]{{1,4}} [0-9]{{1,4}} [0-9]{{3,4}}{NO_DIGIT_AFTER}", 0.6),
        (rf"{NO_DIGIT_BEFORE}0[0-9]{{1,3}}([.\n])[0-9]{{2,4}}\1[0-9]{{4}}{NO_DIGIT_AFTER}", 0.5),
        (rf"{NO_DIGIT_BEFORE}0[5-9]0[0-9]{{8}}{NO_DIGIT_AFTER}", 0.6),
        (rf"{NO_DIGIT_BEFORE}0[0-9]{{9}}{NO_DIGIT_AFTER}", 0.4),
        (WITHIN_TOWN, 0.6),
    )
    CONTEXT: ClassVar = ("電話", "TEL", "FAX", "ファクス", "ファックス", "携帯", "連絡先", "内線")

    def analyze(
        self, text: str, entities: Sequence[str], nlp_artifacts: Any = None, regex_flags: int | None = None
    ) -> list[RecognizerResult]:
        results: list[RecognizerResult] = super().analyze(text, entities, nlp_artifacts, regex_flags)
        for result in results:
            number = text[result.start : result.end]
            if number[0] not in "(+0":
                continue
            if not is_assigned(number):
                result.score = min(result.score, UNASSIGNED)
            else:
                result.score = max(result.score, ASSIGNED)
        return results

    def is_plausible(self, text: str) -> bool:
        digits = only_digits(text.removeprefix("+81"))
        return 9 <= len(digits) <= 11 or (text[0] not in "(+0" and 6 <= len(digits) <= 8)


def is_assigned(text: str) -> bool:
    """Whether the number plan has such a number."""
    try:
        return bool(phonenumbers.is_valid_number(phonenumbers.parse(text, "JP")))
    except phonenumbers.NumberParseException:
        return False
