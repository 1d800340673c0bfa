import pytest

from services.translate.names.korean import hangul, korean


@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        ("Kobe", "고베"), ("Tokyo", "도쿄"), ("Osaka", "오사카"), ("Nagoya", "나고야"), ("Kyushu", "규슈"), ("Sapporo", "삿포로"),
        ("Niigata", "니가타"), ("Tottori", "돗토리"), ("Gunma", "군마"), ("Shin'ichi", "신이치"), ("Shinichi", "시니치"),
        ("Chiba", "지바"), ("Matchi", "맛치"), ("Mitsui", "미쓰이"), ("Suzuki", "스즈키"), ("Junko", "준코"), ("Kawasaki", "가와사키"),
        ("Ryo", "료"), ("X", ""), ("n", ""), ("Ohmae", ""),
    ],
)  # fmt: skip
def test_syllables(letters: str, expected: str) -> None:
    assert hangul(letters) == expected


@pytest.mark.parametrize(
    ("written", "spelling", "expected"),
    [
        ("加納町6-5-1", "6-5-1 Kano-cho, Chuo-ku, Kobe, Hyogo", "효고 고베 주오구 가노초 6-5-1"),
        ("京都府", "Kyoto Prefecture", "교토부"),
        ("兵庫県", "Hyogo Prefecture", "효고현"),
        ("山田太郎", "Yamada Taro", "야마다 다로"),
        ("何か", "Xyz Park", ""),
    ],
)
def test_names(written: str, spelling: str, expected: str) -> None:
    assert korean(written, spelling) == expected
