import pytest

from services.translate.engines.repetition import loops, loops_newly


@pytest.mark.parametrize(
    ("text", "looping"),
    [
        ("the city the city the city the city ", True),
        ("市の市の市の市の", True),
        ("ああああああああああ", True),
        ("The city repairs the road.", False),
        ("----------------", False),
        ("1000000000000", False),
        ("very, very, very good", False),
    ],
)
def test_a_phrase_four_times_in_a_row_is_a_loop(text: str, looping: bool) -> None:
    assert loops(text) is looping


def test_a_loop_of_the_source_is_no_fault() -> None:
    assert not loops_newly("ha ha ha ha ha ha", "ははははははははは")
