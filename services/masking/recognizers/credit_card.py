from typing import ClassVar

from services.masking.check_digits import luhn_is_valid, only_digits
from services.masking.kinds import Kind
from services.masking.recognizers.pattern import NO_DIGIT_AFTER, NO_DIGIT_BEFORE, JapanesePattern


class CreditCardRecognizer(JapanesePattern):
    """Card numbers of 14 to 16 digits with the brands' first digits and a Luhn check digit."""

    KIND = Kind.CREDIT_CARD
    WHY = "カード番号の形と検査用数字"
    PATTERNS: ClassVar = (
        (rf"{NO_DIGIT_BEFORE}[3-6][0-9]{{3}}(?:[- ]?[0-9]{{4}}){{3}}{NO_DIGIT_AFTER}", 0.7),
        (rf"{NO_DIGIT_BEFORE}3[0-9]{{3}}[- ]?[0-9]{{6}}[- ]?[0-9]{{4,5}}{NO_DIGIT_AFTER}", 0.5),
    )
    CONTEXT: ClassVar = ("カード", "クレジット", "VISA", "Master", "JCB")

    def is_plausible(self, text: str) -> bool:
        return luhn_is_valid(only_digits(text))
