import io

import docx
import pytest
from docx.shared import RGBColor
from hypothesis import given
from hypothesis import strategies as st

from services.transcribe.exports import ExportOptions
from services.transcribe.exports.docx import docx_export
from services.transcribe.exports.templates.filling import fill_here
from services.transcribe.exports.templates.placeholders import PLACEHOLDER, Values, canonical, values_of
from services.transcribe.exports.templates.sample import sample


def fill(path, tmp_path, *, singles=None, lists=None, rows=None):
    out = tmp_path / "out.docx"
    fill_here(path, Values(singles=singles or {}, lists=lists or {}, rows=rows or {}), out)
    return docx.Document(str(out))


def texts(document):
    return [paragraph.text for paragraph in document.paragraphs]


def test_a_placeholder_split_over_runs_is_found_and_keeps_its_style(tmp_path):
    document = docx.Document()
    paragraph = document.add_paragraph("日時：")
    for piece in ("{", "{開", "催日}", "}"):
        paragraph.add_run(piece).font.color.rgb = RGBColor(255, 0, 0)
    paragraph.add_run("（予定）")
    document.save(str(tmp_path / "split.docx"))
    filled = fill(tmp_path / "split.docx", tmp_path, singles={"開催日": "11月13日"})
    assert texts(filled) == ["日時：11月13日（予定）"]
    (red,) = [run for run in filled.paragraphs[0].runs if run.text == "11月13日"]
    assert red.font.color.rgb == RGBColor(255, 0, 0)


def test_a_list_repeats_its_paragraph(make, tmp_path):
    document = fill(make("・{{決定事項}}", "以上"), tmp_path, lists={"決定事項": ["一", "二"]})
    assert texts(document) == ["・一", "・二", "以上"]


def test_an_empty_list_says_so(make, tmp_path):
    assert texts(fill(make("・{{決定事項}}"), tmp_path, lists={"決定事項": []})) == ["・（なし）"]


def test_a_table_repeats_its_row(make, tmp_path):
    path = make(rows=[["担当", "内容"], ["{{宿題.担当}}", "{{tasks.what}}"], ["計", ""]])
    rows = {"宿題": [{"担当": "佐藤", "内容": "確認"}, {"担当": "鈴木", "内容": "作成"}]}
    table = fill(path, tmp_path, rows=rows).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["担当", "内容"], ["佐藤", "確認"], ["鈴木", "作成"], ["計", ""],
    ]  # fmt: skip


def test_an_empty_table_keeps_one_row(make, tmp_path):
    path = make(rows=[["{{宿題.担当}}", "{{宿題.内容}}"]])
    table = fill(path, tmp_path, rows={"宿題": []}).tables[0]
    assert [cell.text for cell in table.rows[0].cells] == ["（なし）", ""]


def test_headers_are_filled_too(tmp_path):
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "{{会議名}}"
    document.add_paragraph("{{場所}}")
    document.save(str(tmp_path / "header.docx"))
    filled = fill(tmp_path / "header.docx", tmp_path, singles={"会議名": "運営会議", "場所": "研修室"})
    assert filled.sections[0].header.paragraphs[0].text == "運営会議"


def test_what_was_said_never_becomes_a_placeholder(make, tmp_path):
    document = fill(
        make("{{決定事項}}"), tmp_path, lists={"決定事項": ["{{会議名}} & <w:t>"]}, singles={"会議名": "x"}
    )
    assert texts(document) == ["{{会議名}} & <w:t>"]


def test_the_sample_gives_minutes_through_the_sandbox(transcript, tmp_path):
    (tmp_path / "sample.docx").write_bytes(sample())
    content = docx_export(transcript, ExportOptions(template=tmp_path / "sample.docx"))
    document = docx.Document(io.BytesIO(content))
    assert "延長に決定" in texts(document)
    assert [cell.text for cell in document.tables[1].rows[1].cells] == ["1", "佐藤さん", "確認", "来週"]
    assert not any(PLACEHOLDER.search(text) for text in texts(document))


def test_a_row_says_what_is_doubtful_and_where_voices_overlap(doubted):
    rows = values_of(doubted, ExportOptions()).rows["全文"]
    assert [row["発言"] for row in rows] == [
        "【要確認】会議を始めます。",
        "賛成します。（発言の重なりあり）",
    ]


@given(st.lists(st.text(st.sampled_from("{}会議名 a"), max_size=6), max_size=5))
def test_any_cutting_into_runs_reads_the_same(pieces):
    joined = "".join(["{{", *pieces, "}}"])
    for match in PLACEHOLDER.finditer(joined):
        assert canonical(match[1]) == canonical(f" {match[1]} ")


@pytest.mark.parametrize(
    ("name", "japanese"),
    [("Title", "会議名"), ("tasks.who", "宿題.担当"), ("TODO", "宿題"), ("次回", "次回")],
)
def test_names_have_english_aliases(name, japanese):
    assert canonical(name) == japanese
