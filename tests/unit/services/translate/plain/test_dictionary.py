from services.translate.plain.dictionary import entries, explanations, rows
from services.translate.plain.explaining import explained_once
from services.translate.plain.grades import GRADES, TAUGHT, grade


def test_the_dictionary_is_whole() -> None:
    words = [row["word"] for row in rows()]
    assert len(words) == len(set(words)) >= 600
    assert {row["kind"] for row in rows()} == {"noun", "verb", "phrase", "explain"}
    assert all(row["word"] != row["plain"] and "、" not in row["plain"] for row in rows())
    assert entries()["提出"]


def test_a_document_explains_a_word_once() -> None:
    explanation = next(iter(explanations()))
    seen: set[str] = set()
    assert explained_once(f"甲{explanation}と乙{explanation}〈注〉", seen) == f"甲{explanation}と乙〈注〉"
    assert explained_once(f"丙{explanation}", seen) == "丙"


def test_the_school_years_are_those_of_the_curriculum() -> None:
    assert [len(taught) for taught in TAUGHT] == [80, 160, 200, 202, 193, 191]
    assert len(GRADES) == 1026
    assert (grade("学"), grade("避")) == (1, 7)
