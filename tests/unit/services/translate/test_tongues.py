import pytest

from services.translate.tongues import left_alone, told, tongue


@pytest.mark.parametrize(
    ("text", "main", "expected"),
    [
        ("市民課の窓口は午前9時に開きます。", "ja", "ja"),
        ("The counter of the division is open from nine in the morning.", "ja", "en"),
        ("Kobe City Hall", "ja", "ja"),
        ("市民课的窗口从上午九点开始办理业务。", "ja", "zh"),
        ("주민센터는 오전 9시에 엽니다.", "ja", "ko"),
        ("転入届", "ja", "ja"),
        ("住民票", "zh", "zh"),
        ("窓口はどこですか。", "zh", "ja"),
        ("078-322-5000", "ja", "ja"),
        ("Please call 市民課 if you have any questions about the form.", "ja", "ja"),
        ("La oficina está abierta para las personas que viven en la ciudad.", "en", "es"),
        ("Open daily", "en", "en"),
    ],
)
def test_the_language_of_a_part(text: str, main: str, expected: str) -> None:
    assert tongue(text, main) == expected


def test_what_is_in_the_target_or_served_by_nobody_is_left_and_said() -> None:
    tongues = ["ja", "en", "ko", "zh", "en"]
    reasons = left_alone(tongues, "en", lambda code: code in ("ja", "zh"))
    assert [reason is None for reason in reasons] == [True, False, False, True, False]
    assert told(tongues, reasons, "ja") == [
        "2か所は、すでに英語なので、そのままにしました。",
        "1か所は、韓国語から英語に訳せる翻訳エンジンがないため、そのままにしました。",
        "1か所は、中国語（簡体字）から訳しました。",
    ]
