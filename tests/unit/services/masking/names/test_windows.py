from hypothesis import given
from hypothesis import strategies as st

from services.masking.names.windows import windows


@given(st.text("山。\n田", max_size=60), st.integers(1, 20))
def test_windows_are_the_text_at_their_offsets(text: str, longest: int) -> None:
    cut = list(windows(text, longest))
    assert "".join(window for _, window in cut) == text
    assert all(text.startswith(window, offset) and 0 < len(window) <= longest for offset, window in cut)


def test_a_window_holds_as_many_whole_sentences_as_fit() -> None:
    assert list(windows("一。二三。四五\n六七八", 6)) == [(0, "一。二三。"), (5, "四五\n六七八")]


def test_only_a_sentence_longer_than_a_window_is_cut_inside() -> None:
    assert [window for _, window in windows("一。二三四五六七。八", 4)] == ["一。", "二三四五", "六七。八"]
