from collections.abc import Sequence
from typing import Any, ClassVar

from presidio_analyzer import RecognizerResult

from services.masking.check_digits import driving_licence_is_valid, only_digits
from services.masking.kinds import Kind
from services.masking.recognizers.pattern import (
    NO_DIGIT_AFTER,
    NO_DIGIT_BEFORE,
    SEPARATOR,
    JapanesePattern,
)

VALID = 0.25
"""The score of a number whose check digit is right, before its surroundings."""


class DrivingLicenceRecognizer(JapanesePattern):
    """運転免許証番号: twelve digits; only beside a word that says so.

    No law defines its check digit, so a number that fails it may be one all the same, less surely.
    """

    KIND = Kind.DRIVING_LICENCE
    WHY = "運転免許証番号の形"
    PATTERNS: ClassVar = (
        (rf"{NO_DIGIT_BEFORE}[0-9]{{4}}{SEPARATOR}[0-9]{{4}}{SEPARATOR}[0-9]{{4}}{NO_DIGIT_AFTER}", 0.1),
    )
    CONTEXT: ClassVar = ("免許証", "免許番号", "運転免許")

    def analyze(
        self, text: str, entities: Sequence[str], nlp_artifacts: Any = None, regex_flags: int | None = None
    ) -> list[RecognizerResult]:
        results: list[RecognizerResult] = super().analyze(text, entities, nlp_artifacts, regex_flags)
        for result in results:
            if driving_licence_is_valid(only_digits(text[result.start : result.end])):
                result.score = VALID
        return results
