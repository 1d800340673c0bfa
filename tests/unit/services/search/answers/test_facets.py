import numpy as np
import pytest

from services.search.answers.facets import facets, next_folder
from services.search.outlines import OUTLINE, Names, Table


@pytest.mark.parametrize(
    ("path", "above", "expected"),
    [
        ("総務課/令和8年度/a.txt", "", "総務課"),
        ("総務課/令和8年度/a.txt", "総務課", "総務課/令和8年度"),
        ("総務課/令和8年度/a.txt", "総務課/令和8年度", None),
        ("総務課/令和8年度/a.txt", "総務", None),
        ("a.txt", "", None),
    ],
)
def test_the_next_folder_below_the_one_asked(path: str, above: str, expected: str | None) -> None:
    assert next_folder(path, above) == expected


def test_a_hit_counts_once_for_each_value_that_one_of_its_documents_has() -> None:
    types, folders = Names(), Names()
    rows = np.zeros(3, OUTLINE)
    rows["type"] = [types.add(kind) for kind in ("docx", "pdf", "pdf")]
    rows["folder"] = [folders.add(folder) for folder in ("課/係", "課", "係")]
    rows["source"], rows["year"] = 5, 2026
    found = facets(rows, np.array([0, 0, 2]), Table(rows, types, folders), {5: "共有"})
    assert [(value.value, value.count) for value in found["source"]] == [("共有", 2)]
    assert {value.value: value.count for value in found["type"]} == {"pdf": 2, "docx": 1}
    assert {value.value: value.count for value in found["folder"]} == {"係": 1, "課": 1}
    assert [(value.value, value.count) for value in found["year"]] == [("2026", 2)]
