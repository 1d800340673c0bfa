"""How long a long PDF takes, as text and as a scan."""

import time
from pathlib import Path
from random import Random

from bench.masking_leaks.judges import squeeze
from bench.masking_leaks.others import FONT
from bench.masking_leaks.people import person
from common.documents import Edit, read, rewrite
from common.documents.recognizer import load_recognizer
from common.models import ModelStore
from common.settings import Settings

LINES = 30


def text_pages(folder: Path, pages: int) -> float:
    """Seconds to mask a name and a phone on every page of a text PDF (reading it not counted)."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("ipag", str(FONT)))
    random = Random(1)  # noqa: S311 - the same file each time
    canvas, path = Canvas(str(folder / "long.pdf")), folder / "long.pdf"
    people = [person(random) for _ in range(pages)]
    for who in people:
        canvas.setFont("ipag", 10.5)
        for line in range(LINES):
            text = (
                who.sentence(random)
                if line % 10 == 3
                else "本市の条例に基づき、次のとおり通知します。なお、詳細は窓口へ。"
            )
            canvas.drawString(60, 780 - 24 * line, text)
        canvas.showPage()
    canvas.save()
    segments = read(path).segments
    edits = [
        Edit(segment_id=s.id, start=at, end=at + len(secret), text="■" * len(secret))
        for s in segments
        for secret in people[(s.place.page or 1) - 1].secrets
        if (at := s.text.find(secret)) >= 0
    ]
    started = time.perf_counter()
    rewrite(path, edits, folder / "long-masked.pdf", scrub=True)
    return time.perf_counter() - started


def scans(folder: Path, pages: int) -> tuple[float, int]:
    """Seconds to read and mask a scan; and how many of its masked words OCR still reads afterwards."""
    from PIL import Image, ImageDraw, ImageFont

    random = Random(2)  # noqa: S311 - the same file each time
    font = ImageFont.truetype(str(FONT), 34)
    who, images = person(random), []
    for _ in range(pages):
        image = Image.new("L", (1654, 2339), 250)
        pen = ImageDraw.Draw(image)
        for line in range(20):
            text = (
                f"電話 {who.phone} です。" if line % 5 == 1 else "本市の条例に基づき、次のとおり通知します。"
            )
            pen.text((150, 150 + 100 * line), text, font=font, fill=20)
        images.append(image)
    path, out = folder / "scan.pdf", folder / "scan-masked.pdf"
    images[0].save(path, save_all=True, append_images=images[1:], resolution=200)
    recognizer = load_recognizer(ModelStore(Settings().models))
    started = time.perf_counter()
    segments = read(path, recognizer=recognizer).segments
    edits = [
        Edit(segment_id=s.id, start=at, end=at + len(who.phone), text="■" * len(who.phone))
        for s in segments
        if (at := s.text.find(who.phone)) >= 0
    ]
    rewrite(path, edits, out, scrub=True, pictured=segments)
    seconds = time.perf_counter() - started
    pictures = _as_pictures(out, folder / "again.pdf")
    again = squeeze("".join(s.text for s in read(pictures, recognizer=recognizer).segments))
    return seconds, again.count(squeeze(who.phone)) + (0 if edits else 1)


def _as_pictures(path: Path, out: Path) -> Path:
    """The pages as pictures alone, so that OCR has to read them."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as file:
        drawn = [page.render(scale=200 / 72).to_pil().convert("L") for page in file]
    drawn[0].save(out, save_all=True, append_images=drawn[1:], resolution=200)
    return out
