"""The secret that the gateway and its services share; without it a service refuses a call."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from common.files import sync_folder
from common.settings import Settings


def load_or_create(settings: Settings) -> str:
    """`gateway.secret` of the settings or, where unset, of the file `<data>/gateway/secret` (mode 0600)."""
    if settings.gateway.secret is not None:
        return settings.gateway.secret.get_secret_value()
    path = settings.data.folder / "gateway" / "secret"
    if not path.exists():
        _create(path)
    return path.read_text(encoding="ascii").strip()


def _create(path: Path) -> None:
    """Write beside and link: whole or not there, and of two starts at once both use the first's."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{uuid4().hex}.part")
    descriptor = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(32))
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        path.hardlink_to(part)
    part.unlink()
    sync_folder(path.parent)
