"""Random documents, cut into random runs, changed by random edits, against plain strings."""

from pathlib import Path

import docx as python_docx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common.documents import Edit, read_here, rewrite, rewrite_here
from common.documents.edits import apply

ALPHABET = "山田太郎𠮷髙﨑ＡＢ１２3a 😀が\t\n様"
TEXT = st.text(alphabet=ALPHABET, min_size=1, max_size=12)
NEW = st.text(alphabet="■Ａ氏𠮷\n\tx ", max_size=4)


def make(path: Path, paragraphs: list[list[str]]) -> None:
    made = python_docx.Document()
    for runs in paragraphs:
        paragraph = made.add_paragraph()
        for number, run in enumerate(runs):
            paragraph.add_run(run).bold = number % 2 == 0
    made.save(str(path))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(paragraphs=st.lists(st.lists(TEXT, min_size=1, max_size=5), min_size=1, max_size=4), data=st.data())
def test_random_edits_give_what_they_give_on_strings(
    tmp_path: Path, paragraphs: list[list[str]], data: st.DataObject
) -> None:
    source, out = tmp_path / "a.docx", tmp_path / "b.docx"
    make(source, paragraphs)
    before = read_here(source)
    assert [segment.text for segment in before.segments] == ["".join(runs) for runs in paragraphs]
    edits = []
    for segment in before.segments:
        cuts = sorted(data.draw(st.lists(st.integers(0, len(segment.text)), max_size=6, unique=True)))
        for start, end in zip(cuts[::2], cuts[1::2], strict=False):
            edits.append(Edit(segment_id=segment.id, start=start, end=end, text=data.draw(NEW)))
    scrub = data.draw(st.booleans())
    report = rewrite_here(source, data.draw(st.permutations(edits)), out, scrub=scrub)
    assert report.applied == len(edits)
    expected = {
        segment.id: apply(segment.text, [edit for edit in edits if edit.segment_id == segment.id])
        for segment in before.segments
    }
    after = {segment.id: segment.text for segment in read_here(out).segments}
    assert after == {id_: text for id_, text in expected.items() if text}
    assert [p.text for p in python_docx.Document(str(out)).paragraphs] == list(expected.values())


def test_runs_keep_their_styles(tmp_path: Path) -> None:
    make(tmp_path / "a.docx", [["申請者 ", "山田", "太郎", " 様"]])
    edit = Edit(segment_id="word/document.xml#1", start=4, end=8, text="Ａ氏")
    rewrite(tmp_path / "a.docx", [edit], tmp_path / "b.docx")
    runs = python_docx.Document(str(tmp_path / "b.docx")).paragraphs[0].runs
    assert [(run.text, bool(run.bold)) for run in runs] == [
        ("申請者 ", True),
        ("Ａ氏", False),
        ("", True),
        (" 様", False),
    ]


def test_an_insertion_beside_a_lone_mark_is_kept(tmp_path: Path) -> None:
    make(tmp_path / "a.docx", [["\t"]])
    edits = [
        Edit(segment_id="word/document.xml#1", start=0, end=0, text="甲"),
        Edit(segment_id="word/document.xml#1", start=0, end=1, text="乙"),
    ]
    rewrite_here(tmp_path / "a.docx", edits, tmp_path / "b.docx")
    assert read_here(tmp_path / "b.docx").text == "甲乙"


def test_characters_that_xml_cannot_hold_are_left_out(tmp_path: Path) -> None:
    make(tmp_path / "a.docx", [["山田"]])
    edit = Edit(segment_id="word/document.xml#1", start=0, end=2, text="Ａ\x00\x0b氏\ufffe")
    rewrite_here(tmp_path / "a.docx", [edit], tmp_path / "b.docx")
    assert read_here(tmp_path / "b.docx").text == "Ａ氏"


def test_without_scrubbing_the_other_parts_stay_as_they_are(tmp_path: Path) -> None:
    make(tmp_path / "a.docx", [["山田"], ["鈴木"]])
    edit = Edit(segment_id="word/document.xml#1", start=0, end=2, text="Ａ氏")
    assert rewrite_here(tmp_path / "a.docx", [edit], tmp_path / "b.docx").removed == []
    assert read_here(tmp_path / "b.docx").metadata == read_here(tmp_path / "a.docx").metadata


def test_a_tab_put_in_does_not_make_the_rest_of_its_run_a_place_to_scrub(tmp_path: Path) -> None:
    make(tmp_path / "a.docx", [["山田から山田へ"]])
    edit = Edit(segment_id="word/document.xml#1", start=0, end=2, text="甲\t乙")
    rewrite_here(tmp_path / "a.docx", [edit], tmp_path / "b.docx", scrub=True)
    assert read_here(tmp_path / "b.docx").text == "甲\t乙から山田へ"
