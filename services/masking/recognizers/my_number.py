from typing import ClassVar

from services.masking.check_digits import my_number_is_valid, only_digits
from services.masking.kinds import Kind
from services.masking.recognizers.pattern import (
    NO_DIGIT_AFTER,
    NO_DIGIT_BEFORE,
    SEPARATOR,
    JapanesePattern,
)


class MyNumberRecognizer(JapanesePattern):
    """個人番号. One random number in ten passes the check digit, so the surroundings must speak too."""

    KIND = Kind.MY_NUMBER
    WHY = "個人番号の形と検査用数字"
    PATTERNS: ClassVar = (
        (rf"{NO_DIGIT_BEFORE}[0-9]{{4}}{SEPARATOR}[0-9]{{4}}{SEPARATOR}[0-9]{{4}}{NO_DIGIT_AFTER}", 0.35),
    )
    CONTEXT: ClassVar = ("個人番号", "マイナンバー")

    def is_plausible(self, text: str) -> bool:
        return my_number_is_valid(only_digits(text))
