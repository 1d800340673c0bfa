from types import SimpleNamespace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from services.search.answers.folding import folded
from services.search.likeness import is_near
from services.search.outlines import OUTLINE

BASES = [0x0123456789ABCDEF, -0x0123456789ABCDEF, 0x7FFF000011112222]
LIKENESS = st.builds(
    lambda base, bits: base ^ sum(1 << bit for bit in bits),
    st.sampled_from(BASES), st.sets(st.integers(0, 62), max_size=9),
)  # fmt: skip
ROWS = st.lists(
    st.builds(SimpleNamespace, content=st.integers(0, 6), likeness=st.just(0) | LIKENESS),
    max_size=20,
)


def is_same(one: SimpleNamespace, other: SimpleNamespace) -> bool:
    has_both = bool(one.likeness and other.likeness)
    return has_both and is_near(one.likeness, other.likeness)


def places(rows: list[SimpleNamespace]) -> list[int]:
    table = np.zeros(len(rows), OUTLINE)
    for name in ("content", "likeness"):
        table[name] = [getattr(row, name) for row in rows]
    return folded(table).tolist()


@given(ROWS)
def test_every_document_stands_in_one_group_under_the_first_that_is_the_same(rows) -> None:
    firsts = places(rows)
    for at, first in enumerate(firsts):
        assert firsts[first] == first <= at, "the best stands for the others"
    for first in set(firsts):
        group = [row for row, its in zip(rows, firsts, strict=True) if its == first]
        contents = {group[0].content} - {0}
        for row in group[1:]:
            assert is_same(group[0], row) or row.content in contents
            contents |= {row.content} - {0}
    standing = [rows[first] for first in sorted(set(firsts))]
    for at, one in enumerate(standing):
        assert not any(is_same(one, other) for other in standing[:at]), "what is near is never missed"
    contents = [row.content for row in standing if row.content]
    assert len(contents) == len(set(contents))


def test_what_is_not_known_is_folded_under_nothing() -> None:
    contents = (0, 7, 8, 0)
    assert places([SimpleNamespace(content=content, likeness=0) for content in contents]) == [0, 1, 2, 3]
