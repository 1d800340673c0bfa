from hypothesis import given
from hypothesis import strategies as st

from services.search.words.grams import (
    CELL_BORDER,
    HOLE,
    MOST_PHRASE_CHARACTERS,
    covering,
    gram_row,
    in_a_row,
    phrases,
    positions,
)

TEXT = st.text("あい東京ab 1\n", max_size=30)


def stands_in_a_row(text: str, row: list[str]) -> bool:
    """As the index finds a phrase: every gram as far from the first as it must be."""
    found = set(enumerate(gram_row(text).split()))
    return any(
        all((start + place, gram) in found for place, gram in positions(row))
        for start in range(-1, 2 * len(text) + 1)
    )


def test_a_character_stands_before_the_pair_that_it_begins() -> None:
    assert gram_row("東京 都") == "東 東京 京 京都 都"
    assert positions(["東京", "京都"]) == [(1, "東京"), (3, "京都")]
    assert positions([(0, "東"), (2, "都")]) == [(0, "東"), (4, "都")]


def test_a_word_broken_over_two_lines_is_whole() -> None:
    assert stands_in_a_row("水道料\n 金", phrases("料金")["料金"])


def test_no_phrase_crosses_the_border_of_a_cell() -> None:
    row = gram_row(f"東京{CELL_BORDER}{CELL_BORDER}都庁").split()
    assert "京都" not in row
    assert row.index("都") - row.index("京") > 200
    assert {token for token in row if len(token) == 1} == {*"東京都庁", HOLE}


@given(TEXT.filter(str.strip), st.data())
def test_every_substring_is_a_row_of_grams(text: str, data: st.DataObject) -> None:
    run = "".join(text.split())
    start = data.draw(st.integers(0, len(run) - 1))
    end = data.draw(st.integers(start + 1, len(run)))
    assert stands_in_a_row(text, phrases(run[start:end])[run[start:end]])


@given(TEXT, st.text("あい東京", min_size=1, max_size=4))
def test_what_is_not_in_the_text_is_not_found(text: str, part: str) -> None:
    assert stands_in_a_row(text, phrases(part)[part]) == (part in "".join(text.split()))


def test_blanks_part_a_query_and_a_sentence_is_not_matched_letter_by_letter() -> None:
    assert phrases("減免 料 減免") == {"減免": ["減免"], "料": ["料"]}
    assert phrases("あ" * (MOST_PHRASE_CHARACTERS + 1)) == {}


@given(st.text("減免料", min_size=2))
def test_the_covering_grams_hold_every_letter(text: str) -> None:
    held = {at + place: letter for at, gram in covering(in_a_row(text)) for place, letter in enumerate(gram)}
    assert "".join(held[at] for at in range(len(text))) == text
