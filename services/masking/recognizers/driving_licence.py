from typing import ClassVar

from services.masking.kinds import Kind
from services.masking.recognizers.check_digits import driving_licence_is_valid, only_digits
from services.masking.recognizers.pattern import NO_DIGIT_AFTER, NO_DIGIT_BEFORE, JapanesePattern


class DrivingLicenceRecognizer(JapanesePattern):
    """運転免許証番号: twelve digits; only beside a word that says so."""

    KIND = Kind.DRIVING_LICENCE
    WHY = "運転免許証番号の形"
    PATTERNS: ClassVar = ((rf"{NO_DIGIT_BEFORE}[0-9]{{12}}{NO_DIGIT_AFTER}", 0.25),)
    CONTEXT: ClassVar = ("免許証", "免許番号", "運転免許")

    def is_plausible(self, text: str) -> bool:
        return driving_licence_is_valid(only_digits(text))
