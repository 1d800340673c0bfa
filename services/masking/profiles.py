"""What each purpose of disclosure does with each kind, and the clause that it stands on.

Clauses follow the usual order of municipal ordinances (条例7条, after 情報公開法5条). A city whose
ordinance counts differently changes this table.
"""

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from common.errors import BadRequest
from services.masking.kinds import Kind

PERSONAL = "条例7条1号（個人に関する情報）"
IDENTIFIER = "条例7条1号（個人識別符号）"
IN_OFFICE = "条例7条1号ただし書ハ（公務員等の職務の遂行に係る情報）"
PUBLISHED = "条例7条1号ただし書イ（公にされている情報）"
OPEN_DATA = "オープンデータ基本指針（個人情報を含まないこと）"
MINUTES = "会議録の公開（個人のプライバシーに関する情報）"

NUMBERS = (
    Kind.MY_NUMBER,
    Kind.DRIVING_LICENCE,
    Kind.PASSPORT,
    Kind.RESIDENCE_CARD,
    Kind.PENSION_NUMBER,
    Kind.HEALTH_INSURANCE,
    Kind.CARE_INSURANCE,
    Kind.RESIDENT_CODE,
)


class Rule(BaseModel):
    """What is done with a kind by default: `accept` masks it, `reject` leaves it."""

    model_config = ConfigDict(frozen=True)
    decision: str
    reason: str

    @property
    def masks(self) -> bool:
        return self.decision == "accept"


class Profile(BaseModel):
    model_config = ConfigDict(frozen=True)
    name: str
    title: str
    default: Rule
    rules: dict[str, Rule]
    columns: bool = False
    """Whether the columns of tables are treated as wholes."""
    own: bool = False
    """Whether the city's configuration made it."""

    def rule(self, kind: str) -> Rule:
        return self.rules.get(kind, self.default)


def _profile(name: str, title: str, reason: str, officials: Rule, *, columns: bool = False) -> Profile:
    numbers = {kind: Rule(decision="accept", reason=IDENTIFIER) for kind in NUMBERS}
    published = Rule(decision="reject", reason=PUBLISHED)
    return Profile(
        name=name,
        title=title,
        default=Rule(decision="accept", reason=reason),
        rules={**numbers, Kind.OFFICIAL: officials, Kind.CORPORATE_NUMBER: published},
        columns=columns,
    )


KEPT_OFFICIALS = Rule(decision="reject", reason=IN_OFFICE)
PROFILES = {
    profile.name: profile
    for profile in (
        _profile("disclosure", "情報公開", PERSONAL, KEPT_OFFICIALS),
        _profile(
            "opendata",
            "オープンデータ",
            OPEN_DATA,
            Rule(decision="accept", reason=OPEN_DATA),
            columns=True,
        ),
        _profile("minutes", "議事録公開", MINUTES, KEPT_OFFICIALS),
    )
}
DEFAULT_PROFILE = "disclosure"


class Profiles:
    """The built-in profiles, and a city's own after them."""

    def __init__(self, own: Sequence[Profile] = ()) -> None:
        self.all = [*PROFILES.values(), *own]

    def find(self, name: str) -> Profile:
        """A profile by its name or its Japanese title. Raises BadRequest for one that is not there."""
        for profile in self.all:
            if name in (profile.name, profile.title):
                return profile
        known = "、".join(f"{profile.name}（{profile.title}）" for profile in self.all)
        raise BadRequest(f"「{name}」という公開区分はありません。{known}から選んでください。")
