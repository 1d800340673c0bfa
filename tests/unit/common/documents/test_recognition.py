import zipfile
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from common.documents import read, read_here, recognition
from common.documents.pictures import Line, Picture
from common.documents.recognition import ranges
from common.errors import ModelMissing


def black(picture: Picture) -> Sequence[Line]:
    """Reads one thing only: where the paper is black."""
    image = Image.frombytes("L", (picture.width, picture.height), picture.pixels)
    box = image.point(lambda value: 255 * (value < 128)).getbbox()
    return [Line(text="黒い所", box=box, confidence=1.0)] if box else []


def missing(_: Picture) -> Sequence[Line]:
    raise ModelMissing("rapidocr")


def scan() -> Image.Image:
    image = Image.new("L", (300, 400), 255)
    image.paste(0, (30, 40, 90, 80))
    return image


def pdf(path: Path, *, rotation: int = 0) -> Path:
    """A page of text, a scanned one, a stamped scan and a blank one."""
    canvas = Canvas(str(path), pagesize=(300, 400))
    canvas.drawString(50, 300, "first page")
    canvas.showPage()
    for text in ("", "stamped"):
        canvas.drawImage(ImageReader(scan()), 0, 0, 300, 400)
        canvas.drawString(150, 20, text)
        canvas.showPage()
    canvas.showPage()
    canvas.save()
    if rotation:
        with pypdfium2.PdfDocument(path.read_bytes()) as file:
            for number in (1, 2):
                file[number].set_rotation(rotation)
            file.save(path)
    return path


def test_without_a_reader_scans_are_named(tmp_path: Path) -> None:
    document = read_here(pdf(tmp_path / "a.pdf"))
    assert [s.text for s in document.segments] == ["first page", "stamped"]
    assert document.unread == [
        "2ページには文字がありません。スキャンした画像のようです。",
        "3ページには、スキャンした画像があり、その中の文字は読み取っていません。",
    ]


@pytest.mark.parametrize("rotation", [0, 90, 270])
def test_scans_are_read_in_their_place(tmp_path: Path, rotation: int) -> None:
    document = read(pdf(tmp_path / "a.pdf", rotation=rotation), recognizer=black)
    assert [(s.id, s.text) for s in document.segments] == [
        ("p1-1", "first page"),
        ("p2-o1", "黒い所"),
        ("p3-1", "stamped"),
        ("p3-o1", "黒い所"),
    ]
    assert (document.unread, document.scans) == ([], [])
    box = document.segments[1].place.box
    assert box is not None
    assert [round(edge) for edge in box] == [30, 320, 90, 360]


def test_a_missing_model_is_said_once(tmp_path: Path) -> None:
    document = read_here(pdf(tmp_path / "a.pdf"), recognizer=missing)
    assert len(document.unread) == 3
    assert "rapidocr" in document.unread[-1] and "make models" in document.unread[-1]
    assert [s.page for s in document.scans] == [2, 3]


def test_pages_past_the_limit_are_said_to_be_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "MOST_SCANS", 1)
    document = read_here(pdf(tmp_path / "a.pdf"), recognizer=black)
    assert document.text.count("黒い所") == 1
    assert document.unread[0].startswith("3ページ") and "1ページまで" in document.unread[1]


def test_scans_inside_other_files_are_read(tmp_path: Path) -> None:
    scan().save(tmp_path / "b.png")
    with zipfile.ZipFile(tmp_path / "inner.zip", "w") as file:
        file.write(tmp_path / "b.png", "写真.png")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as file:
        file.write(pdf(tmp_path / "a.pdf"), "a.pdf")
        file.write(tmp_path / "inner.zip", "inner.zip")
        file.writestr("z.txt", "末尾")
    found = [
        (s.place.member, s.place.page, s.text) for s in read(tmp_path / "a.zip", recognizer=black).segments
    ]
    assert found == [
        ("a.pdf", None, "a.pdf"),
        ("a.pdf", 1, "first page"),
        ("a.pdf", 2, "黒い所"),
        ("a.pdf", 3, "stamped"),
        ("a.pdf", 3, "黒い所"),
        ("inner.zip", None, "inner.zip"),
        ("inner.zip › 写真.png", None, "写真.png"),
        ("inner.zip › 写真.png", None, "黒い所"),
        ("z.txt", None, "z.txt"),
        ("z.txt", None, "末尾"),
    ]
    named = read_here(tmp_path / "a.zip").unread
    assert named[-1] == "「inner.zip › 写真.png」: 画像の中の文字は読み取っていません。"


def test_what_the_page_holds_as_text_is_not_read_twice(tmp_path: Path) -> None:
    def same(_: Picture) -> Sequence[Line]:
        return [
            Line(text="ＳＴＡＭ PED", box=(0, 0, 1, 1), confidence=1),
            Line(text="new", box=(0, 0, 1, 1), confidence=1),
        ]

    document = read_here(pdf(tmp_path / "a.pdf"), recognizer=same)
    assert [s.text.lower() for s in document.segments if s.place.page == 3] == [
        "stamped",
        "ｓｔａｍ ped",
        "new",
    ]


def test_a_page_that_cannot_be_drawn_is_named_with_the_cause(tmp_path: Path) -> None:
    scan().save(tmp_path / "a.png")
    whole = (tmp_path / "a.png").read_bytes()
    (tmp_path / "a.png").write_bytes(whole[: len(whole) - 60])
    document = read_here(tmp_path / "a.png", recognizer=black)
    assert "壊れています" in document.unread[0]


def test_pages_are_named_in_ranges() -> None:
    assert ranges([1, 3, 4, 5, 9]) == "1、3〜5、9"
