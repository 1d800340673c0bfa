from pathlib import Path

import pypdfium2
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from common.documents import read_here
from common.errors import BrokenFile, EncryptedFile

pdfmetrics.registerFont(UnicodeCIDFont("HeiseiMin-W3"))


def made(path: Path, **options: object) -> Path:
    canvas = Canvas(str(path), **options)
    canvas.setTitle("お知らせ")
    canvas.setFont("HeiseiMin-W3", 12)
    canvas.drawString(100, 700, "住民税のお知らせ")
    canvas.drawString(100, 680, "窓口は本庁舎です。")
    canvas.bookmarkPage("top")
    canvas.addOutlineEntry("山田様の件", "top")
    canvas.textAnnotation("要確認", Rect=[10, 10, 50, 50])
    canvas.showPage()
    for _ in range(2):
        canvas.rect(100, 100, 50, 50, fill=1)
        canvas.showPage()
    canvas.save()
    return path


def test_lines_are_read_with_page_and_box(tmp_path: Path) -> None:
    document = read_here(made(tmp_path / "a.pdf"))
    lines = [segment for segment in document.segments if segment.place.part == "body"]
    assert [(s.id, s.text, s.place.page) for s in lines] == [
        ("p1-1", "住民税のお知らせ", 1),
        ("p1-2", "窓口は本庁舎です。", 1),
    ]
    box = lines[0].place.box
    assert box is not None
    left, bottom, right, top = box
    assert 95 < left < 105 < 190 < right < 200
    assert 690 < bottom < 705 < top < 715
    assert document.title == "お知らせ"


def test_bookmarks_and_annotations_are_read(tmp_path: Path) -> None:
    found = {(s.place.part, s.text, s.place.page) for s in read_here(made(tmp_path / "a.pdf")).segments}
    assert {("bookmark", "山田様の件", 1), ("comment", "要確認", 1)} <= found


def test_pages_of_outlined_text_are_named_and_blank_ones_are_not(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"))
    for shapes in (40, 0, 1):
        for number in range(shapes):
            canvas.rect(100 + 10 * number, 100, 8, 8, fill=1)
        canvas.showPage()
    canvas.save()
    assert read_here(tmp_path / "a.pdf").unread == [
        "1ページには文字がありません。スキャンした画像のようです。"
    ]


def test_columns_are_read_from_the_right(tmp_path: Path) -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiKakuGo-W5", isVertical=True))
    canvas = Canvas(str(tmp_path / "a.pdf"))
    canvas.setFont("HeiseiKakuGo-W5", 12)
    for number, column in enumerate(["吾輩は猫である", "名前はまだ無い", "どこで生れたか"]):
        canvas.drawString(500 - 20 * number, 750, column)
    canvas.save()
    assert read_here(tmp_path / "a.pdf").text == "吾輩は猫である\n名前はまだ無い\nどこで生れたか"


def test_attached_files_are_read(tmp_path: Path) -> None:
    with pypdfium2.PdfDocument(made(tmp_path / "a.pdf")) as file:
        file.new_attachment("別紙.txt").set_data("別紙の文".encode())
        file.save(tmp_path / "b.pdf")
    last = read_here(tmp_path / "b.pdf").segments[-1]
    assert (last.place.member, last.text) == ("別紙.txt", "別紙の文")


def test_a_protected_pdf_is_said_to_be(tmp_path: Path) -> None:
    path = made(tmp_path / "a.pdf", encrypt=StandardEncryption("secret", canPrint=0))
    with pytest.raises(EncryptedFile, match="パスワード"):
        read_here(path)


def test_a_cut_pdf_is_broken_or_read_but_never_silent(tmp_path: Path) -> None:
    whole = made(tmp_path / "a.pdf").read_bytes()
    (tmp_path / "b.pdf").write_bytes(whole[:200])
    with pytest.raises(BrokenFile):
        read_here(tmp_path / "b.pdf")
