from typing import ClassVar

from services.masking.kinds import Kind
from services.masking.recognizers.pattern import NO_DIGIT_AFTER, JapanesePattern

KANA = "[さすせそたちつてとなにぬねのはひふほまみむめもやゆよらりるろれわをあいうえかきくけこE]"


class VehicleNumberRecognizer(JapanesePattern):
    """自動車登録番号 (道路運送車両法施行規則): office, class, kana, and up to four digits, ・ for the missing."""

    KIND = Kind.VEHICLE_NUMBER
    WHY = "車両番号の形"
    PATTERNS: ClassVar = (
        (
            r"(?<![一-龠])[一-龠ぁ-んァ-ヴ]{1,4}[ \t]{0,2}[0-9]{2}[0-9ACFHKLMPXY]?[ \t]{0,2}"
            rf"{KANA}[ \t]{{0,2}}(?:[0-9]{{2}}-?[0-9]{{2}}|[・.]{{1,3}}-?[0-9]{{1,3}}"
            rf"|[・.][0-9]-[0-9]{{2}}|[0-9]{{2,3}}){NO_DIGIT_AFTER}",
            0.75,
        ),
        (
            r"(?<=(?:車両番号|登録番号|標識番号|ナンバー) ?[:\t\n]? ?)(?![はがのをにと])[0-9]? ?[一-龠ぁ-んァ-ヴ]{1,6}[ \t\n]?"
            rf"(?:[0-9]{{2,3}}[ \t\n]?)?{KANA}[ \t\n]?(?:[0-9]{{2}}-?[0-9]{{2}}|[・.]{{1,3}}-?[0-9]{{1,3}}|[0-9]{{1,3}}){NO_DIGIT_AFTER}",
            0.75,
        ),
    )
    CONTEXT: ClassVar = ("車両番号", "登録番号", "ナンバー", "車両", "自動車", "車検", "標識番号")
