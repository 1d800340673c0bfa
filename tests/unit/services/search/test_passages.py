from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from common.documents import Place, Segment
from services.search.passages import MOST_CHARACTERS, OVERLAP_CHARACTERS, cut, join

SENTENCE = st.one_of(
    st.text("あいう漢字、。！ \n", max_size=60), st.integers(0, 1500).map(lambda n: "長" * n)
)


def lines(*texts: str) -> list[Segment]:
    return [Segment(id=f"L{n}", text=text, place=Place(line=n)) for n, text in enumerate(texts, start=1)]


def pdf_line(number: int, text: str, right: float) -> Segment:
    place = Place(page=1, line=number, box=(0.0, 0.0, right, 10.0))
    return Segment(id=f"p1-{number}", text=text, place=place)


@given(st.lists(SENTENCE, max_size=25))
def test_passages_hold_all_of_the_text_in_order(texts: list[str]) -> None:
    segments = lines(*texts)
    joined, passages = join(segments).text, cut(segments)
    covered: set[int] = set()
    for passage in passages:
        assert passage.text == joined[passage.start : passage.end]
        assert 0 < len(passage.text) <= MOST_CHARACTERS
        covered.update(range(passage.start, passage.end))
    assert all(joined[at].isspace() for at in set(range(len(joined))) - covered)
    for before, after in pairwise(passages):
        assert before.start < after.start
        assert before.end - after.start <= OVERLAP_CHARACTERS


@given(st.lists(SENTENCE, min_size=1, max_size=25))
def test_the_place_is_that_of_the_segment_where_the_passage_begins(texts: list[str]) -> None:
    segments = lines(*texts)
    starts = join(segments).starts
    for passage in cut(segments):
        number = max(n for n, start in enumerate(starts, start=1) if start <= passage.start)
        assert passage.place.line == number


def test_a_passage_ends_at_a_sentence_where_it_can() -> None:
    passages = cut(lines("文です。" * 200))
    assert all(passage.text.endswith("。") for passage in passages)
    assert all(300 <= len(passage.text) <= 400 for passage in passages[:-1])


def test_a_phrase_at_the_cut_of_an_endless_sentence_is_whole_in_one_passage() -> None:
    text = "".join(chr(0x4E00 + n) for n in range(1000))
    passages = cut(lines(text))
    assert all(any(text[at : at + 20] in p.text for p in passages) for at in range(980))


def test_cells_are_parted_by_tabs() -> None:
    cells = [Segment(id=c, text=c, place=Place(part="cell", sheet="表", cell=c)) for c in ("A1", "B1")]
    assert join(cells).text == "A1\tB1"


def test_a_full_pdf_line_runs_on_and_a_short_one_ends() -> None:
    segments = [pdf_line(1, "お知らせ", 100), pdf_line(2, "水道料", 500), pdf_line(3, "金の減免", 300)]
    assert join(segments).text == "お知らせ\n水道料金の減免"


def test_what_no_database_can_store_is_replaced() -> None:
    assert cut(lines("a\x00b\ud800c"))[0].text == "a\ufffdb\ufffdc"


def test_blank_documents_have_no_passages() -> None:
    assert cut([]) == []
    assert cut(lines(" ", "\u3000")) == []
