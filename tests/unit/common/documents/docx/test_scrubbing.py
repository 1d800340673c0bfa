"""After a masked, scrubbed rewrite the masked words are in no part of the file."""

from collections.abc import Callable
from pathlib import Path

import docx as python_docx
import pytest

from common.documents import Edit, Report, read, read_here, rewrite, rewrite_here

Build = Callable[..., Path]
Contents = Callable[[Path], dict[str, bytes]]
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
P = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"


def mask(path: Path, out: Path, *words: str) -> Report:
    """Mask every occurrence of `words` in every segment."""
    edits = []
    for segment in read_here(path).segments:
        for word in words:
            at = segment.text.find(word)
            while at >= 0:
                edits.append(Edit(segment_id=segment.id, start=at, end=at + len(word), text="■"))
                at = segment.text.find(word, at + len(word))
    return rewrite_here(path, edits, out, scrub=True)


def found(parts: dict[str, bytes], word: str) -> list[str]:
    return [name for name, content in parts.items() if word.encode() in content or word in name]


@pytest.mark.parametrize(
    "hiding",
    [
        '<w:p><w:r><w:instrText> HYPERLINK "mailto:taro@example.jp" \\o "山田太郎" </w:instrText></w:r></w:p>',
        '<w:p><w:fldSimple w:instr="DOCPROPERTY 山田太郎"/></w:p>',
        '<w:p><w:bookmarkStart w:id="1" w:name="山田太郎"/><w:bookmarkEnd w:id="1"/></w:p>',
        '<w:p><w:hyperlink w:anchor="山田太郎" w:tooltip="taro@example.jp"><w:r><w:t>x</w:t></w:r></w:hyperlink></w:p>',
        '<w:sdt><w:sdtPr><w:alias w:val="山田太郎"/><w:tag w:val="taro@example.jp"/></w:sdtPr><w:sdtContent/></w:sdt>',
        '<w:p><w:ins w:id="1" w:author="山田太郎"><w:r><w:t>x</w:t></w:r></w:ins></w:p>',
        '<w:p><w:del w:id="1" w:author="A"><w:r><w:delText>山田太郎</w:delText></w:r></w:del></w:p>',
        '<w:p><w:r><w:rPr><w:rPrChange w:id="1" w:author="山田太郎"><w:rPr/></w:rPrChange></w:rPr><w:t>x</w:t></w:r></w:p>',
        '<w:smartTag w:uri="u" w:element="山田太郎"><w:p/></w:smartTag>',
        "<w:p><!-- 山田太郎 --></w:p>",
    ],
)
def test_a_masked_name_is_not_left_in_the_markup(
    build: Build, contents: Contents, tmp_path: Path, hiding: str
) -> None:
    path = build(P.format("山田太郎 taro@example.jp") + hiding)
    assert found(contents(path), "山田太郎")
    mask(path, tmp_path / "b.docx", "山田太郎", "taro@example.jp")
    parts = contents(tmp_path / "b.docx")
    assert found(parts, "山田太郎") == found(parts, "taro@example.jp") == []


@pytest.mark.parametrize(
    ("kind", "target", "label"),
    [
        ("comments", "comments.xml", "コメント"),
        ("people", "people.xml", "コメントの作成者"),
        ("customXml", "../customXml/item1.xml", "カスタム XML"),
        ("package", "embeddings/book.xlsx", "埋め込みオブジェクト"),
        ("oleObject", "embeddings/ole.bin", "埋め込みオブジェクト"),
        ("aFChunk", "chunk.xml", "取り込まれた文書"),
        ("glossaryDocument", "glossary/document.xml", "定型句"),
        ("somethingNew", "new.xml", "その他の部品（somethingNew）"),
    ],
)
def test_parts_that_may_tell_something_are_dropped(
    build: Build, contents: Contents, tmp_path: Path, kind: str, target: str, label: str
) -> None:
    secret = f'<w:x xmlns:w="{W}"><w:p><w:r><w:t>山田太郎</w:t></w:r></w:p></w:x>'
    name = "customXml/item1.xml" if target.startswith("..") else f"word/{target}"
    path = build(P.format("本文"), ("rId1", kind, target, False), more={name: secret})
    report = rewrite_here(path, [], tmp_path / "b.docx", scrub=True)
    parts = contents(tmp_path / "b.docx")
    assert label in report.removed
    assert name not in parts
    assert found(parts, "山田太郎") == []
    assert found(parts, f'Target="{target}"') == []


def test_a_part_that_nothing_refers_to_is_dropped(build: Build, contents: Contents, tmp_path: Path) -> None:
    path = build(P.format("本文"), more={"word/leftover.xml": "<x>山田太郎</x>"})
    rewrite_here(path, [], tmp_path / "b.docx", scrub=True)
    assert found(contents(tmp_path / "b.docx"), "山田太郎") == []


def test_what_referred_to_a_dropped_part_goes_too(build: Build, contents: Contents, tmp_path: Path) -> None:
    body = P.format("前") + '<w:p><w:r><w:object><o:OLEObject r:id="rId1"/></w:object></w:r></w:p>'
    body += '<w:altChunk r:id="rId2"/>' + P.format("後")
    rows = [("rId1", "oleObject", "o.bin", False), ("rId2", "aFChunk", "c.xml", False)]
    path = build(body, *rows, more={"word/o.bin": b"1", "word/c.xml": "<x/>"})
    rewrite_here(path, [], tmp_path / "b.docx", scrub=True)
    markup = contents(tmp_path / "b.docx")["word/document.xml"]
    assert b"rId1" not in markup
    assert b"altChunk" not in markup
    assert read_here(tmp_path / "b.docx").text == "前\n後"


@pytest.mark.parametrize(
    ("target", "kept"),
    [
        ("https://www.city.example.jp/", True),
        ("mailto:taro@example.jp", False),
        ("https://example.jp/?n=%E5%B1%B1%E7%94%B0%E5%A4%AA%E9%83%8E", False),
        ("file:///C:/Users/yamada/memo.docx", False),
    ],
)
def test_links_are_kept_only_when_harmless(
    build: Build, contents: Contents, tmp_path: Path, target: str, kept: bool
) -> None:
    body = P.format("山田太郎 taro@example.jp")
    body += '<w:p><w:hyperlink r:id="rId1"><w:r><w:t>リンク</w:t></w:r></w:hyperlink></w:p>'
    path = build(body, ("rId1", "hyperlink", target, True))
    report = mask(path, tmp_path / "b.docx", "山田太郎", "taro@example.jp")
    assert bool(found(contents(tmp_path / "b.docx"), target)) == kept
    assert ("リンク先" in report.removed) != kept
    assert "リンク" in read_here(tmp_path / "b.docx").text


def test_properties_comments_and_changes_go_and_are_listed(tmp_path: Path, contents: Contents) -> None:
    made = python_docx.Document()
    made.core_properties.author = "山田太郎"
    made.core_properties.title = "山田太郎の申請"
    paragraph = made.add_paragraph("氏名")
    made.add_comment(paragraph.runs[0], "山田太郎さんに確認", author="山田太郎")
    made.save(str(tmp_path / "a.docx"))
    report = rewrite(tmp_path / "a.docx", [], tmp_path / "b.docx", scrub=True)
    assert {"コメント", "文書のプロパティ"} <= set(report.removed)
    parts = contents(tmp_path / "b.docx")
    assert found(parts, "山田太郎") == []
    assert not any(name.startswith("docProps") for name in parts)
    assert b"rsid" not in parts["word/document.xml"] + parts["word/settings.xml"]
    assert [p.text for p in python_docx.Document(str(tmp_path / "b.docx")).paragraphs] == ["氏名"]
    assert read(tmp_path / "b.docx").metadata == {}


def test_short_numbers_do_not_spoil_sizes(build: Build, contents: Contents, tmp_path: Path) -> None:
    path = build('<w:p><w:pPr><w:spacing w:line="245"/></w:pPr><w:r><w:t>年齢 45 歳</w:t></w:r></w:p>')
    mask(path, tmp_path / "b.docx", "45")
    assert b'w:line="245"' in contents(tmp_path / "b.docx")["word/document.xml"]
    assert read_here(tmp_path / "b.docx").text == "年齢 ■ 歳"


def test_scrubbing_twice_changes_nothing_more(build: Build, contents: Contents, tmp_path: Path) -> None:
    path = build("<w:p><w:ins><w:r><w:t>足した</w:t></w:r></w:ins></w:p>")
    assert rewrite_here(path, [], tmp_path / "b.docx", scrub=True).removed == ["変更履歴"]
    assert rewrite_here(tmp_path / "b.docx", [], tmp_path / "c.docx", scrub=True).removed == []
    assert contents(tmp_path / "b.docx") == contents(tmp_path / "c.docx")
