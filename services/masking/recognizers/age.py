from typing import ClassVar

from services.masking.kinds import Kind
from services.masking.recognizers.pattern import NO_DIGIT_BEFORE, JapanesePattern


class AgeRecognizer(JapanesePattern):
    """A person's age, beside a word that speaks of one; not an age limit."""

    KIND = Kind.AGE
    WHY = "年齢"
    PATTERNS: ClassVar = (
        (rf"{NO_DIGIT_BEFORE}[0-9]{{1,3}} ?[歳才](?!未満|以上|以下|以後|前後|児|まで|から)", 0.3),
    )
    CONTEXT: ClassVar = ("年齢", "男性", "女性", "氏名", "生年月日", "さん", "様")
