"""Where keys are kept, hashed."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from pydantic import BaseModel

from common.errors import BadRequest, Conflict, NotFound
from common.identity import ROLES, Principal
from gateway.database import METADATA
from gateway.keys.token import Token

NO_DIGEST = "0" * 64
MAX_USER_CHARACTERS = 100
TABLE = sa.Table(
    "keys",
    METADATA,
    sa.Column("id", sa.String(12), primary_key=True),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("user", sa.String(MAX_USER_CHARACTERS), nullable=False),
    sa.Column("roles", sa.String(64), nullable=False),
    sa.Column("created_at", sa.Float, nullable=False),
    sa.Column("expires_at", sa.Float),
    sa.Column("revoked_at", sa.Float),
)


class Key(BaseModel, frozen=True):
    """What may be shown of a key. The key itself is shown once, when it is made."""

    id: str
    user: str
    roles: list[str]
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None

    def is_usable(self, now: datetime) -> bool:
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)

    @property
    def principal(self) -> Principal:
        return Principal(user=self.user, roles=frozenset(self.roles))


class KeyStore:
    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        METADATA.create_all(engine)

    def create(self, user: str, roles: Iterable[str], *, days: float | None = None) -> tuple[Key, str]:
        """A new key for `user` and its text, valid for `days` or until revoked."""
        token, row = Token.new(), _row(user, roles, days)
        with self._engine.begin() as connection:
            connection.execute(sa.insert(TABLE).values(id=token.id, digest=token.digest, **row))
        return self.get(token.id), token.text

    def create_first(self, show: Callable[[str], None]) -> None:
        """Make an administrator's key where no key was ever made, and `show` its text; safe to race.

        It is shown before it is committed: a crash between the two shows a key that is worth nothing,
        and the next start another, while the other order could lose the only key there is.
        """
        token = Token.new()
        row = {"id": token.id, "digest": token.digest, **_row("admin", ["admin"], None)}
        only_if_empty = sa.select(*(sa.literal(value) for value in row.values())).where(
            ~sa.exists(sa.select(TABLE.c.id))
        )
        with self._engine.begin() as connection:
            made = connection.execute(sa.insert(TABLE).from_select(list(row), only_if_empty))
            if made.rowcount == 1:
                show(token.text)

    def check(self, text: str) -> Key | None:
        """The usable key whose text this is."""
        token = Token.parse(text)
        if token is None:
            return None
        row = self._find(token.id)
        # An unknown id is compared too, so that the time taken does not tell which ids exist.
        matches = token.matches(row.digest if row is not None else NO_DIGEST)
        return self.usable(token.id) if row is not None and matches else None

    def usable(self, key_id: str) -> Key | None:
        row = self._find(key_id)
        key = None if row is None else _key(row)
        return key if key is not None and key.is_usable(datetime.now(UTC)) else None

    def get(self, key_id: str) -> Key:
        row = self._find(key_id)
        if row is None:
            raise NotFound("指定されたキーはありません。一覧で番号を確かめてください。")
        return _key(row)

    def list(self) -> list[Key]:
        """Every key ever made, newest first."""
        with self._engine.connect() as connection:
            rows = connection.execute(sa.select(TABLE).order_by(TABLE.c.created_at.desc())).all()
        return [_key(row) for row in rows]

    def revoke(self, key_id: str) -> Key:
        """Raises Conflict for the last usable administrator's key: nobody could make another."""
        key = self.get(key_id)
        if key.revoked_at is None:
            self._keep_an_administrator(key)
            change = sa.update(TABLE).where(TABLE.c.id == key_id).values(revoked_at=_seconds())
            with self._engine.begin() as connection:
                connection.execute(change)
        return self.get(key_id)

    def _keep_an_administrator(self, leaving: Key) -> None:
        now = datetime.now(UTC)
        others = [key for key in self.list() if key.id != leaving.id and key.is_usable(now)]
        if "admin" in leaving.roles and not any("admin" in key.roles for key in others):
            raise Conflict("管理者のキーがなくなるため失効できません。先に別の管理者のキーを作ってください。")

    def _find(self, key_id: str) -> Any:
        with self._engine.connect() as connection:
            return connection.execute(sa.select(TABLE).where(TABLE.c.id == key_id)).one_or_none()


def _row(user: str, roles: Iterable[str], days: float | None) -> dict[str, Any]:
    known = sorted(set(roles), key=ROLES.index) if set(roles) <= set(ROLES) else []
    if not known:
        raise BadRequest(f"役割は {'、'.join(ROLES)} から一つ以上選んでください。")
    if not user.strip() or not user.isprintable() or len(user) > MAX_USER_CHARACTERS:
        raise BadRequest(f"利用者の名前は{MAX_USER_CHARACTERS}文字以内で、改行を入れずに書いてください。")
    if days is not None and days <= 0:
        raise BadRequest("有効期間は 1 日以上にしてください。")
    now = datetime.now(UTC)
    expires_at = None if days is None else (now + timedelta(days=days)).timestamp()
    return {
        "user": user.strip(),
        "roles": ",".join(known),
        "created_at": now.timestamp(),
        "expires_at": expires_at,
    }


def _key(row: Any) -> Key:
    return Key(
        id=row.id,
        user=row.user,
        roles=row.roles.split(","),
        created_at=_time(row.created_at),
        expires_at=None if row.expires_at is None else _time(row.expires_at),
        revoked_at=None if row.revoked_at is None else _time(row.revoked_at),
    )


def _time(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _seconds() -> float:
    return datetime.now(UTC).timestamp()
