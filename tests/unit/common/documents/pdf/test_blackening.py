"""PDFs without the words that were masked: judged by other engines, and by eye in pixels."""

import shutil
import subprocess
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from common.documents import Edit, Place, Report, Segment, read_here, rewrite_here
from tests.unit.common.documents.masking import edits_of, mask

FONT = Path("/usr/share/fonts/opentype/ipafont-gothic/ipag.ttf")
SECRET = "Taro Yamada"
pdfmetrics.registerFont(UnicodeCIDFont("HeiseiMin-W3"))


def made(path: Path, *lines: str, font: str = "Helvetica") -> Path:
    canvas = Canvas(str(path))
    canvas.setFont(font, 12)
    for number, line in enumerate(lines):
        canvas.drawString(100, 700 - 20 * number, line)
    canvas.save()
    return path


def extracted(path: Path) -> str:
    """Everything that PDFium, and pdftotext where it is installed, can read, and every decoded stream."""
    with pypdfium2.PdfDocument(path) as file:
        texts = [page.get_textpage().get_text_bounded() for page in file]
    if shutil.which("pdftotext"):
        texts.append(
            subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
        )
    with pikepdf.open(path) as file:
        streams = [thing for thing in file.objects if isinstance(thing, pikepdf.Stream)]
        texts += [
            thing.read_bytes().decode("latin-1")
            for thing in streams
            if "/DCTDecode" not in str(thing.get("/Filter"))
        ]
    return "\n".join(texts)


def pixels(path: Path, page: int = 0) -> Image.Image:
    with pypdfium2.PdfDocument(path) as file:
        return file[page].render(scale=2, grayscale=True).to_pil().convert("L").copy()


def test_the_words_are_gone_and_the_rest_stays_in_its_place(tmp_path: Path) -> None:
    source = made(tmp_path / "a.pdf", f"Applicant {SECRET} of Yakuba", "second line")
    before = read_here(source).segments
    report = mask(source, tmp_path / "b.pdf", SECRET)
    assert SECRET not in extracted(tmp_path / "b.pdf")
    assert "Yamada" not in extracted(tmp_path / "b.pdf")
    assert report.notes == ["1ページ: 文字そのものを取り除き、黒い四角を置きました。"]
    after = read_here(tmp_path / "b.pdf").segments
    assert "of Yakuba" in after[0].text
    assert after[-1].place.box == pytest.approx(before[-1].place.box)
    box = before[0].place.box
    assert box is not None
    strip = pixels(tmp_path / "b.pdf").crop((300, 265, 380, 292))
    assert sum(strip.histogram()[:32]) > 0.5 * strip.width * strip.height


@pytest.mark.skipif(not FONT.exists(), reason="no Japanese font (fonts-ipafont-gothic)")
def test_a_name_in_an_embedded_japanese_font_goes(tmp_path: Path) -> None:
    pdfmetrics.registerFont(TTFont("ipag", str(FONT)))
    source = made(tmp_path / "a.pdf", "申請者 山田太郎 様", "窓口は本庁舎です。", font="ipag")
    report = mask(source, tmp_path / "b.pdf", "山田太郎")
    assert "文字そのものを取り除き" in report.notes[0]
    with pikepdf.open(tmp_path / "b.pdf") as file:
        (table,) = [
            thing.ToUnicode
            for thing in file.objects
            if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing
        ]
        assert b"7a93" in table.read_bytes().lower(), "窓 is still shown"
        assert not any(code in table.read_bytes().lower() for code in (b"5c71", b"7530"))
    assert "山田" not in extracted(tmp_path / "b.pdf")
    assert "窓口は本庁舎です。" in read_here(tmp_path / "b.pdf").text


def test_a_font_that_cannot_be_told_apart_makes_the_page_a_picture(tmp_path: Path) -> None:
    source = made(tmp_path / "a.pdf", "申請者 山田太郎 様", "窓口は本庁舎です。", font="HeiseiMin-W3")
    report = mask(source, tmp_path / "b.pdf", "山田太郎")
    assert "画像にして" in report.notes[0]
    assert "山田" not in extracted(tmp_path / "b.pdf")
    assert [s.text for s in read_here(tmp_path / "b.pdf").segments] == [
        "申請者 ■■■■ 様",
        "窓口は本庁舎です。",
    ]


def test_words_over_a_picture_make_the_page_a_picture(tmp_path: Path) -> None:
    """A scan with a text layer: without the glyphs, the name would still be seen under the box."""
    scan = Image.new("L", (400, 60), 255)
    ImageDraw.Draw(scan).text((5, 10), SECRET, font=ImageFont.load_default(size=34), fill=0)
    canvas = Canvas(str(tmp_path / "a.pdf"))
    canvas.drawImage(ImageReader(scan), 100, 690, 200, 30)
    text = canvas.beginText(102, 699)
    text.setFont("Helvetica", 17)
    text.setTextRenderMode(3)
    text.textOut(SECRET)
    canvas.drawText(text)
    canvas.save()
    report = mask(tmp_path / "a.pdf", tmp_path / "b.pdf", SECRET)
    assert "画像にして" in report.notes[0]
    assert SECRET not in extracted(tmp_path / "b.pdf")
    strip = pixels(tmp_path / "b.pdf").crop((210, 260, 380, 290))
    assert strip.getextrema()[1] < 64, "the picture beneath is burnt black"


def test_text_under_a_black_rectangle_goes_unasked(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"))
    canvas.drawString(100, 700, f"Name: {SECRET}.")
    canvas.rect(133, 695, 80, 16, fill=1)
    canvas.save()
    report = rewrite_here(tmp_path / "a.pdf", [], tmp_path / "b.pdf", scrub=True)
    assert "図形の下などに隠れて見えない文字" in report.removed
    assert "Yamada" not in extracted(tmp_path / "b.pdf")
    assert "Name:" in extracted(tmp_path / "b.pdf")


def test_a_picture_under_a_black_rectangle_is_burnt(tmp_path: Path) -> None:
    scan = Image.new("L", (800, 200), 255)
    ImageDraw.Draw(scan).text((50, 60), SECRET, font=ImageFont.load_default(size=60), fill=0)
    canvas = Canvas(str(tmp_path / "a.pdf"))
    canvas.drawImage(ImageReader(scan), 100, 600, 400, 100)
    canvas.rect(110, 620, 250, 60, fill=1)
    canvas.save()
    report = rewrite_here(tmp_path / "a.pdf", [], tmp_path / "b.pdf", scrub=True)
    assert "画像の上に塗られた黒い図形（下の画像が残っていました）" in report.removed
    with pikepdf.open(tmp_path / "b.pdf") as file:
        (picture,) = [
            t for t in file.objects if isinstance(t, pikepdf.Stream) and t.get("/Subtype") == "/Image"
        ]
        image = pikepdf.PdfImage(picture).as_pil_image().convert("L")
    scale = image.width / 595
    assert image.crop(tuple(int(v * scale) for v in (115, 842 - 675, 355, 842 - 625))).getextrema()[1] < 64


def furnished(path: Path) -> Path:
    """A page with everything that stands off it."""
    canvas = Canvas(str(path))
    canvas.setTitle(SECRET)
    canvas.drawString(100, 700, "Notice")
    canvas.bookmarkPage("top")
    canvas.addOutlineEntry(SECRET, "top")
    canvas.textAnnotation(SECRET, Rect=[10, 10, 50, 50])
    canvas.acroForm.textfield(name=SECRET, value="shown value", x=100, y=600, width=200, height=20)
    canvas.showPage()
    canvas.save()
    with pikepdf.open(path, allow_overwriting_input=True) as file:
        file.attachments["list.txt"] = pikepdf.AttachedFileSpec(file, SECRET.encode(), filename="list.txt")
        file.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=f"app.alert('{SECRET}')")
        layer = file.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name=SECRET))
        file.Root.OCProperties = pikepdf.Dictionary(OCGs=[layer], D=pikepdf.Dictionary(OFF=[layer]))
        page = file.pages[0]
        page.obj.Resources.Properties = pikepdf.Dictionary(L=layer)
        page.contents_add(f"/OC /L BDC BT /F1 12 Tf 100 500 Td ({SECRET}) Tj ET EMC".encode())
        page.contents_add(
            f"/Span <</ActualText ({SECRET})>> BDC BT /F1 12 Tf 100 480 Td (x) Tj ET EMC".encode()
        )
        page.obj.Thumb = file.make_stream(SECRET.encode())
        page.obj.PieceInfo = pikepdf.Dictionary(A=SECRET)
        with file.open_metadata() as metadata:
            metadata["dc:creator"] = [SECRET]
        file.save(path)
    return path


def test_nothing_is_left_off_the_page(tmp_path: Path) -> None:
    source = furnished(tmp_path / "a.pdf")
    assert SECRET in extracted(source)
    report = rewrite_here(source, [], tmp_path / "b.pdf", scrub=True)
    assert {
        "しおり",
        "注釈",
        "添付ファイル",
        "自動で動く仕掛け（JavaScript など）",
        "非表示のレイヤー",
        "文書のプロパティ",
        "サムネイル",
        "図形の下などに隠れて見えない文字",
        "入力フォーム（表示されている値は残ります）",
    } == set(report.removed)
    assert "Yamada" not in extracted(tmp_path / "b.pdf")
    with pikepdf.open(tmp_path / "b.pdf") as file:
        assert SECRET not in "".join(map(repr, file.objects))
        assert set(file.Root.keys()) == {"/Pages", "/Type"}
    assert read_here(tmp_path / "b.pdf").text.startswith("Notice")
    assert "shown value" in read_here(tmp_path / "b.pdf").text


def test_masking_twice_removes_nothing_more(tmp_path: Path) -> None:
    rewrite_here(furnished(tmp_path / "a.pdf"), [], tmp_path / "b.pdf", scrub=True)
    assert rewrite_here(tmp_path / "b.pdf", [], tmp_path / "c.pdf", scrub=True).removed == []


def test_an_earlier_revision_goes(tmp_path: Path) -> None:
    first = made(tmp_path / "a.pdf", SECRET).read_bytes()
    with pikepdf.open(tmp_path / "a.pdf") as file:
        file.pages[0].Contents = file.make_stream(b"BT /F1 12 Tf 100 700 Td (Nothing) Tj ET")
        file.save(tmp_path / "new.pdf")
    (tmp_path / "b.pdf").write_bytes(first + b"\n" + (tmp_path / "new.pdf").read_bytes())
    report = rewrite_here(tmp_path / "b.pdf", [], tmp_path / "c.pdf", scrub=True)
    assert "以前の版" in report.removed
    assert SECRET not in extracted(tmp_path / "c.pdf")


def test_a_recognized_word_is_burnt_into_the_scan(tmp_path: Path) -> None:
    scan = Image.new("RGB", (1654, 2339), "white")
    ImageDraw.Draw(scan).text(
        (200, 300), "secret word here", font=ImageFont.load_default(size=50), fill="black"
    )
    scan.save(tmp_path / "a.pdf", resolution=200)
    box = (200 * 0.36, 842 - 360 * 0.36, 600 * 0.36, 842 - 300 * 0.36)
    line = Segment(id="p1-o1", text="secret word here", place=Place(page=1, box=box))
    edit = Edit(segment_id="p1-o1", start=0, end=6, text="■" * 6)
    report = rewrite_here(tmp_path / "a.pdf", [edit], tmp_path / "b.pdf", scrub=True, pictured=[line])
    assert "画像にして" in report.notes[0]
    assert read_here(tmp_path / "b.pdf").text == "■■■■■■ word here"
    strip = pixels(tmp_path / "b.pdf").crop((150, 222, 240, 250))
    assert strip.getextrema()[1] < 64


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_masked_at_the_right_place(tmp_path: Path, turn: int) -> None:
    made(tmp_path / "a.pdf", f"Applicant {SECRET} of Yakuba")
    with pikepdf.open(tmp_path / "a.pdf", allow_overwriting_input=True) as file:
        file.pages[0].rotate(turn, relative=False)
        file.save()
    mask(tmp_path / "a.pdf", tmp_path / "b.pdf", SECRET)
    assert "Yamada" not in extracted(tmp_path / "b.pdf")
    assert "Applicant" in extracted(tmp_path / "b.pdf")


def test_a_form_shown_twice_is_masked_in_both(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"))
    canvas.beginForm("stamp")
    canvas.drawString(0, 0, f"by {SECRET} today")
    canvas.endForm()
    for y in (700, 500):
        canvas.saveState()
        canvas.translate(100, y)
        canvas.doForm("stamp")
        canvas.restoreState()
    canvas.save()
    report = mask(tmp_path / "a.pdf", tmp_path / "b.pdf", SECRET)
    assert "Yamada" not in extracted(tmp_path / "b.pdf")
    assert "文字そのもの" in report.notes[0]


def test_a_page_without_edits_is_not_drawn_anew(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"))
    for line in (SECRET, "nothing here"):
        canvas.drawString(100, 700, line)
        canvas.showPage()
    canvas.save()
    edits = edits_of(tmp_path / "a.pdf", SECRET)
    report: Report = rewrite_here(tmp_path / "a.pdf", edits, tmp_path / "b.pdf", scrub=True)
    assert report.applied == 1
    assert pixels(tmp_path / "a.pdf", 1).tobytes() == pixels(tmp_path / "b.pdf", 1).tobytes()
