from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from common.errors import BadRequest, Conflict, NotFound
from gateway.database import open_database
from gateway.keys import KeyStore


@pytest.fixture
def keys(settings):
    engine = open_database(settings)
    yield KeyStore(engine)
    engine.dispose()


def test_a_key_is_found_by_its_text_and_by_no_other(keys):
    made, text = keys.create("山田", ["staff", "clerk"])
    found = keys.check(text)
    assert found == made
    assert found.principal.user == "山田" and found.principal.roles == {"clerk", "staff"}
    assert keys.check(text + "0") is None
    assert keys.check(text.replace(made.id, "0" * 12)) is None
    assert keys.check("") is None


def test_the_database_does_not_hold_the_secret(keys, settings):
    _, text = keys.create("山田", ["staff"])
    secret = text.rpartition("_")[2].encode()
    files = list((settings.data.folder / "gateway").glob("gateway.sqlite*"))
    assert files
    assert not any(secret in file.read_bytes() for file in files)


def test_a_key_ends_after_its_days(keys):
    made, text = keys.create("山田", ["staff"], days=1)
    now = datetime.now(UTC)
    assert keys.check(text) is not None
    assert made.is_usable(now + timedelta(hours=23)) and not made.is_usable(now + timedelta(hours=25))


def test_a_revoked_key_stays_in_the_list_and_opens_nothing(keys):
    made, text = keys.create("山田", ["staff"])
    assert keys.revoke(made.id).revoked_at is not None
    assert keys.check(text) is None
    assert [key.id for key in keys.list()] == [made.id]
    with pytest.raises(NotFound):
        keys.revoke("0" * 12)


def test_the_last_administrator_cannot_be_revoked(keys):
    first, _ = keys.create("部長", ["admin"])
    keys.create("期限切れ", ["admin"], days=1e-9)
    with pytest.raises(Conflict):
        keys.revoke(first.id)
    keys.create("課長", ["admin"])
    assert keys.revoke(first.id).revoked_at is not None


@pytest.mark.parametrize(
    ("user", "roles", "days"),
    [("", ["staff"], None), ("a\nb", ["staff"], None), ("あ" * 101, ["staff"], None),
     ("a", [], None), ("a", ["king"], None), ("a", ["staff"], 0)],
)  # fmt: skip
def test_a_key_needs_a_name_a_role_and_a_time_ahead(keys, user, roles, days):
    with pytest.raises(BadRequest):
        keys.create(user, roles, days=days)
    assert keys.list() == []


def test_the_first_key_is_made_once_and_never_beside_another(keys):
    shown: list[str] = []
    keys.create_first(shown.append)
    keys.create_first(shown.append)
    (text,) = shown
    assert keys.check(text).roles == ["admin"]
    keys.create("課長", ["admin"])
    keys.revoke(keys.check(text).id)
    keys.create_first(shown.append)
    assert len(shown) == 1


def test_a_first_key_that_could_not_be_shown_is_not_kept(keys):
    def broken(_: str) -> None:
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        keys.create_first(broken)
    shown: list[str] = []
    keys.create_first(shown.append)
    assert len(shown) == 1


def test_starts_at_the_same_time_show_one_first_key(keys):
    shown: list[str] = []
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(keys.create_first, [shown.append] * 8))
    assert len(shown) == 1
