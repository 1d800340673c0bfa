"""A PDF without the words that were taken away: a new file of pages and nothing else.

Two tiers. Where the glyphs of the words can be told from the others they are removed from the content, and
the result is proved by another engine: nothing can be read in the boxes, nothing else stands beneath them,
and outside of them the page looks as before. Any other page becomes a picture with black boxes in it and a
fresh text layer.
"""

import io
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
from PIL import ImageChops

from common.documents.archive import BROKEN
from common.documents.model import Edit, Report, Segment
from common.documents.pdf.content import Cleaner, Unsafe
from common.documents.pdf.geometry import drawn
from common.documents.pdf.lines import character_box, lines
from common.documents.pdf.meanings import forget_meanings
from common.documents.pdf.opening import open_flat, open_page, open_pdf
from common.documents.pdf.plan import PagePlan, plan
from common.documents.pdf.remains import SHOWING, layers_off, remains
from common.documents.pdf.text_layer import TextFont, picture_page
from common.documents.pdf.visibility import contrast
from common.documents.picture_metadata import bare
from common.documents.pictures import Box
from common.documents.recognition import ranges
from common.errors import BrokenFile

KEPT_KEYS = ("/Type", "/MediaBox", "/CropBox", "/Rotate", "/Resources", "/Contents", "/Group", "/UserUnit")
DROPPED_KEYS = (
    "/Metadata",
    "/PieceInfo",
    "/OC",
    "/StructParent",
    "/StructParents",
    "/AF",
    "/LastModified",
    "/Alternates",
)
PICTURE_SCALE = 200 / 72
PROOF_SCALE = 1.5
MOST_DIFFERENT = 0.0004
"""Part of a page's pixels that may look different outside the boxes."""
DIFFERENT = 64
MOST_BENEATH = 32
"""Contrast inside a box without its glyphs; more means that something else stands there."""
UNDER = "図形の下などに隠れて見えない文字"
OVER = "画像の上に塗られた黒い図形（下の画像が残っていました）"
REMOVED = "{pages}ページ: 文字そのものを取り除き、黒い四角を置きました。"
PICTURED = (
    "{pages}ページ: 文字だけを安全に取り除けないため、ページを画像にして黒く塗り、文字の層を付け直しました。"
)
MALFORMED = (pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError, IndexError)
"""What content that breaks the standard makes of an interpreter."""


def blacken(path: Path, edits: Sequence[Edit], pictured: Sequence[Segment], out: Path) -> Report:
    """Write a PDF in which the edited words are black boxes. Raises what reading it raises."""
    with closing(open_pdf(path)) as file:
        plans = plan(file, edits, pictured)
        pictures = {p.number for p in plans if p.is_picture}
        with _opened(path) as source:
            removed = dict.fromkeys(remains(path, source))
        failed = set[int]()
        if any(not p.is_untouched for p in plans):
            trial, unsafe = _assembled(path, file, plans, pictures, boxes=False)
            failed = unsafe | _unproved(file, trial, [p for p in plans if p.number not in pictures | unsafe])
        if pictures | failed:
            _keep_real_text(path, file, plans, pictures | failed)
        content, _ = _assembled(path, file, plans, pictures | failed, boxes=True)
    out.write_bytes(content)
    removed |= {UNDER: None} if any(p.clear for p in plans) else {}
    removed |= {OVER: None} if any(p.over_pictures for p in plans) else {}
    return Report(applied=len(edits), removed=list(removed), notes=list(_notes(plans, pictures | failed)))


def _keep_real_text(
    path: Path, file: pypdfium2.PdfDocument, plans: Sequence[PagePlan], pictures: Collection[int]
) -> None:
    """Leave out of the new text layers what only tags or hidden layers said."""
    bare = [PagePlan(p.number) for p in plans]
    content, _ = _assembled(path, file, bare, (), boxes=False)
    with closing(pypdfium2.PdfDocument(content)) as trial:
        for made in (p for p in plans if p.number in pictures):
            with closing(open_page(trial, made.number)) as page, closing(page.get_textpage()) as text:
                real = {line.text for line in lines(text)}
            made.texts = [line for line in made.texts if line.recognized or line.before in real]


def _notes(plans: Sequence[PagePlan], pictures: Collection[int]) -> Iterator[str]:
    if structural := [p.number for p in plans if p.paint and p.number not in pictures]:
        yield REMOVED.format(pages=ranges(structural))
    if pictures:
        yield PICTURED.format(pages=ranges(sorted(pictures)))


def _opened(path: Path) -> pikepdf.Pdf:
    try:
        return pikepdf.open(path)
    except pikepdf.PdfError as error:
        raise BrokenFile(BROKEN) from error


def _assembled(
    path: Path,
    file: pypdfium2.PdfDocument,
    plans: Sequence[PagePlan],
    pictures: Collection[int],
    *,
    boxes: bool,
) -> tuple[bytes, set[int]]:
    """The new file, and the pages whose glyphs could not be told apart."""
    unsafe: set[int] = set()
    with _opened(path) as source, pikepdf.new() as new:
        off = layers_off(source)
        _flatten(source)
        stripped = _stripped(source, plans, pictures, off, unsafe)
        font = TextFont(new)
        for made, page in zip(plans, stripped, strict=True):
            if page is None:
                new.pages.append(_picture(new, file, made, font))
                continue
            new.pages.append(page)
            if boxes and made.paint:
                _paint(new.pages[-1], made.paint)
        font.finish()
        for thing in new.objects:
            _forget(thing)
        content = io.BytesIO()
        new.remove_unreferenced_resources()
        new.save(content, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True)
    return content.getvalue(), unsafe


def _stripped(
    source: pikepdf.Pdf,
    plans: Sequence[PagePlan],
    pictures: Collection[int],
    off: Collection[tuple[int, int]],
    unsafe: set[int],
) -> list[pikepdf.Page | None]:
    """The pages with what shows and without the glyphs in the boxes; None for those that become pictures."""
    cut: dict[tuple[int, int], Any] = {}
    pages: list[pikepdf.Page | None] = []
    for made, page in zip(plans, source.pages, strict=True):
        pages.append(None if made.number in pictures else page)
        try:
            if pages[-1] is not None:
                cut |= _strip(source, page, [*made.paint, *made.clear], off)
        except (Unsafe, *MALFORMED):
            unsafe.add(made.number)
    forget_meanings(source, [page for page in pages if page is not None], cut)
    return pages


def _flatten(source: pikepdf.Pdf) -> None:
    """What annotations and fields show becomes part of the page; the others go."""
    for page in source.pages:
        if "/Annots" in page.obj:
            shown = [a for a in page.obj.Annots if str(a.get("/Subtype")) in SHOWING and not _is_hidden(a)]
            page.obj.Annots = pikepdf.Array(shown)
    source.flatten_annotations("screen")


def _is_hidden(annotation: Any) -> bool:
    return bool(int(annotation.get("/F", 0)) & 0b100010)


def _strip(
    source: pikepdf.Pdf, page: pikepdf.Page, boxes: Sequence[Box], off: Collection[tuple[int, int]]
) -> dict[tuple[int, int], Any]:
    """Leave of a page what shows, without the glyphs in the boxes; the fonts of these. Raises Unsafe."""
    page.obj.Resources = _own(source, page.obj.get("/Resources", pikepdf.Dictionary()))
    cleaner = Cleaner(source, boxes, off)
    content = cleaner.clean(page, page.obj.Resources)
    for key in list(page.obj.keys()):
        if key not in KEPT_KEYS and key != "/Parent":
            del page.obj[key]
    if content is not None:
        page.obj.Contents = source.make_stream(content)
    return cleaner.cut


def _own(source: pikepdf.Pdf, resources: Any) -> pikepdf.Object:
    """Resources that no other page shares, as far as they may change."""
    own = pikepdf.Dictionary(dict(resources.items()))
    if "/XObject" in own:
        own.XObject = pikepdf.Dictionary(dict(own.XObject.items()))
    return source.make_indirect(own)


def _paint(page: pikepdf.Page, boxes: Sequence[Box]) -> None:
    rectangles = "".join(f"{x:.2f} {y:.2f} {r - x:.2f} {t - y:.2f} re\n" for x, y, r, t in boxes)
    page.contents_add(b"q\n", prepend=True)
    page.contents_add(f"\nQ\nq 0 g\n{rectangles}f Q\n".encode())
    page.contents_coalesce()


def _picture(new: pikepdf.Pdf, file: pypdfium2.PdfDocument, made: PagePlan, font: TextFont) -> pikepdf.Page:
    with closing(open_flat(file, made.number)) as page:
        canvas = drawn(page, PICTURE_SCALE, grey=False)
        for box in [*made.paint, *made.over_pictures]:
            canvas.burn(box, margin=1.0)
        return picture_page(new, canvas, [(line.after, line.box) for line in made.texts], font)


def _forget(thing: Any) -> None:
    """Keys that tell of layers, authors and former states."""
    if isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
        for key in DROPPED_KEYS:
            if key in thing:
                del thing[key]
        if "/Properties" in thing and "/Type" not in thing:
            del thing["/Properties"]
    if isinstance(thing, pikepdf.Stream) and str(thing.get("/Filter")) == "/DCTDecode":
        content = thing.read_raw_bytes()
        if (left := bare(content)) != content:
            thing.write(left, filter=pikepdf.Name.DCTDecode)


def _unproved(file: pypdfium2.PdfDocument, trial: bytes, plans: Sequence[PagePlan]) -> set[int]:
    """The pages on which the trial, which has no boxes yet, is not what it must be."""
    with closing(pypdfium2.PdfDocument(trial)) as after:
        return {p.number for p in plans if not p.is_untouched and not _is_proved(file, after, p)}


def _is_proved(file: pypdfium2.PdfDocument, trial: pypdfium2.PdfDocument, made: PagePlan) -> bool:
    with closing(open_flat(file, made.number)) as before, closing(open_page(trial, made.number)) as after:
        if _can_read(after, [*made.paint, *made.clear]):
            return False
        old, new = drawn(before, PROOF_SCALE), drawn(after, PROOF_SCALE)
        if old.image.size != new.image.size:
            return False
        for box in made.paint:
            area = new.pixels(box)
            if area is not None and contrast(new.image, _inner(area)) > MOST_BENEATH:
                return False
        for box in [*made.paint, *made.clear]:
            old.burn(box, margin=2.0)
            new.burn(box, margin=2.0)
        histogram = ImageChops.difference(old.image, new.image).histogram()
        return sum(histogram[DIFFERENT:]) <= MOST_DIFFERENT * old.image.width * old.image.height


def _inner(area: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    """Without the edge, where neighbours reach in."""
    left, top, right, bottom = area
    across, down = min(2, (right - left - 1) // 2), min(2 + (bottom - top) // 8, (bottom - top - 1) // 2)
    return left + across, top + down, right - across, bottom - down


def _can_read(page: pypdfium2.PdfPage, boxes: Sequence[Box]) -> bool:
    with closing(page.get_textpage()) as text:
        for index in range(text.count_chars()):
            left, bottom, right, top = character_box(text, index)
            x, y = (left + right) / 2, (bottom + top) / 2
            inside = any(b[0] < x < b[2] and b[1] < y < b[3] for b in boxes)
            if inside and text.get_text_range(index, 1).strip():
                return True
    return False
