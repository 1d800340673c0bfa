"""Readings above words in edits: ruby in Word, brackets elsewhere."""

import zipfile
from pathlib import Path

import docx
from docx.shared import Pt

from common.documents import Edit, read_here, rewrite_here
from common.documents.readings import annotated, in_brackets

EDIT = f"a\t{annotated('紙', 'かみ')}を{annotated('出', 'だ')}す\nb"


def change(path: Path, out: Path) -> None:
    segment = read_here(path).segments[0]
    rewrite_here(path, [Edit(segment_id=segment.id, start=0, end=len(segment.text), text=EDIT)], out)


def test_word_gets_each_ruby_in_a_run_of_its_own(tmp_path: Path) -> None:
    document = docx.Document()
    run = document.add_paragraph().add_run("提出")
    run.italic, run.font.size = True, Pt(14)
    document.save(str(tmp_path / "a.docx"))
    change(tmp_path / "a.docx", tmp_path / "b.docx")
    assert read_here(tmp_path / "b.docx").segments[0].text == "a\t紙を出す\nb"
    with zipfile.ZipFile(tmp_path / "b.docx") as package:
        xml = package.read("word/document.xml").decode()
    assert xml.count("<w:ruby>") == 2
    assert xml.count("<w:i/>") == xml.count("<w:r>")
    assert '<w:hps w:val="14"/>' in xml
    assert '<w:hpsBaseText w:val="28"/>' in xml
    runs = docx.Document(str(tmp_path / "b.docx")).paragraphs[0].runs
    assert all(len([child for child in run._r if child.tag.endswith("}ruby")]) <= 1 for run in runs)
    assert all(len(run._r) == 2 for run in runs if "ruby" in run._r.xml)


def test_text_gets_brackets(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("提出")
    change(tmp_path / "a.txt", tmp_path / "b.txt")
    assert (tmp_path / "b.txt").read_text() == "a\t紙（かみ）を出（だ）す\nb"
    assert in_brackets(EDIT) == "a\t紙（かみ）を出（だ）す\nb"
