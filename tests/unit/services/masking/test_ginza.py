from hypothesis import given
from hypothesis import strategies as st

from services.masking.ginza import pieces


@given(st.text("山。\n田", max_size=60), st.integers(1, 20))
def test_pieces_are_the_text_at_their_offsets(text: str, longest: int) -> None:
    cut = list(pieces(text, longest))
    assert "".join(piece for _, piece in cut) == text
    assert all(text.startswith(piece, offset) and len(piece) <= longest for offset, piece in cut)


def test_a_piece_ends_with_a_sentence_where_one_does() -> None:
    assert [piece for _, piece in pieces("一。二三。四五六七", 5)] == ["一。二三。", "四五六七"]
