from typing import ClassVar

import phonenumbers

from services.masking.kinds import Kind
from services.masking.recognizers.pattern import NO_DIGIT_AFTER, NO_DIGIT_BEFORE, JapanesePattern


class PhoneRecognizer(JapanesePattern):
    """Telephone, fax and mobile numbers that Japan's number plan knows."""

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

    def is_plausible(self, text: str) -> bool:
        try:
            return phonenumbers.is_valid_number(phonenumbers.parse(text, "JP"))
        except phonenumbers.NumberParseException:
            return False
