import io
import zipfile

import docx
import pytest


@pytest.fixture
def make(tmp_path):
    """A template whose paragraphs and table rows are given; each row is a list of cells."""

    def write(*paragraphs, rows=(), name="template.docx"):
        document = docx.Document()
        for text in paragraphs:
            document.add_paragraph(text)
        if rows:
            table = document.add_table(rows=len(rows), cols=len(rows[0]))
            for cells, row in zip(table.rows, rows, strict=True):
                for cell, text in zip(cells.cells, row, strict=True):
                    cell.text = text
        path = tmp_path / name
        document.save(str(path))
        return path

    return write


@pytest.fixture
def repacked(tmp_path):
    """A copy of a docx with parts added or changed: `repacked(path, {name: change(old bytes) or bytes})`."""

    def write(path, changes):
        out = io.BytesIO()
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            for name in dict.fromkeys([*old.namelist(), *changes]):
                content = old.read(name) if name in old.namelist() else b""
                change = changes.get(name, content)
                new.writestr(name, change(content) if callable(change) else change)
        copy = tmp_path / "repacked.docx"
        copy.write_bytes(out.getvalue())
        return copy

    return write
