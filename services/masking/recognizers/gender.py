from typing import ClassVar

from services.masking.kinds import Kind
from services.masking.recognizers.pattern import JapanesePattern


class GenderRecognizer(JapanesePattern):
    """What a form says after 性別, or beside a name; not the choice 「男・女」 of an empty form."""

    KIND = Kind.GENDER
    WHY = "性別欄"
    PATTERNS: ClassVar = (
        (
            r"(?<=(?:性別|男女の?別) ?(?:\([^)\n]{0,8}\))?[ :\t\n]{1,3})(?:男性?|女性?|その他|答えない)(?![ ・/･,、]{1,2}(?:男|女))",
            0.9,
        ),
        (r"(?<=[0-9]歳[ ・,、(]{0,2})(?:男性?|女性?)(?=$|[\s)、。,・])", 0.6),
        (r"(?<![一-龠ァ-ヴぁ-ん・/])(?:男性?|女性?)(?![一-龠ァ-ヴぁ-ん・/])", 0.2),
    )
    CONTEXT: ClassVar = ("性別",)
