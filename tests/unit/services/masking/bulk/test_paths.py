"""Names of the result."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.masking.bulk.paths import distinct, parts, split


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("申請/山の会.txt", "申請/山の会.txt"),
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/./x.txt", "etc/x.txt"),
        ("C:\\利用者\\a.txt", "C_/利用者/a.txt"),
        ("a/con.txt", "a/_con.txt"),
        ("a/LPT1", "a/_LPT1"),
        ("a?/b*.txt ", "a_/b_.txt"),
        ("末尾の点./a.", "末尾の点/a"),
        ("\u202egpj.txt", "gpj.txt"),
        ("..", "名称未設定"),
        ("", "名称未設定"),
    ],
)
def test_a_name_leads_nowhere_and_suits_windows(name: str, safe: str) -> None:
    assert "/".join(parts(name)) == safe


@given(st.text(st.sampled_from("/\\.: aあ\0\n<")) | st.text())
def test_no_part_is_empty_hidden_or_climbs(name: str) -> None:
    found = parts(name)
    assert found
    for part in found:
        assert part.strip(". ") and part not in (".", "..")
        assert part.isprintable() and not set(part) & set('/\\<>:"|?*')
        assert len(part.encode()) <= 210


def test_a_suffix_that_may_be_a_word_stays_in_the_stem() -> None:
    assert split("申請.docx") == ("申請", ".docx")
    assert split("申請.山田太郎") == ("申請.山田太郎", "")
    assert split(".bashrc") == (".bashrc", "")


def test_names_that_are_taken_get_numbers() -> None:
    assert list(distinct(["a/b.txt", "a/B.txt", "a/b (2).txt", "c.txt", "a/b.txt"])) == [
        "a/b.txt", "a/B (2).txt", "a/b (2) (2).txt", "c.txt", "a/b (3).txt",
    ]  # fmt: skip
