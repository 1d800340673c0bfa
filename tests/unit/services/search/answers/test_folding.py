from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from services.search.answers.folding import folded
from services.search.likeness import is_near

BASES = [0x0123456789ABCDEF, -0x0123456789ABCDEF, 0x7FFF000011112222]
LIKENESS = st.builds(
    lambda base, bits: base ^ sum(1 << bit for bit in bits),
    st.sampled_from(BASES), st.sets(st.integers(0, 62), max_size=9),
)  # fmt: skip
ROWS = st.lists(
    st.builds(
        SimpleNamespace,
        sha256=st.none() | st.sampled_from("abcdef"),
        likeness=st.none() | st.just(0) | LIKENESS,
    ),
    max_size=20,
).map(lambda rows: dict(enumerate(rows, 1)))


def is_same(one: SimpleNamespace, other: SimpleNamespace) -> bool:
    has_both = bool(one.likeness and other.likeness)
    return has_both and is_near(one.likeness, other.likeness)


@given(ROWS, st.randoms())
def test_every_document_stands_in_one_group_under_the_first_that_is_the_same(rows, chance) -> None:
    order = list(rows)
    chance.shuffle(order)
    groups = folded(order, rows)
    assert sorted(number for group in groups for number in group) == sorted(rows)
    assert [group[0] for group in groups] == [n for n in order if n in {group[0] for group in groups}]
    for group in groups:
        assert group == [number for number in order if number in group], "best first"
        contents = {rows[group[0]].sha256} - {None}
        for number in group[1:]:
            assert is_same(rows[group[0]], rows[number]) or rows[number].sha256 in contents
            contents |= {rows[number].sha256} - {None}
    firsts = [rows[group[0]] for group in groups]
    for at, one in enumerate(firsts):
        assert not any(is_same(one, other) for other in firsts[:at]), "what is near is never missed"
    contents = [row.sha256 for row in firsts if row.sha256]
    assert len(contents) == len(set(contents))


def test_what_is_not_known_is_folded_under_nothing() -> None:
    unknown = SimpleNamespace(sha256=None, likeness=None)
    no_text = SimpleNamespace(sha256="a", likeness=0)
    other = SimpleNamespace(sha256="b", likeness=0)
    assert folded([3, 1, 2], {1: unknown, 2: no_text, 3: other}) == [[3], [1], [2]]
