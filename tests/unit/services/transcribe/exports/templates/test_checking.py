import pytest
from docx import Document
from docx.oxml import OxmlElement

from common.errors import BadRequest, BrokenFile, TooLarge, UnsupportedFormat
from common.settings import SandboxSettings
from services.transcribe.exports.templates import checking
from services.transcribe.exports.templates.checking import check, check_here
from services.transcribe.exports.templates.sample import sample

RELS = "word/_rels/document.xml.rels"
KINDS = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
EXTERNAL = (
    b'<Relationship Id="rIdX" Type="' + KINDS + b'%s" Target="%s" TargetMode="External"/></Relationships>'
)


def with_relation(kind, target):
    return {RELS: lambda old: old.replace(b"</Relationships>", EXTERNAL % (kind, target))}


def test_the_sample_is_a_good_template(tmp_path):
    (tmp_path / "sample.docx").write_bytes(sample())
    found = check(tmp_path / "sample.docx", SandboxSettings()).placeholders
    assert {"会議名", "議題", "宿題.担当", "経過"} <= set(found)


def test_english_and_wide_placeholders_are_the_same(make):
    assert check_here(make("{{ title }} ｛｛決定事項｝｝ {{Decisions}}")).placeholders == [
        "会議名",
        "決定事項",
    ]


def test_unknown_placeholders_are_named(make):
    with pytest.raises(BadRequest, match="司会") as error:
        check_here(make("{{会議名}} {{司会}}"))
    assert error.value.extra["unknown"] == ["司会"]


def test_a_template_without_placeholders_is_none(make):
    with pytest.raises(BadRequest, match="差し込み項目がありません"):
        check_here(make("会議録"))


def test_fields_of_a_list_belong_into_a_table_row(make):
    with pytest.raises(BadRequest, match="表の行の中"):
        check_here(make("{{宿題.担当}}"))
    with pytest.raises(BadRequest, match="違う種類"):
        check_here(make(rows=[["{{宿題.担当}}", "{{議題.内容}}"]]))


@pytest.mark.parametrize("kind", [b"attachedTemplate", b"image", b"hyperlink", b"oleObject"])
def test_links_to_the_outside_are_refused(make, repacked, kind):
    path = repacked(make("{{会議名}}"), with_relation(kind, b"http://203.0.113.1/x.dotm"))
    with pytest.raises(BadRequest):
        check(path, SandboxSettings())


def test_macros_are_refused(make, repacked):
    types = {
        "[Content_Types].xml": lambda old: old.replace(
            b"wordprocessingml.document.main", b"x.macroEnabled.main"
        )
    }
    with pytest.raises(BadRequest, match="マクロ"):
        check_here(repacked(make("{{会議名}}"), types))


def test_another_office_format_is_refused(make, repacked):
    types = {
        "[Content_Types].xml": lambda old: old.replace(
            b"wordprocessingml.document.main", b"wordprocessingml.template.main"
        )
    }
    with pytest.raises(UnsupportedFormat):
        check_here(repacked(make("{{会議名}}"), types))


def test_fields_that_read_other_files_are_refused(tmp_path):
    document = Document()
    paragraph = document.add_paragraph("{{会議名}}")
    for piece in ("INCLUDE", 'TEXT "C:/secret.txt"'):
        code = OxmlElement("w:instrText")
        code.text = piece
        paragraph.add_run()._r.append(code)
    document.save(str(tmp_path / "field.docx"))
    with pytest.raises(BadRequest, match="フィールド"):
        check_here(tmp_path / "field.docx")


def test_a_bomb_is_refused(make, repacked, monkeypatch):
    monkeypatch.setattr(checking, "MOST_UNPACKED", 1 << 20)
    with pytest.raises(TooLarge):
        check_here(repacked(make("{{会議名}}"), {"word/media/x.bin": b"\0" * (2 << 20)}))


def test_what_is_no_zip_is_broken(tmp_path):
    (tmp_path / "x.docx").write_bytes(b"PK not a zip")
    with pytest.raises(BrokenFile):
        check(tmp_path / "x.docx", SandboxSettings())
