"""A Word document with text, and secrets, in every corner, made part by part."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
Parts = dict[str, str | bytes]
Build = Callable[..., Path]


def part(tag: str, inner: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{tag} {NAMESPACES}>{inner}</w:{tag}>'


def relationships(*rows: tuple[str, str, str, bool]) -> str:
    items = "".join(
        f'<Relationship Id="{id_}" Type="{R}/{kind}" Target="{target}"'
        + (' TargetMode="External"/>' if external else "/>")
        for id_, kind, target, external in rows
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{items}</Relationships>'


def paragraph(*runs: str) -> str:
    return "<w:p>" + "".join(f'<w:r><w:t xml:space="preserve">{run}</w:t></w:r>' for run in runs) + "</w:p>"


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Write a docx of the given body markup; `rows` are relationships of the main part."""

    def write(
        body: str, *rows: tuple[str, str, str, bool], more: Parts | None = None, name: str = "a.docx"
    ) -> Path:
        parts: Parts = {
            "[Content_Types].xml": (
                '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                '<Default Extension="xml" ContentType="application/xml"/>'
                f'<Override PartName="/word/document.xml" ContentType="{WORD}.document.main+xml"/></Types>'
            ),
            "_rels/.rels": relationships(("rId1", "officeDocument", "word/document.xml", False)),
            "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
            "word/_rels/document.xml.rels": relationships(*rows),
            **(more or {}),
        }
        path = tmp_path / name
        with zipfile.ZipFile(path, "w") as file:
            for entry, content in parts.items():
                file.writestr(entry, content)
        return path

    return write


@pytest.fixture
def contents() -> Callable[[Path], dict[str, bytes]]:
    """Every entry of a zip file, unpacked."""

    def unpack(path: Path) -> dict[str, bytes]:
        with zipfile.ZipFile(path) as file:
            return {name: file.read(name) for name in file.namelist()}

    return unpack
