from typing import ClassVar

from services.masking.kinds import Kind
from services.masking.recognizers.pattern import JapanesePattern

CHARACTER = r"[A-Za-z0-9._~:/?#\[\]@!$&'*+,;=%-]"
HOST = r"(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,24}(?::[0-9]{1,5})?"
NETWORKS = (
    r"(?:www\.|m\.)?(?:x|twitter|facebook|instagram|tiktok|linkedin|github|ameblo|note|threads|youtube|line)"
    r"\.(?:com|net|jp|me|ne\.jp)"
)
PERSONAL_QUERY = "(?:user|uid|id|mail|email|name|member|account|token|session|citizen|resident|person)"


class UrlRecognizer(JapanesePattern):
    """Web addresses that name a person or an account: a user's folder, a profile, an id or a token."""

    KIND = Kind.URL
    WHY = "個人を示すURLの形"
    PATTERNS: ClassVar = (
        (rf"https?://[^\s/@]{{1,64}}@{HOST}{CHARACTER}*", 0.9),
        (rf"https?://{HOST}(?:/{CHARACTER}*)?/(?:~|@)[A-Za-z0-9]{CHARACTER}*", 0.9),
        (rf"https?://{NETWORKS}/{CHARACTER}+", 0.8),
        (
            rf"https?://{HOST}/(?:{CHARACTER}*/)?(?:users?|members?|profiles?|people|accounts?|mypage|u)/{CHARACTER}+",
            0.8,
        ),
        (rf"https?://{HOST}/?{CHARACTER}*[?&][A-Za-z_]*{PERSONAL_QUERY}[A-Za-z_]*={CHARACTER}+", 0.8),
    )
