import pytest

from services.masking.columns.generalising import (
    age_band,
    month,
    municipality,
    postal_district,
    prefecture,
    year,
)
from tests.unit.services.masking.columns.tables import TODAY


@pytest.mark.parametrize(
    ("text", "width", "band"),
    [
        ("34", 10, "30-39歳"),
        ("満３４歳", 5, "30-34歳"),
        ("0歳", 10, "0-9歳"),
        ("6か月", 5, "0-4歳"),
        ("89歳", 5, "85-89歳"),
        ("104", 10, "90歳以上"),
        ("30代", 10, "30-39歳"),
        ("昭和55年4月2日", 5, "45-49歳"),
        ("1986-04-01", 10, "40-49歳"),
        ("1986-04-02", 10, "30-39歳"),
        ("30-34歳", 10, "30-39歳"),
        ("30歳～39歳", 10, "30-39歳"),
        ("90歳以上", 5, "90歳以上"),
        ("30-39歳", 5, None),
        ("65歳以上", 10, None),
        ("131", 10, None),
        ("不明", 10, None),
    ],
)
def test_ages_and_births_become_bands(text: str, width: int, band: str | None) -> None:
    assert age_band(text, width, TODAY) == band


def test_dates_become_months_and_years() -> None:
    assert (month("令和6年4月1日"), year("令和6年4月1日")) == ("2024-04", "2024")
    assert month("2024年") == "2024"
    assert month("未定") is None


@pytest.mark.parametrize(
    ("text", "coarse"),
    [
        ("東京都千代田区霞が関2-1-2", "東京都千代田区"),
        ("〒530-0001 大阪府大阪市北区梅田1-1", "大阪府大阪市北区"),
        ("みどり市中央1丁目", "みどり市"),
        ("横浜市中央地区センター前", "横浜市"),
        ("四日市市諏訪町1-5", "四日市市"),
        ("東村山市本町1-2-3", "東村山市"),
        ("郡山市朝日1-23-7", "郡山市"),
        ("北海道余市郡余市町黒川町1", "北海道余市郡余市町"),
        ("足柄下郡箱根町湯本256", "足柄下郡箱根町"),
        ("箱根町湯本256", "箱根町"),
        ("本町1-2-3", None),
        ("本町一丁目市営住宅3号", None),
        ("大字山田123", None),
        ("不明", None),
    ],
)
def test_addresses_end_at_the_municipality(text: str, coarse: str | None) -> None:
    assert municipality(text) == coarse


def test_addresses_end_at_the_prefecture() -> None:
    assert prefecture("京都府京都市右京区西院1") == "京都府"
    assert prefecture("右京区西院1") is None


def test_postal_codes_keep_three_digits() -> None:
    assert postal_district("〒１００−０００１") == "100"
    assert postal_district("1000001") == "100"
    assert postal_district("100") is None
