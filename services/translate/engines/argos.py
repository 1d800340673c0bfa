"""Argos packages, found and read without argostranslate (docs/decisions/0004-argos-and-minisbd.md).

An installed package is a folder with `metadata.json`, `model/` (CTranslate2) and
`sentencepiece.model`; a package file (`.argosmodel`) is a zip of that folder.
"""

import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from services.translate.languages import canonical

log = logging.getLogger(__name__)
METADATA, PIECES = "metadata.json", "sentencepiece.model"
METADATA_BYTES = 1024 * 1024


class Metadata(BaseModel, frozen=True):
    """The members of `metadata.json` that we need."""

    type: str = "translate"
    from_code: str
    to_code: str
    package_version: str = ""
    target_prefix: str = ""


@dataclass(frozen=True)
class Package:
    folder: Path
    metadata: Metadata

    @property
    def source(self) -> str:
        return canonical(self.metadata.from_code)

    @property
    def target(self) -> str:
        return canonical(self.metadata.to_code)


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
    file = folder / METADATA
    try:
        if file.stat().st_size > METADATA_BYTES:
            raise ValueError("metadata.json is too large")
        metadata = Metadata.model_validate_json(file.read_bytes())
    except (OSError, ValueError) as error:
        log.warning(
            "an Argos package cannot be read", extra={"package": folder.name, "fault": type(error).__name__}
        )
        return None
    runs = (folder / "model" / "model.bin").is_file() and (folder / PIECES).is_file()
    return Package(folder, metadata) if runs and metadata.type == "translate" else None
