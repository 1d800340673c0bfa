"""A secret sealed with a passphrase: scrypt (RFC 7914) makes the key, AES-256-GCM seals and proves it whole.

    {"format": "yakuba-sealed-1", "salt": ..., "nonce": ..., "sealed": ...}      (JSON; the values in base64)

The cost of scrypt is part of the format's name, so that no file can ask for more.
"""

import os
import unicodedata

from pydantic import Base64Bytes, BaseModel, ConfigDict, ValidationError

from common.errors import BadRequest, BrokenFile

FORMAT = "yakuba-sealed-1"
COST, BLOCK, PARALLEL = 2**17, 8, 1
"""scrypt's N, r and p after OWASP's password storage cheat sheet: 128 MiB and about half a second."""
KEY_BYTES, SALT_BYTES, NONCE_BYTES = 32, 16, 12
SHORTEST = 12
NO_KEY_FILE = "鍵ファイルではないか、壊れています。受け取ったときのままのファイルを選び直してください。"


class WrongPassphrase(BadRequest):
    code, title = "wrong_passphrase", "開けません"


class Sealed(BaseModel):
    model_config = ConfigDict(extra="forbid")
    format: str
    salt: Base64Bytes
    nonce: Base64Bytes
    sealed: Base64Bytes


def seal(secret: bytes, passphrase: str) -> bytes:
    """Raises BadRequest for a passphrase that is too short."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if len(passphrase) < SHORTEST:
        raise BadRequest(f"合言葉が短すぎます。{SHORTEST}文字以上にしてください。")
    salt, nonce = os.urandom(SALT_BYTES), os.urandom(NONCE_BYTES)
    sealed = AESGCM(_key(passphrase, salt)).encrypt(nonce, secret, FORMAT.encode())
    return (
        Sealed.model_construct(format=FORMAT, salt=salt, nonce=nonce, sealed=sealed)
        .model_dump_json()
        .encode()
    )


def unseal(content: bytes, passphrase: str) -> bytes:
    """What was sealed. Raises BrokenFile for what `seal` did not write, WrongPassphrase also where a bit was changed."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        found = Sealed.model_validate_json(content)
    except ValidationError as error:
        raise BrokenFile(NO_KEY_FILE) from error
    if found.format != FORMAT or (len(found.salt), len(found.nonce)) != (SALT_BYTES, NONCE_BYTES):
        raise BrokenFile(NO_KEY_FILE)
    try:
        return AESGCM(_key(passphrase, found.salt)).decrypt(found.nonce, found.sealed, FORMAT.encode())
    except InvalidTag as error:
        raise WrongPassphrase(
            "合言葉が違うか、ファイルが書き換えられています。確かめてもう一度お試しください。"
        ) from error


def _key(passphrase: str, salt: bytes) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    spelled = unicodedata.normalize("NFKC", passphrase).encode()
    return Scrypt(salt=salt, length=KEY_BYTES, n=COST, r=BLOCK, p=PARALLEL).derive(spelled)
