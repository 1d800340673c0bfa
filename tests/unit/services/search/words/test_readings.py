import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.search.words.readings import MOST_CUTS, as_reading, cut_reading


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("きょうと", "キョウト"),
        ("キョウト", "キョウト"),
        ("サーバー", "サーバー"),
        ("京都", None),
        ("きょうと1", None),
        ("", None),
    ],
)
def test_kana_alone_are_a_reading(text: str, reading: str | None) -> None:
    assert as_reading(text) == reading


def test_a_reading_is_cut_into_known_words_the_fewest_first() -> None:
    known = {"スイドウ", "リョウキン", "スイドウリョウキン", "スイ", "ドウ"}
    assert cut_reading("スイドウリョウキン", known.__contains__) == [
        ["スイドウリョウキン"],
        ["スイドウ", "リョウキン"],
        ["スイ", "ドウ", "リョウキン"],
    ]
    assert cut_reading("スイドウカン", known.__contains__) == []


@given(st.text("アイウ", min_size=1, max_size=30), st.sets(st.text("アイウ", min_size=1, max_size=3)))
def test_every_cut_is_of_known_words_and_whole(reading: str, known: set[str]) -> None:
    cuts = cut_reading(reading, known.__contains__)
    assert len(cuts) <= MOST_CUTS
    assert all("".join(cut) == reading and set(cut) <= known for cut in cuts)
    assert sorted(cuts, key=len) == cuts
