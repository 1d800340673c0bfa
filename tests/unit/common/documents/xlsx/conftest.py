"""A workbook with text, and secrets, in every corner, made part by part."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
Rows = list[tuple[str, str, str]]
Build = Callable[..., Path]


def relationships(rows: Rows) -> str:
    items = "".join(
        f'<Relationship Id="{id_}" Type="{R}/{kind}" Target="{target}"/>' for id_, kind, target in rows
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{items}</Relationships>'


def part(tag: str, inner: str) -> str:
    return f'<{tag} xmlns="{S}" xmlns:r="{R}">{inner}</{tag}>'


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Write an xlsx of one sheet from the markup of its rows; `workbook`, `tail`, `strings` add to it."""

    def write(
        rows: str,
        *,
        head: str = "",
        tail: str = "",
        strings: str = "",
        workbook: str = "",
        sheets: str = "",
        workbook_rows: Rows | None = None,
        sheet_rows: Rows | None = None,
        more: dict[str, str | bytes] | None = None,
        name: str = "a.xlsx",
    ) -> Path:
        parts: dict[str, str | bytes] = {
            "[Content_Types].xml": (
                '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
                'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
            ),
            "_rels/.rels": relationships([("rId1", "officeDocument", "xl/workbook.xml")]),
            "xl/workbook.xml": part(
                "workbook",
                f'<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/>{sheets}</sheets>{workbook}',
            ),
            "xl/_rels/workbook.xml.rels": relationships(
                [
                    ("rId1", "worksheet", "worksheets/sheet1.xml"),
                    ("rId2", "sharedStrings", "sharedStrings.xml"),
                    *(workbook_rows or []),
                ]
            ),
            "xl/sharedStrings.xml": part("sst", strings),
            "xl/worksheets/sheet1.xml": part("worksheet", f"{head}<sheetData>{rows}</sheetData>{tail}"),
            "xl/worksheets/_rels/sheet1.xml.rels": relationships(sheet_rows or []),
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
