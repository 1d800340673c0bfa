import pytest

from common.japanese.romanising import romanised


@pytest.mark.parametrize(
    ("reading", "written", "letters"),
    [
        ("オオサカ", "大阪", "Osaka"),
        ("チュウオウ", "中央", "Chuo"),
        ("ナカノシマ", "中之島", "Nakanoshima"),
        ("タロウ", "太郎", "Taro"),
        ("コウベ", "神戸", "Kobe"),
        ("イノウエ", "井上", "Inoue"),
        ("ヤマノウチ", "山之内", "Yamanouchi"),
        ("ニイガタ", "新潟", "Niigata"),
        ("サッポロ", "札幌", "Sapporo"),
        ("ハッチョウボリ", "八丁堀", "Hatchobori"),
        ("ジュンイチ", "純一", "Jun'ichi"),
        ("ナンバ", "難波", "Nanba"),
        ("キョウト", "京都", "Kyoto"),
        ("ユウバリ", "夕張", "Yubari"),
        ("ポートアイランド", "ポートアイランド", "Potoairando"),
        ("１０", "10", ""),
    ],
)
def test_hepburn_without_macrons(reading: str, written: str, letters: str) -> None:
    assert romanised(reading, written) == letters
