import codecs
import zipfile
from pathlib import Path

import docx
import openpyxl
import pptx
import pypdfium2
import pytest

from examples.make import drive
from examples.make.sources import load

DRIVE = drive.EXAMPLES / "drive"
FILES = sorted(path for path in DRIVE.rglob("*") if path.is_file())
SHIFT_JIS = {"庶務だより_10月.txt", "メモ.txt"}
LYING_NAMES = {"新規文書(1).docx": "在宅勤務", "無題.docx": "住居確保給付金", "メモ.txt": "償却資産"}


def pdf_text(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def docx_text(path: Path) -> str:
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def xlsx_text(path: Path) -> str:
    rows = [row for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows(values_only=True)]
    return "\n".join(str(cell) for row in rows for cell in row)


def pptx_text(path: Path) -> str:
    slides = pptx.Presentation(str(path)).slides
    shapes = [shape for slide in slides for shape in (*slide.shapes, *slide.notes_slide.shapes)]
    return "\n".join(shape.text_frame.text for shape in shapes if shape.has_text_frame)


def encoding(path: Path) -> str:
    return "cp932" if path.suffix == ".csv" or path.name in SHIFT_JIS else "utf-8"


def text(path: Path) -> str:
    readers = {".pdf": pdf_text, ".docx": docx_text, ".xlsx": xlsx_text, ".pptx": pptx_text}
    if reader := readers.get(path.suffix):
        return reader(path)
    return path.read_text(encoding(path))


@pytest.fixture(scope="module")
def remade(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("drive")
    assert list(drive.make(folder))
    return folder


def test_the_drive_holds_some_thirty_files_of_every_kind_within_its_size() -> None:
    assert 30 <= len(FILES) <= 40
    assert {path.suffix for path in FILES} == set(drive.WRITERS)
    assert sum(path.stat().st_size for path in FILES) < 1_500_000


def test_the_drive_holds_exactly_what_the_contents_make(remade) -> None:
    made = {path.relative_to(remade) for path in remade.rglob("*") if path.is_file()}
    assert made == {path.relative_to(DRIVE) for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_remaking_a_file_gives_the_same_text(path, remade) -> None:
    assert text(remade / path.relative_to(DRIVE)) == text(path)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_says_at_least_a_few_lines_in_japanese(path) -> None:
    assert sum("ぁ" <= character <= "龥" for character in text(path)) > 150


@pytest.mark.parametrize(
    "path", [path for path in FILES if encoding(path) == "cp932"], ids=lambda path: path.name
)
def test_a_shift_jis_file_is_not_utf_8(path) -> None:
    content = path.read_bytes()
    assert b"\r\n" in content
    with pytest.raises(UnicodeDecodeError):
        codecs.decode(content, "utf-8")


@pytest.mark.parametrize(("name", "subject"), LYING_NAMES.items())
def test_a_name_that_says_nothing_hides_a_subject(name, subject) -> None:
    (path,) = (path for path in FILES if path.name == name)
    assert subject in text(path)
    assert subject not in name


def test_fees_are_waived_in_different_words_so_that_meaning_matters() -> None:
    waiver = text(DRIVE / "市民課" / "手数料の免除について.pdf")
    reduction = text(DRIVE / "税務課" / "市税減免取扱要綱.docx")
    assert "料金の免除" in waiver
    assert "減免" not in waiver
    assert "減免" in reduction
    assert "料金" not in reduction


@pytest.mark.parametrize(
    "path", [path for path in FILES if path.suffix in {".docx", ".xlsx", ".pptx"}], ids=lambda path: path.name
)
def test_no_office_file_carries_the_time_it_was_made(path) -> None:
    content = drive.CONTENTS / "drive" / path.relative_to(DRIVE).with_name(path.name + ".md")
    moment = load(content).modified
    with zipfile.ZipFile(path) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {moment.timetuple()[:6]}
        assert moment.strftime(">%Y-%m-%dT%H:%M:%SZ</dcterms:modified>") in archive.read(
            "docProps/core.xml"
        ).decode("utf-8")
