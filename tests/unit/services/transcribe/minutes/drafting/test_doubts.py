import pytest

from services.transcribe.minutes.drafting.doubts import doubtful

SAID = (
    "山本：利用者は45人で、予算は1,200万円です。会場はみどり公園、三月十日に開きます。田中課長に確認します。"
)


@pytest.mark.parametrize(
    ("draft", "found"),
    [
        ("利用者は45人、予算は1200万円である。", []),
        ("3月10日に開く。", []),
        ("利用者は54人である。", ["54"]),
        ("佐藤課長が確認する。", ["佐藤"]),
        ("田中課長が確認する。", []),
        ("会場はあおば公園である。", []),
        ("会場は中央公園、システムはZoomを使う。", ["中央公園", "システム", "Zoom"]),
    ],
)
def test_numbers_and_names_that_nobody_said(draft, found):
    assert doubtful(draft, SAID) == found
