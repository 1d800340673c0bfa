import pytest

from services.translate.moments import altered_moments
from services.translate.spelling import spelled


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2028年2月9日までに届け出る", "February 9, 2028までに届け出る"),
        ("窓口は午後1時から午後5時45分まで", "窓口は1 p.m.から5:45 p.m.まで"),
        ("10月31日の12時", "October 31の12:00"),
        ("13:30に集合", "1:30 p.m.に集合"),
        ("3階の会議室", "3階の会議室"),
    ],
)
def test_dates_and_times_are_spelled_for_english_and_stay_the_same(text: str, said: str) -> None:
    assert spelled(text, "en") == said
    assert not altered_moments(text, said, "en")
    assert spelled(text, "zh") == text
