"""One settings model, read from `yakuba.toml` and from the environment.

`YAKUBA_<GROUP>_<KEY>` overrides the file: `YAKUBA_MODELS_MIRROR=/mnt/models` sets `models.mirror`.
An unknown key stops the start, so that a typing error is never silently ignored.
"""

import os
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, StringConstraints, model_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

PREFIX = "YAKUBA_"
CONFIG_FILE = "YAKUBA_CONFIG"
SETUP_ONLY = {CONFIG_FILE, "YAKUBA_TORCH_INDEX_URL", "YAKUBA_CACHE"}
GIB = 1024**3
MIB = 1024**2


def cache_folder() -> Path:
    """Where downloads and converted models are kept, outside the clone."""
    if named := os.environ.get("YAKUBA_CACHE"):
        return Path(named)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "yakuba"


class Group(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class DataSettings(Group):
    folder: Path = Path("var")
    """Everything that must be backed up: uploads, records, jobs, indexes, keys, audit."""
    retention_days: int = Field(default=90, ge=1)
    """How long an upload and what was made of it are kept."""
    max_upload_bytes: int = Field(default=GIB, ge=1)
    """The largest accepted request body, in bytes, counted as they come."""


class ModelSettings(Group):
    folder: Path = Field(default_factory=lambda: cache_folder() / "models")
    """The installed models, one folder each."""
    manifest: Path = Path(__file__).resolve().parent.parent / "models.toml"
    """Which models there are, where each comes from, its hash and its licence."""
    mirror: Path | None = None
    """A directory holding the same files, tried before any network."""
    hub: str = "https://huggingface.co"
    """The last source tried; leave empty on a closed network."""
    idle_seconds: float = Field(default=300, ge=0)
    """How long a loaded model is kept after its last use."""


class JobSettings(Group):
    database: str | None = None
    """SQLAlchemy URL for jobs and records; by default one SQLite file a service below `data.folder`."""
    workers: int = Field(default=1, ge=1)
    """Jobs that one process runs at a time."""
    per_owner: int = Field(default=50, ge=1)
    """Unfinished jobs that one person may have."""


class SandboxSettings(Group):
    cpu_seconds: int = Field(default=120, ge=1)
    """Of one untrusted file; what takes longer is reported as unreadable."""
    wall_seconds: float = Field(default=300, gt=0)
    memory_bytes: int = Field(default=2 * GIB, ge=256 * MIB)
    output_bytes: int = Field(default=512 * MIB, ge=MIB)
    """The most that is taken from a child process, whatever the file claims to hold."""


class GatewaySettings(Group):
    host: str = "127.0.0.1"
    """The address listened on; people reach it through a proxy that speaks TLS (deploy/Caddyfile)."""
    port: int = Field(default=8080, ge=0, le=65535)
    secret: SecretStr | None = None
    """Shared by the gateway and its services; a service that has one refuses calls without it."""


class ServiceSettings(Group):
    host: str = "127.0.0.1"
    port: int = Field(ge=0, le=65535)
    url: str | None = None
    """Where the gateway finds the service, when it is not `http://host:port`."""

    @property
    def base_url(self) -> str:
        return self.url or f"http://{self.host}:{self.port}"


class LabelSettings(Group):
    audio_days: int | None = Field(default=None, ge=1, le=36_500)
    """How long the sound is kept; unset: `data.retention_days`."""
    text_days: int | None = Field(default=None, ge=1, le=36_500)
    """How long the text, the minutes and all their versions are kept; unset: until a person deletes them."""


class RetentionSettings(Group):
    default: str = "標準"
    """The label of an upload that names none, or one that is no longer here."""
    labels: dict[str, LabelSettings] = Field(
        default_factory=lambda: {
            "標準": LabelSettings(),
            "公開会議": LabelSettings(audio_days=365),
            "要機密": LabelSettings(audio_days=30),
        }
    )

    @model_validator(mode="after")
    def the_default_is_a_label(self) -> Self:
        if self.default not in self.labels:
            raise ValueError(f"transcribe.retention.default {self.default!r} is none of its labels")
        return self


class TranscribeSettings(ServiceSettings):
    port: int = Field(default=8101, ge=0, le=65535)
    model: str = "whisper-base"
    """An entry of models.toml with the role `speech`."""
    speaker_model: str = "pyannote-campplus"
    """Tells voices apart: an entry of models.toml with the role `speaker`."""
    municipal_terms: bool = True
    """Whether words that every council and city office uses are put in by their sound, as those of a vocabulary are."""
    draft_model: str = "qwen2.5-coder-1.5b-instruct"
    """Writes drafts of summaries: an entry of models.toml with the role `language`; the model's name at `draft_url`."""
    draft_url: str | None = None
    """An OpenAI-compatible address that the city runs, such as `http://llm.city.local/v1`, to write them instead."""
    draft_key: SecretStr | None = None
    """Its key, when it asks for one."""
    retention: RetentionSettings = RetentionSettings()
    """How long sound and text are kept, by the label chosen at upload."""


class SearchSettings(ServiceSettings):
    port: int = Field(default=8102, ge=0, le=65535)
    model: str = "multilingual-e5-small-int8"
    """An entry of models.toml with the role `embedding`."""
    roots: list[Path] = Field(default_factory=list)
    """Sources must lie below one of these folders; empty means anywhere, for an administrator."""
    max_file_bytes: int = Field(default=200 * MIB, ge=1)
    """Larger files are found by name and date only."""
    follow: bool = True
    """Sources are synced by themselves, at their interval and when files change; otherwise by hand alone."""
    snapshots: int = Field(default=3, ge=1)
    """Snapshots of the index that are kept: another one takes the place of the oldest."""


class RemoteSettings(Group):
    """A translation server that the city runs, or has chosen: texts are sent there."""

    name: str = Field(pattern=r"^[A-Za-z0-9._-]{1,40}$")
    """As people see it beside what it has translated."""
    kind: Literal["libretranslate", "openai"]
    """LibreTranslate's API, or OpenAI's chat completions."""
    url: str = Field(pattern=r"^https?://[^\s/]+")
    """Without `/translate` or `/chat/completions`, such as `http://translate.city.local` or `http://llm.city.local/v1`."""
    pairs: list[Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,3}-[A-Za-z]{2,3}(-[A-Za-z]+)?$")]] = (
        Field(min_length=1)
    )
    """What it is asked for, such as `ja-vi`, with the codes that it knows."""
    model: str = ""
    """Of OpenAI's API."""
    key: SecretStr | None = None
    key_file: Path | None = None
    """Holds the key, where it is not stated here."""
    first: bool = False
    """Before the engines of this machine; otherwise only for pairs that none of them serves."""
    fallback: bool = False
    """Whether another engine translates, and says so, while this one does not answer."""
    seconds: float = Field(default=60, gt=0, le=600)
    """For one answer."""
    retries: int = Field(default=2, ge=0, le=3)
    most_bytes: int = Field(default=4 * MIB, ge=1024)
    """Of one answer."""
    together: int = Field(default=8, ge=1, le=64)
    """Sentences that are asked for at a time."""

    @model_validator(mode="after")
    def it_can_be_asked(self) -> Self:
        if self.kind == "openai" and not self.model:
            raise ValueError(f"translate.remotes: {self.name!r} needs a model")
        if self.key is not None and self.key_file is not None:
            raise ValueError(f"translate.remotes: {self.name!r} has both a key and a key_file")
        return self

    def secret(self) -> str | None:
        """The key. Raises OSError where its file cannot be read."""
        if self.key_file is not None:
            return self.key_file.read_text(encoding="utf-8").strip() or None
        return self.key.get_secret_value() if self.key is not None else None


class TranslateSettings(ServiceSettings):
    port: int = Field(default=8103, ge=0, le=65535)
    model: str = "qwen2.5-coder-1.5b-instruct"
    """An entry of models.toml with the role `language`."""
    beam: int = Field(default=2, ge=1, le=10)
    """Of Argos packages and their kind: hypotheses that are followed, each at nearly the cost of the first (Argos: 4)."""
    remotes: list[RemoteSettings] = Field(default_factory=list)
    """Translation servers that texts may be sent to: docs/translation.md. None by default, so that nothing leaves."""

    @model_validator(mode="after")
    def remotes_are_told_apart(self) -> Self:
        names = [remote.name for remote in self.remotes]
        if len(set(names)) < len(names):
            raise ValueError("translate.remotes: two have the same name")
        return self


class MaskingSettings(ServiceSettings):
    port: int = Field(default=8104, ge=0, le=65535)
    model: str = "multilingual-e5-small-int8"
    """The entry of models.toml whose lower layers tell names; the weights on top are made for this one."""
    rules: Path | None = None
    """A city's own words and patterns: services/masking/rules.py."""
    sealed_keys: bool = False
    """Whether an administrator may have a sealed key file made, from which what was masked can be restored."""
    profiles: Path | None = None
    """A city's own 公開区分: services/masking/own_profiles.py."""
    smallest_group: int = Field(default=5, ge=2)
    """Open data: how many records must agree in all that could tell them apart (k of k-anonymity)."""


class Settings(BaseSettings):
    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_nested_delimiter="_",
        env_nested_max_split=1,
        extra="forbid",
        frozen=True,
    )

    data: DataSettings = DataSettings()
    models: ModelSettings = Field(default_factory=ModelSettings)
    jobs: JobSettings = JobSettings()
    sandbox: SandboxSettings = SandboxSettings()
    gateway: GatewaySettings = GatewaySettings()
    transcribe: TranscribeSettings = TranscribeSettings()
    search: SearchSettings = SearchSettings()
    translate: TranslateSettings = TranslateSettings()
    masking: MaskingSettings = MaskingSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        file = Path(os.environ.get(CONFIG_FILE, "yakuba.toml"))
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, file)

    @model_validator(mode="before")
    @classmethod
    def refuse_unknown_variables(cls, values: Any) -> Any:
        groups = {f"{PREFIX}{name}_".upper() for name in cls.model_fields}
        for name in os.environ:
            if name.startswith(PREFIX) and name not in SETUP_ONLY and not name.startswith(tuple(groups)):
                raise ValueError(f"unknown environment variable {name}")
        return values

    def service(self, name: str) -> ServiceSettings:
        """The settings of the service called `name`."""
        services: dict[str, ServiceSettings] = {
            "transcribe": self.transcribe,
            "search": self.search,
            "translate": self.translate,
            "masking": self.masking,
        }
        return services[name]
