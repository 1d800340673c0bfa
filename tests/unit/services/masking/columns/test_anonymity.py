from hypothesis import given
from hypothesis import strategies as st

from services.masking.columns.anonymity import classes, judge

AGES = ("20-29歳", "30-39歳", "40-49歳")
RECORDS = st.lists(st.tuples(st.sampled_from(AGES), st.sampled_from("男女")), min_size=1, max_size=30)
HEADINGS = ("年齢", "性別")


def test_groups_smaller_than_k_are_told_by_their_rows() -> None:
    rows = {2: ("30-39歳", "男"), 3: ("30-39歳", "男"), 4: ("30-39歳", "女"), 5: ("３０-３９歳", "男")}
    judged = judge(rows, HEADINGS, 3)
    assert (judged.smallest, judged.small, judged.records) == (1, 1, 4)
    assert [group.rows for group in judged.groups] == [[4]]
    assert [(each.columns, each.records) for each in judged.combinations] == [
        (["性別"], 1),
        (["年齢", "性別"], 1),
    ]
    assert "30-39" not in judged.model_dump_json()


@given(RECORDS, st.integers(2, 6))
def test_without_the_small_groups_the_rest_is_k_anonymous(records: list[tuple[str, str]], k: int) -> None:
    rows = dict(enumerate(records, start=2))
    judged = judge(rows, HEADINGS, k)
    kept = {row: values for row, values in rows.items() if row not in judged.small_rows}
    assert all(len(group) >= k for group in classes(kept))
    assert judged.small == len(rows) - len(kept)
    assert judge(kept, HEADINGS, k).small == 0


def test_a_table_that_tells_nothing_singles_nobody_out() -> None:
    assert judge({2: (), 3: ()}, (), 5).small == 0
