"""Browser sessions: a random token in a cookie stands for a key, so that the key is not in the browser."""

import hashlib
import secrets
import time

import sqlalchemy as sa

from gateway.database import METADATA

LIFETIME_SECONDS = 12 * 3600
TABLE = sa.Table(
    "sessions",
    METADATA,
    sa.Column("digest", sa.String(64), primary_key=True),
    sa.Column("key_id", sa.String(12), nullable=False),
    sa.Column("expires_at", sa.Float, nullable=False),
)


class Sessions:
    """A session ends with its key, on signing out, or after a working day."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        METADATA.create_all(engine)

    def open(self, key_id: str) -> str:
        """The cookie's value; only its hash is stored."""
        token, now = secrets.token_urlsafe(32), time.time()
        row = {"digest": _digest(token), "key_id": key_id, "expires_at": now + LIFETIME_SECONDS}
        with self._engine.begin() as connection:
            connection.execute(sa.delete(TABLE).where(TABLE.c.expires_at < now))
            connection.execute(sa.insert(TABLE).values(**row))
        return token

    def key_id(self, token: str) -> str | None:
        query = sa.select(TABLE.c.key_id).where(
            TABLE.c.digest == _digest(token), TABLE.c.expires_at >= time.time()
        )
        with self._engine.connect() as connection:
            return connection.execute(query).scalar_one_or_none()

    def close(self, token: str) -> None:
        with self._engine.begin() as connection:
            connection.execute(sa.delete(TABLE).where(TABLE.c.digest == _digest(token)))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
