"""Sealed with a passphrase, and opened with nothing else."""

import json

import pytest

from common.errors import BadRequest, BrokenFile
from services.masking.sealing import WrongPassphrase, seal, unseal

SECRET = "山田花子".encode()
PASSPHRASE = "きょうは晴れのち くもり"


@pytest.fixture(scope="module")
def sealed() -> bytes:
    return seal(SECRET, PASSPHRASE)


def test_what_is_sealed_opens_with_its_passphrase_however_it_is_typed(sealed: bytes) -> None:
    assert SECRET not in sealed
    assert unseal(sealed, "きょうは晴れのち　くもり") == SECRET


def test_another_passphrase_opens_nothing(sealed: bytes) -> None:
    with pytest.raises(WrongPassphrase):
        unseal(sealed, PASSPHRASE + "。")


def test_a_changed_file_opens_nothing(sealed: bytes) -> None:
    changed = json.loads(sealed)
    changed["sealed"] = ("B" if changed["sealed"][0] == "A" else "A") + changed["sealed"][1:]
    with pytest.raises(WrongPassphrase):
        unseal(json.dumps(changed).encode(), PASSPHRASE)


def test_the_same_secret_is_never_sealed_alike(sealed: bytes) -> None:
    assert json.loads(seal(SECRET, PASSPHRASE))["sealed"] != json.loads(sealed)["sealed"]


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"\xff", b'{"format":"yakuba-sealed-1","salt":"","nonce":"","sealed":""}']
)
def test_what_is_no_sealed_file_is_told_so(content: bytes) -> None:
    with pytest.raises(BrokenFile):
        unseal(content, PASSPHRASE)


def test_a_short_passphrase_is_refused() -> None:
    with pytest.raises(BadRequest):
        seal(SECRET, "12345678901")
