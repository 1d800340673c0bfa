import zipfile
from pathlib import Path

import pytest

from common.documents import read, read_here
from common.errors import BrokenFile, EncryptedFile

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
        "presentation": "urn:oasis:names:tc:opendocument:xmlns:presentation:1.0",
        "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
        "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
        "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
        "dc": "http://purl.org/dc/elements/1.1/",
        "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
    }.items()
)
META = (
    "<office:meta><dc:title>要綱</dc:title><meta:initial-creator>総務課</meta:initial-creator>"
    "<dc:creator>別の人</dc:creator></office:meta>"
)


def made(path: Path, kind: str, body: str, styles: str = "", manifest: str = "") -> Path:
    parts = {
        "content": f"<office:body><office:{kind}>{body}</office:{kind}></office:body>",
        "styles": styles,
        "meta": META,
        "META-INF/manifest": manifest,
    }
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        for name, inner in parts.items():
            file.writestr(f"{name}.xml", f"<office:document {NAMESPACES}>{inner}</office:document>")
    return path


def test_a_text_is_read_with_all_that_stands_around_it(tmp_path: Path) -> None:
    body = """<text:tracked-changes><text:changed-region><text:deletion><text:p>消した</text:p></text:deletion>
      </text:changed-region></text:tracked-changes>
      <text:h>第１章</text:h>
      <text:p>これは<text:ruby><text:ruby-base>要綱</text:ruby-base><text:ruby-text>ようこう</text:ruby-text></text:ruby>です<text:note
      text:note-class="footnote"><text:note-citation>1</text:note-citation>
      <text:note-body><text:p>注</text:p></text:note-body></text:note><text:s text:c="2"/>。<text:line-break/>次<text:tab/>行
      <office:annotation><dc:creator>係</dc:creator><text:p>要確認</text:p></office:annotation>
      <draw:frame><draw:text-box><text:p>囲み</text:p></draw:text-box><svg:desc>地図</svg:desc></draw:frame></text:p>
      <table:table><table:table-row><table:table-cell><text:p>表の中</text:p></table:table-cell></table:table-row></table:table>"""
    styles = """<office:styles><style:style><text:p>様式</text:p></style:style></office:styles>
      <style:master-page><style:header><text:p>上</text:p></style:header><style:footer><text:p>下</text:p></style:footer>
      </style:master-page>"""
    document = read_here(made(tmp_path / "a.odt", "text", body, styles))
    assert (document.format, document.title, document.author) == ("odt", "要綱", "総務課")
    assert [(s.place.part, s.text) for s in document.segments] == [
        ("body", "第１章"),
        ("body", "これは要綱です  。\n次\t行"),
        ("footnote", "注"),
        ("comment", "要確認"),
        ("textbox", "囲み"),
        ("alt", "地図"),
        ("body", "表の中"),
        ("header", "上"),
        ("footer", "下"),
    ]
    assert "変更履歴" in document.unread[0]
    assert read(tmp_path / "a.odt") == document


def test_a_spreadsheet_is_read_cell_by_cell(tmp_path: Path) -> None:
    body = """</office:spreadsheet><office:automatic-styles><style:style style:name="h">
      <style:table-properties table:display="false"/></style:style></office:automatic-styles><office:spreadsheet>
      <table:table table:name="名簿"><table:table-header-rows><table:table-row><table:table-cell table:number-columns-repeated="2"/>
      <table:table-cell table:number-columns-repeated="3"><text:p>同</text:p></table:table-cell>
      <table:table-cell><text:p>一</text:p><text:p>二</text:p><office:annotation><text:p>注意</text:p></office:annotation></table:table-cell>
      </table:table-row></table:table-header-rows>
      <table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>
      <table:table-row table:visibility="collapse"><table:table-cell><text:p>隠</text:p></table:table-cell></table:table-row>
      <table:shapes><draw:frame><draw:text-box><text:p>箱</text:p></draw:text-box></draw:frame></table:shapes></table:table>
      <table:table table:name="控え" table:style-name="h"><table:table-row><table:table-cell><text:p>内緒</text:p>
      </table:table-cell></table:table-row></table:table>"""
    document = read_here(made(tmp_path / "a.ods", "spreadsheet", body))
    assert [(s.id, s.place.label(), s.text) for s in document.segments[:7]] == [
        ("s1", "名簿 シート名", "名簿"),
        ("s1!C1", "名簿 C1", "同"),
        ("s1!F1", "名簿 F1", "一\n二"),
        ("s1!F1#comment", "名簿 コメント F1", "注意"),
        ("s1!A1048002", "名簿 A1048002 （非表示）", "隠"),
        ("s2", "控え シート名 （非表示）", "控え"),
        ("s2!A1", "控え A1 （非表示）", "内緒"),
    ]
    assert [(s.place.part, s.text) for s in document.segments[7:]] == [("textbox", "箱")]


def test_slides_are_read_with_titles_and_notes(tmp_path: Path) -> None:
    body = """<draw:page><draw:frame presentation:class="title"><draw:text-box><text:p>題</text:p></draw:text-box></draw:frame>
      <draw:frame><draw:text-box><text:p>本文</text:p></draw:text-box></draw:frame>
      <presentation:notes><draw:frame><draw:text-box><text:p>話</text:p></draw:text-box></draw:frame></presentation:notes>
      </draw:page><draw:page><draw:custom-shape><text:p>図形</text:p></draw:custom-shape></draw:page>"""
    document = read_here(made(tmp_path / "a.odp", "presentation", body))
    assert [(s.place.slide, s.place.part, s.text) for s in document.segments] == [
        (1, "title", "題"),
        (1, "body", "本文"),
        (1, "note", "話"),
        (2, "body", "図形"),
    ]


def test_a_protected_file_is_said_to_be(tmp_path: Path) -> None:
    manifest = "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
    with pytest.raises(EncryptedFile):
        read_here(made(tmp_path / "a.odt", "text", "", manifest=manifest))


def test_a_file_without_content_is_broken(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.odt", "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    with pytest.raises(BrokenFile):
        read_here(tmp_path / "a.odt")
