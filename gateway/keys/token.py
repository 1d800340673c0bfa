"""The text of a key, `yk_<id>_<secret>`, and what is kept of it.

The secret is 256 random bits and only its SHA-256 is stored. A slow, salted hash (argon2, bcrypt)
protects passwords that people choose, because these can be guessed; 256 random bits cannot, so one
fast hash loses nothing (OWASP Password Storage Cheat Sheet; NIST SP 800-63B, 5.1.2.2, look-up secrets
of 112 bits and more) and keeps the check off the path of every call.
"""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass, field

FORM = re.compile(r"yk_(?P<id>[0-9a-f]{12})_(?P<secret>[0-9a-f]{64})")


@dataclass(frozen=True)
class Token:
    id: str
    secret: str = field(repr=False)

    @classmethod
    def new(cls) -> "Token":
        return cls(secrets.token_hex(6), secrets.token_hex(32))

    @classmethod
    def parse(cls, text: str) -> "Token | None":
        """None when `text` does not have the form of a key."""
        found = FORM.fullmatch(text)
        return None if found is None else cls(found["id"], found["secret"])

    @property
    def text(self) -> str:
        return f"yk_{self.id}_{self.secret}"

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.secret.encode()).hexdigest()

    def matches(self, digest: str) -> bool:
        """In constant time."""
        return hmac.compare_digest(self.digest, digest)
