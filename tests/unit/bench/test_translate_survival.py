"""What the script that looks for intact translations takes for intact."""

import pytest

from bench.translate.survival import Item, Made, intact

EVENING = Item("time", "午後7時30分", "7:30 p.m.", (r"(?<!\d)(?i:7:30\s*p\.?m|19:30)",))
LATER = Item("time", "午後7時45分", "7:45 p.m.", (r"(?<!\d)(?i:7:45\s*p\.?m|19:45)",))
SPAN = Made("窓口は午後7時30分から午後7時45分まで開いています。", "", (EVENING, LATER))


@pytest.mark.parametrize(
    ("translation", "whole"),
    [
        ("The window is open from 7:30 p.m. to 7:45 p.m.", True),
        ("The window is open from 7:30 to 7:45 p.m.", True),
        ("The window is open from 19:30 to 19:45.", True),
        ("The window is open from 7:30 to 7:45 a.m.", False),
        ("The window is open from 7:30 to 7:45.", False),
        ("The window is open at 7:30 and closes at 7:45 p.m.", False),
    ],
)
def test_the_half_of_the_day_may_be_said_once_for_both_ends(translation: str, whole: bool) -> None:
    assert intact(SPAN, translation) is whole
