import codecs
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common.documents import Edit, read_here, rewrite_here
from common.documents.edits import apply

LINES = st.lists(
    st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r\n\x1b\ufeff\0", min_codepoint=32)),
    max_size=8,
)
TROUBLE = ["𠮷野家", "髙﨑", "ＡＢＣ１２３", "😀👨‍👩‍👧", "が", "\u2028", "\x0c"]
ENDS = st.sampled_from(["\n", "\r\n", "\r"])


def edits_for(texts: dict[str, str], data: st.DataObject, new: st.SearchStrategy[str]) -> list[Edit]:
    edits = []
    for id_, text in texts.items():
        cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=4, unique=True)))
        for start, end in zip(cuts[::2], cuts[1::2], strict=False):
            edits.append(Edit(segment_id=id_, start=start, end=end, text=data.draw(new)))
    return edits


def test_a_line_is_a_segment_and_blank_ones_leave_a_gap(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("一行目\r\n\r\n三行目".encode("cp932"))
    document = read_here(tmp_path / "a.txt")
    assert [(s.id, s.text, s.place.line) for s in document.segments] == [
        ("L1", "一行目", 1),
        ("L3", "三行目", 3),
    ]
    assert document.metadata == {"encoding": "cp932"}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp932", "euc_jp", "iso2022_jp"])
def test_encoding_and_line_ends_stay(tmp_path: Path, encoding: str) -> None:
    source, out = tmp_path / "a.txt", tmp_path / "b.txt"
    source.write_bytes("氏名：山田太郎\r\n住所：本町\n".encode(encoding))
    report = rewrite_here(source, [Edit(segment_id="L1", start=3, end=7, text="Ａ\n氏")], out)
    assert out.read_bytes() == "氏名：Ａ\r\n氏\r\n住所：本町\n".encode(encoding)
    assert (report.applied, report.notes) == (1, [])


def test_a_character_that_does_not_fit_changes_the_encoding_and_is_reported(tmp_path: Path) -> None:
    source, out = tmp_path / "a.txt", tmp_path / "b.txt"
    source.write_bytes("吉野家です。".encode("cp932"))
    report = rewrite_here(source, [Edit(segment_id="L1", start=0, end=1, text="𠮷")], out)
    assert out.read_bytes() == codecs.BOM_UTF8 + "𠮷野家です。".encode()
    assert "UTF-8" in report.notes[0]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(lines=LINES, end=ENDS, last=st.booleans(), data=st.data())
def test_random_edits_give_what_they_give_on_strings(
    tmp_path: Path, lines: list[str], end: str, last: bool, data: st.DataObject
) -> None:
    lines = [*lines, *TROUBLE]
    source, out = tmp_path / "a.md", tmp_path / "b.md"
    source.write_bytes((end.join(lines) + (end if last else "")).encode())
    before = read_here(source)
    assert [s.text for s in before.segments] == [line for line in lines if line]
    assert read_here(source) == before
    edits = edits_for({s.id: s.text for s in before.segments}, data, st.sampled_from(["", "■", "𠮷", "A B"]))
    rewrite_here(source, edits, out)
    expected = [
        apply(s.text, sorted((e for e in edits if e.segment_id == s.id), key=lambda e: e.start))
        for s in before.segments
    ]
    assert [s.text for s in read_here(out).segments] == [text for text in expected if text]
    assert out.read_bytes().decode().count(end) == source.read_bytes().decode().count(end)
