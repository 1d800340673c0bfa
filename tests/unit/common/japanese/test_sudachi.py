import pytest

from common.japanese.sudachi import MOST_CHARACTERS, Sudachi


@pytest.fixture(scope="module")
def sudachi() -> Sudachi:
    return Sudachi()


def test_a_text_of_any_length_is_cut_in_pieces_that_know_their_start(sudachi: Sudachi) -> None:
    text = "市" * (MOST_CHARACTERS + 3)
    found = [(start, morphemes[-1].end()) for start, morphemes in sudachi.cut(text)]
    assert found == [(0, MOST_CHARACTERS), (MOST_CHARACTERS, 3)]


def test_two_texts_that_are_cut_at_once_do_not_disturb_each_other(sudachi: Sudachi) -> None:
    one, other = sudachi.cut("神戸市の窓口"), sudachi.cut("京都府", short=True)
    again = sudachi.cut("大阪市")
    found = [[raw.surface() for raw in next(each)[1]] for each in (one, other, again)]
    assert found == [["神戸市", "の", "窓口"], ["京都", "府"], ["大阪市"]]


def test_a_tokenizer_serves_the_next_text(sudachi: Sudachi) -> None:
    list(sudachi.cut("窓口"))
    waiting = list(sudachi._idle[False])
    list(sudachi.cut("市役所"))
    assert sudachi._idle[False] == waiting
