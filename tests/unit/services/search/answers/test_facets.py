from types import SimpleNamespace

import pytest

from services.search.answers.facets import facets, next_folder


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
    def row(path: str, kind: str) -> SimpleNamespace:
        return SimpleNamespace(source_name="共有", type=kind, modified_ns=1_790_000_000 * 10**9, path=path)

    rows = {1: row("課/a.docx", "docx"), 2: row("課/a.pdf", "pdf"), 3: row("係/b.pdf", "pdf")}
    found = facets([[1, 2], [3]], rows)
    assert {value.value: value.count for value in found["type"]} == {"pdf": 2, "docx": 1}
    assert {value.value: value.count for value in found["folder"]} == {"係": 1, "課": 1}
    assert [(value.value, value.count) for value in found["year"]] == [("2026", 2)]
