from typing import ClassVar

from services.masking.kinds import Kind
from services.masking.recognizers.pattern import JapanesePattern


class EmployeeNumberRecognizer(JapanesePattern):
    """職員番号 of four to eight digits beside a word that says so; a city declares its own form in its rules."""

    KIND = Kind.EMPLOYEE_NUMBER
    WHY = "職員番号の形"
    PATTERNS: ClassVar = (
        (r"(?<![A-Za-z0-9-])[A-Z]{0,3}-?[0-9]{4,8}(?![A-Za-z0-9-])", 0.2),
        (
            r"(?<=(?:職員|社員|従業員)(?:番号|コード|ID|No\.?) ?[:\t]? ?)[A-Z]{0,3}-?[0-9]{1,8}(?![A-Za-z0-9-]|[,.][0-9])",
            0.6,
        ),
    )
    CONTEXT: ClassVar = ("職員番号", "職員コード", "職員ID", "社員番号", "従業員番号", "職員No")
