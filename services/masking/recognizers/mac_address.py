from typing import ClassVar

from services.masking.kinds import Kind
from services.masking.recognizers.pattern import JapanesePattern


class MacAddressRecognizer(JapanesePattern):
    KIND = Kind.MAC_ADDRESS
    WHY = "MACアドレスの形"
    PATTERNS: ClassVar = (
        (
            r"(?<![0-9A-Fa-f:-])(?:[0-9A-Fa-f]{2}([:-]))(?:[0-9A-Fa-f]{2}\1){4}[0-9A-Fa-f]{2}(?![0-9A-Fa-f:-])",
            0.9,
        ),
        (r"(?<![0-9A-Fa-f.])(?:[0-9A-Fa-f]{4}\.){2}[0-9A-Fa-f]{4}(?![0-9A-Fa-f.])", 0.7),
    )
