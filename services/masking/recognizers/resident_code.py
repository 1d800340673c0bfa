from typing import ClassVar

from services.masking.kinds import Kind
from services.masking.recognizers.pattern import NO_DIGIT_AFTER, NO_DIGIT_BEFORE, SEPARATOR, JapanesePattern


class ResidentCodeRecognizer(JapanesePattern):
    """住民票コード: eleven digits; only beside a word that says so."""

    KIND = Kind.RESIDENT_CODE
    WHY = "住民票コードの形"
    PATTERNS: ClassVar = (
        (rf"{NO_DIGIT_BEFORE}[0-9]{{11}}{NO_DIGIT_AFTER}", 0.3),
        (
            rf"{NO_DIGIT_BEFORE}[0-9]{{4,5}}{SEPARATOR}[0-9]{{3,5}}{SEPARATOR}[0-9]{{1,4}}{NO_DIGIT_AFTER}",
            0.2,
        ),
    )
    CONTEXT: ClassVar = ("住民票コード", "住民コード", "住基コード")

    def is_plausible(self, text: str) -> bool:
        return sum(character.isdigit() for character in text) == 11
