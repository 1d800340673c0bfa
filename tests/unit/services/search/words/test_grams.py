from hypothesis import given
from hypothesis import strategies as st

from services.search.words.grams import (
    CELL_BORDER,
    MOST_PHRASE_CHARACTERS,
    Gram,
    covering,
    grams,
    in_a_row,
    phrases,
)

TEXT = st.text("あい東京ab 1\n", max_size=30)


def stands_in_a_row(text: str, row: list[str]) -> bool:
    found = set(grams(text))
    return any(
        all(Gram(gram, start + offset) in found for offset, gram in enumerate(row))
        for start in range(len(text) + 1)
    )


def test_a_character_and_its_pair_begin_at_the_same_position() -> None:
    assert set(grams("東京都")) == {
        Gram("東", 0), Gram("京", 1), Gram("都", 2), Gram("東京", 0), Gram("京都", 1),
    }  # fmt: skip


def test_a_word_broken_over_two_lines_is_whole() -> None:
    assert stands_in_a_row("水道料\n 金", next(iter(phrases("料金").values())))


def test_no_phrase_crosses_the_border_of_a_cell() -> None:
    assert not stands_in_a_row(f"東京{CELL_BORDER}都庁", next(iter(phrases("京都").values())))


@given(TEXT.filter(str.strip), st.data())
def test_every_substring_is_a_row_of_grams(text: str, data: st.DataObject) -> None:
    run = "".join(text.split())
    start = data.draw(st.integers(0, len(run) - 1))
    end = data.draw(st.integers(start + 1, len(run)))
    assert stands_in_a_row(text, next(iter(phrases(run[start:end]).values())))


@given(TEXT, st.text("あい東京", min_size=1, max_size=4))
def test_what_is_not_in_the_text_is_not_found(text: str, part: str) -> None:
    assert stands_in_a_row(text, next(iter(phrases(part).values()))) == (part in "".join(text.split()))


def test_blanks_part_a_query_and_a_sentence_is_not_matched_letter_by_letter() -> None:
    assert phrases("減免 料 減免") == {"減免": ["減免"], "料": ["料"]}
    assert phrases("あ" * (MOST_PHRASE_CHARACTERS + 1)) == {}


@given(st.text("減免料", min_size=2))
def test_the_covering_grams_hold_every_letter(text: str) -> None:
    held = {at + place: letter for at, gram in covering(in_a_row(text)) for place, letter in enumerate(gram)}
    assert "".join(held[at] for at in range(len(text))) == text
