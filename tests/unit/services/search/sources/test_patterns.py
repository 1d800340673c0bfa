import unicodedata

import pytest

from services.search.sources.patterns import Patterns


@pytest.mark.parametrize(
    ("glob", "path", "matches"),
    [
        ("*.tmp", "総務/作業.TMP", True),
        ("*.tmp", "総務/作業.tmpx", False),
        ("~$*", "総務/~$回覧.docx", True),
        ("@eaDir", "写真/@eaDir", True),
        ("$RECYCLE.BIN", "$Recycle.bin", True),
        ("総務/*.pdf", "総務/a.pdf", True),
        ("総務/*.pdf", "総務/古い/a.pdf", False),
        ("総務/*.pdf", "別/総務/a.pdf", False),
        ("総務/**/*.pdf", "総務/a.pdf", True),
        ("総務/**/*.pdf", "総務/令和/8/a.pdf", True),
        ("**/下書き", "総務/下書き", True),
        ("/総務/", "総務", True),
        ("令和?年", "令和8年", True),
        ("第[0-9]号.txt", "第3号.txt", True),
        ("第[!0-9]号.txt", "第3号.txt", False),
        ("a.b", "axb", False),
        ("[", "x/[", True),
        ("改\n行", "改\n行", True),
    ],
)
def test_a_pattern_leaves_out(glob: str, path: str, matches: bool) -> None:
    assert Patterns([], [glob]).leaves_out_folder(path) is matches
    assert Patterns([], [glob]).leaves_out_file(path) is matches


def test_a_name_as_macos_writes_it_is_the_same_name() -> None:
    assert Patterns([], ["下書き*"]).leaves_out_file(unicodedata.normalize("NFD", "下書き.txt"))


def test_an_included_file_may_still_be_excluded_and_folders_need_no_inclusion() -> None:
    patterns = Patterns(["*.docx"], ["控え*"])
    assert not patterns.leaves_out_file("a/回覧.docx")
    assert patterns.leaves_out_file("a/回覧.txt")
    assert patterns.leaves_out_file("a/控え.docx")
    assert not patterns.leaves_out_folder("a")


def test_without_patterns_nothing_is_left_out() -> None:
    assert not Patterns([], []).leaves_out_file("~$x")
