import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.translate.detection import detect


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("窓口は9時に開きます。", "ja"),
        ("図書館休館日", "ja"),
        ("ｺﾝﾆﾁﾊ", "ja"),
        ("请在窗口办理手续", "zh"),
        ("市政府發佈通知，請準備護照", "zt"),
        ("안녕하세요", "ko"),
        ("Please come with your card.", "en"),
        ("Xin chào các bạn, tôi đến từ Việt Nam", "vi"),
        ("Você não pode estacionar aqui", "pt"),
        ("¿Dónde está la oficina?", "es"),
        ("Привет, как дела", "ru"),
        ("สวัสดีครับ", "th"),
        ("Microsoft Excel の使い方とPDFの作り方を説明します", "ja"),
    ],
)
def test_the_script_tells_the_language(text: str, code: str) -> None:
    assert detect(text).language == code


def test_text_without_letters_is_no_evidence() -> None:
    assert detect("123-456 🎉").confidence == 0


def test_a_guess_is_less_sure_than_kana() -> None:
    assert detect("市民税").confidence < detect("しみんぜい").confidence


@given(st.text(max_size=300))
def test_any_text_gives_a_confidence_between_zero_and_one(text: str) -> None:
    assert 0 <= detect(text).confidence <= 1
