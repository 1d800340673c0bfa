import pytest

from services.transcribe.text.spacing import stray_spaces, without_stray_spaces


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("確認して ください", "確認してください"),
        (" 議題は 2つです　", "議題は2つです"),
        ("New York と Zoom", "New YorkとZoom"),
        ("山田　太郎", "山田太郎"),
        ("一行目\n二行目", "一行目\n二行目"),
        ("", ""),
    ],
)
def test_spaces_beside_japanese_go_and_those_of_other_scripts_stay(text: str, wanted: str) -> None:
    assert without_stray_spaces(text) == wanted


def test_each_run_is_found_once() -> None:
    assert stray_spaces("  予算  の A B") == [(0, 2), (4, 6), (7, 8)]


def test_a_long_run_of_spaces_is_read_in_one_go() -> None:
    assert without_stray_spaces("A" + " " * 200_000 + "B").startswith("A  ")
