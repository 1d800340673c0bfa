from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from services.transcribe.speakers.splitting import split
from services.transcribe.speakers.timetable import Timetable
from services.transcribe.speakers.turns import Turn


def table(*turns: tuple[float, float, int]) -> Timetable:
    return Timetable([Turn(start=start, end=end, speaker=who) for start, end, who in turns])


def words(text: str, seconds: float = 0.25) -> list[tuple[str, float, float]]:
    return [(c, n * seconds, (n + 1) * seconds) for n, c in enumerate(text)]


def test_a_segment_of_one_voice_stays_whole(heard):
    segment = heard(*words("本日の会議を始めます。"))
    assert split(segment, table((0, 9, 3))) == [(segment, 3)]


def test_a_segment_is_split_where_somebody_else_takes_over(heard):
    segment = heard(*words("よろしいですか。はい結構です。"))
    pieces = split(segment, table((0, 2, 0), (2, 9, 1)))
    assert [(piece.text, voice) for piece, voice in pieces] == [
        ("よろしいですか。", 0),
        ("はい結構です。", 1),
    ]
    assert [(piece.start, piece.end) for piece, _ in pieces] == [(0, 2), (2, 3.75)]


def test_a_split_moves_to_the_end_of_a_sentence_nearby(heard):
    segment = heard(*words("よろしいですか。はい結構です。"))
    pieces = split(segment, table((0, 1.55, 0), (1.55, 9, 1)))
    assert [piece.text for piece, _ in pieces] == ["よろしいですか。", "はい結構です。"]


def test_a_fragment_is_left_to_its_neighbour(heard):
    segment = heard(*words("本日の会議を始めます。"))
    assert len(split(segment, table((0, 1, 0), (1, 1.25, 1), (1.25, 9, 0)))) == 1


def test_without_word_times_the_segment_goes_to_who_says_most(heard):
    segment = heard(*words("よろしいですか。はい")).model_copy(update={"words": None})
    assert split(segment, table((0, 2, 0), (2, 9, 1))) == [(segment, 0)]


def test_words_that_are_not_the_text_do_not_split_it(heard):
    segment = heard(*words("よろしいですか。はい結構です。"), text="よろしいでしょうか。はい。")
    assert split(segment, table((0, 2, 0), (2, 9, 1))) == [(segment, 0)]


def test_spaces_in_the_text_do_not_matter(heard):
    segment = heard(*words("よろしいですか。はい結構です。"), text="よろしい ですか。 はい 結構です。")
    pieces = split(segment, table((0, 2, 0), (2, 9, 1)))
    assert [piece.text for piece, _ in pieces] == ["よろしい ですか。", "はい 結構です。"]


TEXT = st.text(alphabet="あいう。、 漢", min_size=2, max_size=30).filter(lambda text: text.strip())
SPANS = st.lists(
    st.tuples(st.integers(0, 80), st.integers(1, 40), st.integers(0, 2)).map(
        lambda t: (t[0] / 10, (t[0] + t[1]) / 10, t[2])
    ),
    max_size=8,
)


@given(TEXT, SPANS)
def test_pieces_keep_all_text_and_words_and_stay_in_order(heard, text, spans):
    spoken = words("".join(text.split()))
    segment = heard(*spoken, text=text.strip())
    pieces = [piece for piece, _ in split(segment, table(*spans))]
    assert "".join("".join(piece.text.split()) for piece in pieces) == "".join(text.split())
    assert [word for piece in pieces for word in piece.words] == segment.words
    assert (pieces[0].start, pieces[-1].end) == (segment.start, segment.end)
    assert all(piece.start <= piece.end for piece in pieces)
    assert all(before.end <= after.start for before, after in pairwise(pieces))
    assert all(piece.text for piece in pieces)
