from typing import ClassVar

from services.masking.kinds import Kind
from services.masking.recognizers.pattern import NO_DIGIT_AFTER, NO_DIGIT_BEFORE, JapanesePattern


class BankAccountRecognizer(JapanesePattern):
    """口座番号: seven digits, ゆうちょ銀行の記号 and 番号; only beside a word that says so."""

    KIND = Kind.BANK_ACCOUNT
    WHY = "口座番号の形"
    PATTERNS: ClassVar = (
        (rf"{NO_DIGIT_BEFORE}[0-9]{{7}}{NO_DIGIT_AFTER}", 0.2),
        (rf"{NO_DIGIT_BEFORE}1[0-9]{{4}}(?:-[0-9])?[- ]{{1,3}}[0-9]{{7}}1{NO_DIGIT_AFTER}", 0.3),
        (
            rf"(?<=記号 ?:? ?1[0-9]{{4}}(?:-[0-9])?[ 、,\n]{{0,2}}(?:通帳)?番号 ?:? ?)[0-9]{{6,8}}{NO_DIGIT_AFTER}"
            rf"|(?<=記号 ?:? ?)1[0-9]{{4}}(?:-[0-9])?(?=[ 、,\n]{{0,2}}(?:通帳)?番号 ?:? ?[0-9]{{6,8}}{NO_DIGIT_AFTER})",
            0.7,
        ),
        (
            rf"(?<=口座(?:番号|No\.?)(?:\([^)\n]{{0,8}}\))? ?[:\t\n]? ?)[0-9](?:[- ]?[0-9]){{4,7}}{NO_DIGIT_AFTER}",
            0.7,
        ),
        (rf"(?<=\((?:普|当|貯)\) ?)[0-9]{{5,7}}{NO_DIGIT_AFTER}", 0.7),
    )
    CONTEXT: ClassVar = ("口座", "普通預金", "普通", "当座", "振込先", "支店", "ゆうちょ", "通帳")
