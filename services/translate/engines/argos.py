"""Argos packages, found and read without argostranslate (docs/decisions/0004-argos-and-minisbd.md).

An installed package is a folder with `metadata.json`, `model/` (CTranslate2) and
`sentencepiece.model`; a package file (`.argosmodel`) is a zip of that folder.
"""

import logging
import os
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ValidationError

from services.translate.languages import canonical

log = logging.getLogger(__name__)
METADATA, PIECES = "metadata.json", "sentencepiece.model"
METADATA_BYTES = 1024 * 1024


class Package(BaseModel, frozen=True):
    """The members of `metadata.json` that we need."""

    folder: Path
    type: str = "translate"
    from_code: str
    to_code: str
    package_version: str = ""
    target_prefix: str = ""

    @property
    def source(self) -> str:
        return canonical(self.from_code)

    @property
    def target(self) -> str:
        return canonical(self.to_code)


def standard_folder() -> Path:
    """Where argostranslate and `argospm` install packages."""
    if named := os.environ.get("ARGOS_PACKAGES_DIR"):
        return Path(named)
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(data) / "argos-translate" / "packages"


def installed(*folders: Path) -> Iterator[Package]:
    """The usable packages below `folders`; the first of a pair of languages wins."""
    seen: set[tuple[str, str]] = set()
    for folder in folders:
        for metadata in sorted(folder.glob(f"*/{METADATA}")):
            package = read(metadata.parent)
            if package is not None and (package.source, package.target) not in seen:
                seen.add((package.source, package.target))
                yield package


def read(folder: Path) -> Package | None:
    """The package in `folder`, or None when it is not one that we can run."""
    metadata = folder / METADATA
    try:
        if metadata.stat().st_size > METADATA_BYTES:
            raise ValueError("metadata.json is too large")
        package = Package.model_validate_json(_with_folder(metadata.read_bytes(), folder))
    except (OSError, ValueError, ValidationError) as error:
        log.warning(
            "an Argos package cannot be read", extra={"package": folder.name, "fault": type(error).__name__}
        )
        return None
    runs = (folder / "model" / "model.bin").is_file() and (folder / PIECES).is_file()
    return package if runs and package.type == "translate" else None


def _with_folder(metadata: bytes, folder: Path) -> str:
    import json

    return json.dumps({**json.loads(metadata), "folder": str(folder)})
