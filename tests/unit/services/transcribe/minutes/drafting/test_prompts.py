from hypothesis import given
from hypothesis import strategies as st

from services.transcribe.minutes.drafting.prompts import pieces


@given(st.lists(st.text("あいう", max_size=40), max_size=30), st.integers(5, 50))
def test_pieces_hold_all_lines_and_fit(lines, characters):
    found = list(pieces(lines, characters))
    assert "".join(found).replace("\n", "") == "".join(lines)
    assert all(len(piece) <= characters for piece in found)
