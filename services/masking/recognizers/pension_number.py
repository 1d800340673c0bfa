from typing import ClassVar

from services.masking.kinds import Kind
from services.masking.recognizers.pattern import NO_DIGIT_AFTER, NO_DIGIT_BEFORE, JapanesePattern


class PensionNumberRecognizer(JapanesePattern):
    """基礎年金番号: four and six digits; only beside a word that says so."""

    KIND = Kind.PENSION_NUMBER
    WHY = "基礎年金番号の形"
    PATTERNS: ClassVar = ((rf"{NO_DIGIT_BEFORE}[0-9]{{4}}[- ]?[0-9]{{6}}{NO_DIGIT_AFTER}", 0.25),)
    CONTEXT: ClassVar = ("年金番号", "基礎年金", "年金手帳")
