from services.masking.names.surroundings import OTHER_TAG, TAGS, WIDTH, surroundings
from services.masking.words import words

TEXT = "課長の山田太郎が"


def test_a_piece_knows_its_word_its_neighbours_and_its_script() -> None:
    at = TEXT.index("山田")
    (row,) = surroundings(TEXT, [(at, at + 2)], words(TEXT))
    ones = [i for i, value in enumerate(row) if value]
    width = OTHER_TAG + 1
    assert [TAGS[ones[0]], TAGS[ones[1] - width], TAGS[ones[2] - 2 * width]] == [
        "名詞-固有名詞-人名-姓",
        "助詞-格助詞",
        "名詞-固有名詞-人名-名",
    ]
    assert ones[3:5] == [3 * width, 3 * width + 1], "it is the whole word"
    assert ones[5:] == [3 * width + 2, 3 * width + 2 + 7], "kanji at both ends"


def test_the_inside_of_a_word_does_not_begin_it() -> None:
    at = TEXT.index("田太") + 1
    (row,) = surroundings(TEXT, [(at + 1, at + 2)], words(TEXT))
    assert row[3 * (OTHER_TAG + 1)] == 0


def test_an_empty_piece_and_one_behind_the_last_word_are_nothing() -> None:
    table = surroundings("山", [(0, 0), (1, 2)], words("山"))
    assert table.shape == (2, WIDTH)
    assert not table.any()
