import pytest

from services.translate.names.finding import names_in


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "大阪市北区中之島1丁目3番20号へ",
            {"大阪市北区中之島1丁目3番20号": "1-3-20 Nakanoshima, Kita-ku, Osaka"},
        ),
        (
            "兵庫県神戸市中央区加納町６丁目５番１号の神戸市役所",
            {"兵庫県神戸市中央区加納町６丁目５番１号": "6-5-1 Kano-cho, Chuo-ku, Kobe, Hyogo"},
        ),
        ("東京都千代田区霞が関2-1-2", {"東京都千代田区霞が関2-1-2": "2-1-2 Kasumigaseki, Chiyoda-ku, Tokyo"}),
        ("三宮駅から中央区役所まで", {"三宮駅": "Sannomiya Station", "中央区": "Chuo-ku"}),
        ("灘区の王子公園", {"灘区": "Nada-ku", "王子公園": "Oji Park"}),
        ("神戸市と兵庫県", {"神戸市": "Kobe City", "兵庫県": "Hyogo Prefecture"}),
        ("福祉課の山田太郎と井上さん", {"山田太郎": "Yamada Taro", "井上": "Inoue"}),
        ("北京市と武漢市、アメリカの都市", {}),
        ("インダス川とブカレスト市", {}),
        ("明日は図書館が休みです。", {}),
        ("", {}),
    ],
)
def test_names_are_spelled_by_their_readings(text: str, names: dict[str, str]) -> None:
    assert {term.source: term.target for term in names_in(text, "en")} == names


def test_other_languages_have_their_own_word_for_a_station() -> None:
    assert {term.source: term.target for term in names_in("三宮駅は中央区", "vi")} == {
        "三宮": "Sannomiya",
        "中央区": "Chuo-ku",
    }


@pytest.mark.parametrize(
    ("text", "target", "names"),
    [
        ("三宮駅は神戸市中央区", "zh", {"三宮駅": "三宫站", "神戸市中央区": "神户市中央区"}),
        ("福祉課の山田太郎と渋沢さん", "zh", {"山田太郎": "山田太郎", "渋沢": "涩泽"}),
        ("霞ヶ関駅から茅ヶ崎市、紀の川市", "zh", {"霞ヶ関駅": "霞关站", "茅ヶ崎市": "茅崎市", "紀の川市": "纪之川市"}),
        ("みどり市とさいたま市、渋谷", "zh", {"みどり市": "绿市", "さいたま市": "埼玉市", "渋谷": "涩谷"}),
        ("ひばりが丘駅とあいの里", "zh", {"ひばりが丘駅": "Hibarigaoka站", "あいの里": "Ainosato"}),
        ("欧州とブカレスト市、南アルプス市", "zh", {}),
        ("三宮駅は神戸市中央区", "ko", {"三宮駅": "산노미야역", "神戸市中央区": "고베 주오구"}),
        ("大阪府の王子公園", "ko", {"大阪府": "오사카부", "王子公園": "오지 공원"}),
        ("大阪市北区中之島1丁目3番20号へ", "ko", {"大阪市北区中之島1丁目3番20号": "오사카 기타구 나카노시마 1-3-20"}),
        ("三宮駅", "my", {}),
    ],
)  # fmt: skip
def test_chinese_and_korean_have_their_own_spelling(text: str, target: str, names: dict[str, str]) -> None:
    assert {term.source: term.target for term in names_in(text, target)} == names
