"""A city's own profiles (公開区分) beside the built-in ones.

A TOML file (settings: `masking.profiles`); what a profile does not say is as in the one that it is based on:

    [[profile]]
    name = "council"
    title = "審議会の資料"
    base = "disclosure"
    default = { decision = "accept", reason = "審議会公開要綱5条" }
    columns = false

    [profile.kinds]
    OFFICIAL = { decision = "reject", reason = "審議会公開要綱4条" }
    COMPANY = { decision = "accept", reason = "条例7条2号（法人に関する情報）" }
"""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from services.masking.kinds import Kind
from services.masking.profiles import DEFAULT_PROFILE, PROFILES, Profile, Profiles, Rule
from services.masking.toml_file import parse, read_text

MOST = 100
Text = Annotated[str, Field(min_length=1, max_length=200)]
KEPT_NUMBER = (
    '個人番号（MY_NUMBER）を残す公開区分は作れません（番号法19条）。decision を "accept" にしてください。'
)


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class OwnRule(Model):
    """`accept` masks the kind, `reject` leaves it; `reason` is the clause that says so."""

    decision: Literal["accept", "reject"]
    reason: Text


class OwnProfile(Model):
    name: str = Field(min_length=1, max_length=40)
    title: Text
    base: str = DEFAULT_PROFILE
    default: OwnRule | None = None
    """Of kinds that neither `kinds` nor the base names."""
    kinds: dict[Kind, OwnRule] = {}
    columns: bool | None = None
    """Whether columns of tables are treated as wholes, as in オープンデータ."""

    @field_validator("name")
    @classmethod
    def _may_stand_in_an_address(cls, value: str) -> str:
        if not (value.isascii() and value.replace("-", "").replace("_", "").isalnum()):
            raise ValueError(
                "name は半角の英数字と - _ だけで書いてください。日本語の名前は title に書きます。"
            )
        return value

    @field_validator("base")
    @classmethod
    def _is_built_in(cls, value: str) -> str:
        if value not in PROFILES:
            known = "、".join(f"{profile.name}（{profile.title}）" for profile in PROFILES.values())
            raise ValueError(f"base「{value}」という公開区分はありません。使えるのは {known} です。")
        return value

    @model_validator(mode="after")
    def _keeps_no_my_number(self) -> "OwnProfile":
        if not self.profile().rule(Kind.MY_NUMBER).masks:
            raise ValueError(KEPT_NUMBER)
        return self

    def profile(self) -> Profile:
        base = PROFILES[self.base]
        own = {kind: Rule(**rule.model_dump()) for kind, rule in self.kinds.items()}
        return Profile(
            name=self.name,
            title=self.title,
            default=Rule(**self.default.model_dump()) if self.default else base.default,
            rules={**base.rules, **own},
            columns=base.columns if self.columns is None else self.columns,
            own=True,
        )


class OwnProfiles(Model):
    profile: tuple[OwnProfile, ...] = Field(default=(), max_length=MOST)

    @model_validator(mode="after")
    def _are_told_apart(self) -> "OwnProfiles":
        taken = {word for profile in PROFILES.values() for word in (profile.name, profile.title)}
        for own in self.profile:
            for word in {own.name, own.title}:
                if word in taken:
                    raise ValueError(
                        f"「{word}」という公開区分はもうあります。別の name と title にしてください。"
                    )
                taken.add(word)
        return self


FIELDS = {
    "profile": OwnProfile.model_fields,
    "profile.default": OwnRule.model_fields,
    "profile.kinds": OwnRule.model_fields,
}


def load_profiles(file: Path | None) -> Profiles:
    """The built-in profiles and those of the file. Raises BadRequest for one that is missing or wrong."""
    if file is None:
        return Profiles()
    return parse_profiles(read_text(file, "独自の公開区分"), file.name)


def parse_profiles(text: str, name: str) -> Profiles:
    """BadRequest names `name`, the line and what to do."""
    own = parse(OwnProfiles, text, name, FIELDS)
    return Profiles([profile.profile() for profile in own.profile])
