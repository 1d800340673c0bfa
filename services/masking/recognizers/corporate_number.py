from typing import ClassVar

from services.masking.check_digits import corporate_number_is_valid, only_digits
from services.masking.kinds import Kind
from services.masking.recognizers.pattern import NO_DIGIT_AFTER, NO_DIGIT_BEFORE, JapanesePattern


class CorporateNumberRecognizer(JapanesePattern):
    """法人番号: thirteen digits, the first of which checks the others."""

    KIND = Kind.CORPORATE_NUMBER
    WHY = "法人番号の形と検査用数字"
    PATTERNS: ClassVar = ((rf"{NO_DIGIT_BEFORE}[1-9](?:[- ]?[0-9]{{4}}){{3}}{NO_DIGIT_AFTER}", 0.4),)
    CONTEXT: ClassVar = ("法人番号", "登録番号", "インボイス")

    def is_plausible(self, text: str) -> bool:
        return corporate_number_is_valid(only_digits(text))
