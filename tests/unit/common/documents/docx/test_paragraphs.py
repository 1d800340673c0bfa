import zipfile
from collections.abc import Callable
from pathlib import Path

import docx as python_docx
import pytest

from common.documents import Edit, read_here, rewrite_here

Build = Callable[..., Path]
TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
BOX = "<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>"
TEXTBOX = (
    "<w:p><w:r><w:t>前</w:t></w:r><w:r><mc:AlternateContent>"
    '<mc:Choice Requires="wps"><wps:txbx>{choice}</wps:txbx></mc:Choice>'
    "<mc:Fallback><v:textbox>{fallback}</v:textbox></mc:Fallback>"
    "</mc:AlternateContent></w:r><w:r><w:t>後</w:t></w:r></w:p>"
)
RUBY = (
    "<w:p><w:r><w:t>申請者</w:t></w:r><w:r><w:t>は</w:t><w:ruby><w:rubyPr/><w:rt><w:r><w:t>やまだ</w:t></w:r></w:rt>"
    "<w:rubyBase><w:r><w:rPr><w:b/></w:rPr><w:t>山田</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    "<w:r><w:t>です</w:t></w:r></w:p>"
)


def texts(path: Path) -> list[str]:
    return [segment.text for segment in read_here(path).segments]


def edit(path: Path, old: str, new: str) -> Edit:
    segment = next(s for s in read_here(path).segments if old in s.text)
    start = segment.text.index(old)
    return Edit(segment_id=segment.id, start=start, end=start + len(old), text=new)


def test_every_part_is_read(tmp_path: Path) -> None:
    made = python_docx.Document()
    made.core_properties.title = "回覧"
    made.add_paragraph("本文です")
    made.add_table(1, 1).cell(0, 0).text = "表の中"
    made.sections[0].header.paragraphs[0].text = "見出し"
    made.sections[0].footer.paragraphs[0].text = "下"
    made.add_comment(made.paragraphs[0].runs[0], "要確認", author="山田")
    made.save(str(tmp_path / "a.docx"))
    document = read_here(tmp_path / "a.docx")
    found = {(s.place.part, s.text) for s in document.segments}
    assert found == {
        ("body", "本文です"),
        ("body", "表の中"),
        ("header", "見出し"),
        ("footer", "下"),
        ("comment", "要確認"),
    }
    assert document.title == "回覧"
    assert document.metadata["creator"] == "python-docx"


def test_marks_are_characters_of_the_text(build: Build) -> None:
    path = build("<w:p><w:r><w:t>氏名</w:t><w:tab/><w:t>山田</w:t><w:br/><w:t>住所</w:t></w:r></w:p>")
    assert texts(path) == ["氏名\t山田\n住所"]


def test_a_text_box_is_read_once_and_apart_from_its_paragraph(build: Build) -> None:
    path = build(TEXTBOX.format(choice=BOX.format(text="箱"), fallback=BOX.format(text="箱")))
    assert [(s.text, s.place.part) for s in read_here(path).segments] == [("前後", "body"), ("箱", "textbox")]


@pytest.mark.parametrize(
    "fallback", [BOX.format(text="氏名 山田"), BOX.format(text="氏名：山田"), BOX.format(text="山田") * 2]
)
def test_the_fallback_of_a_text_box_stays_in_step(
    build: Build, tmp_path: Path, contents: Callable[[Path], dict[str, bytes]], fallback: str
) -> None:
    path = build(TEXTBOX.format(choice=BOX.format(text="氏名 山田"), fallback=fallback))
    rewrite_here(path, [edit(path, "山田", "Ａ氏")], tmp_path / "b.docx")
    assert texts(tmp_path / "b.docx") == ["前後", "氏名 Ａ氏"]
    assert "山田" not in contents(tmp_path / "b.docx")["word/document.xml"].decode()


def test_a_text_box_of_an_old_program_is_read(build: Build) -> None:
    path = build(
        "<w:p><w:r><w:pict><v:shape><v:textbox>"
        + BOX.format(text="古い箱")
        + "</v:textbox></v:shape></w:pict></w:r></w:p>"
    )
    assert texts(path) == ["古い箱"]


def test_readings_are_no_text(build: Build) -> None:
    assert texts(build(RUBY)) == ["申請者は山田です"]


def test_a_reading_goes_with_its_base(
    build: Build, tmp_path: Path, contents: Callable[[Path], dict[str, bytes]]
) -> None:
    path = build(RUBY)
    rewrite_here(path, [edit(path, "田", "■")], tmp_path / "b.docx")
    markup = contents(tmp_path / "b.docx")["word/document.xml"].decode()
    assert texts(tmp_path / "b.docx") == ["申請者は山■です"]
    assert "やまだ" not in markup
    assert "w:ruby" not in markup
    assert "<w:b/>" in markup


def test_a_reading_stays_when_its_base_does(
    build: Build, tmp_path: Path, contents: Callable[[Path], dict[str, bytes]]
) -> None:
    path = build(RUBY)
    rewrite_here(path, [edit(path, "申請者", "届出人")], tmp_path / "b.docx")
    assert "やまだ" in contents(tmp_path / "b.docx")["word/document.xml"].decode()


def test_deleted_and_moved_text_is_left_out_and_said_to_be_there(build: Build) -> None:
    path = build(
        "<w:p><w:r><w:t>残る</w:t></w:r><w:ins><w:r><w:t>足した</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>消した</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>移した</w:t></w:r></w:moveFrom></w:p>"
    )
    document = read_here(path)
    assert document.text == "残る足した"
    assert any("変更履歴" in note for note in document.unread)


def test_alternative_text_is_read_and_rewritten(build: Build, tmp_path: Path) -> None:
    path = build(
        '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="図 1" descr="山田さんの写真"/></wp:inline></w:drawing></w:r></w:p>'
    )
    assert read_here(path).segments[0].place.part == "alt"
    rewrite_here(path, [edit(path, "山田", "Ａ")], tmp_path / "b.docx")
    assert texts(tmp_path / "b.docx") == ["Ａさんの写真"]


def test_the_strict_dialect_is_read(build: Build, tmp_path: Path) -> None:
    path = build("<w:p><w:r><w:t>厳格</w:t></w:r></w:p>")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "s.docx", "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(TRANSITIONAL, STRICT))
    assert texts(tmp_path / "s.docx") == ["厳格"]
