from ipaddress import ip_address
from typing import ClassVar

from services.masking.kinds import Kind
from services.masking.recognizers.pattern import JapanesePattern


class IpAddressRecognizer(JapanesePattern):
    """IPv4 and IPv6 addresses; four numbers of a version or a section are none where the text says so."""

    KIND = Kind.IP_ADDRESS
    WHY = "IPアドレスの形"
    PATTERNS: ClassVar = (
        (r"(?<![0-9.])(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?![0-9]|\.[0-9])", 0.6),
        (r"(?<![0-9A-Fa-f:])(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{1,4}(?![0-9A-Fa-f:])", 0.6),
    )
    CONTEXT: ClassVar = ("IPアドレス", "接続元", "送信元", "アクセス元", "IPv4", "IPv6", "端末")

    def is_plausible(self, text: str) -> bool:
        try:
            ip_address(text)
        except ValueError:
            return False
        return text.count(":") != 2 or "::" in text
