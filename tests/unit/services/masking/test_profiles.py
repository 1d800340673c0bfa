import pytest

from common.errors import BadRequest
from services.masking.kinds import LABELS, Kind
from services.masking.profiles import PROFILES, Profiles


@pytest.mark.parametrize("profile", PROFILES.values(), ids=lambda profile: profile.name)
def test_every_profile_has_a_reason_for_every_kind(profile: object) -> None:
    assert all(profile.rule(kind).reason for kind in Kind)  # type: ignore[attr-defined]


def test_officials_stay_in_disclosure_and_minutes_and_go_from_open_data() -> None:
    masked = {name: profile.rule(Kind.OFFICIAL).masks for name, profile in PROFILES.items()}
    assert masked == {"disclosure": False, "opendata": True, "minutes": False}


def test_a_profile_is_found_by_its_japanese_title() -> None:
    assert Profiles().find("情報公開").name == "disclosure"


def test_an_unknown_profile_names_the_known_ones() -> None:
    with pytest.raises(BadRequest, match="議事録公開"):
        Profiles().find("秘密")


def test_every_kind_has_a_japanese_label() -> None:
    assert set(LABELS) == set(Kind)
