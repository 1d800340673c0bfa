from typing import ClassVar

from services.masking.kinds import Kind
from services.masking.recognizers.address import PREFECTURE
from services.masking.recognizers.pattern import NO_DIGIT_AFTER, NO_DIGIT_BEFORE, JapanesePattern


class PostalCodeRecognizer(JapanesePattern):
    """郵便番号: seven digits, with 〒 or as 123-4567."""

    KIND = Kind.POSTAL_CODE
    WHY = "郵便番号の形"
    PATTERNS: ClassVar = (
        (rf"〒 ?[0-9]{{3}} ?-? ?[0-9]{{4}}{NO_DIGIT_AFTER}", 0.95),
        (rf"{NO_DIGIT_BEFORE}[0-9]{{3}}-[0-9]{{4}}{NO_DIGIT_AFTER}(?=[ \n]?{PREFECTURE})", 0.95),
        (rf"{NO_DIGIT_BEFORE}[0-9]{{3}}-[0-9]{{4}}{NO_DIGIT_AFTER}", 0.45),
        (rf"{NO_DIGIT_BEFORE}[0-9]{{7}}{NO_DIGIT_AFTER}", 0.1),
    )
    CONTEXT: ClassVar = ("郵便番号", "〒", "住所", "所在地", "送付先")
