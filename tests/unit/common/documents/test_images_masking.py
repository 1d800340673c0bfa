"""Pictures without the words that were masked, and without what cameras write into them."""

from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

from common.documents import Edit, Place, Segment, rewrite_here

LINE = Segment(
    id="p1-o1",
    text="山田太郎 様",
    place=Place(box=(100, 400, 400, 450)),
    marks=tuple((n / 6, n / 6 + 1 / 6) for n in range(6)),
)
EDIT = Edit(segment_id="p1-o1", start=0, end=4, text="■■■■")


def picture(mode: str = "RGB") -> Image.Image:
    image = Image.new("RGB", (600, 500), "white")
    ImageDraw.Draw(image).rectangle((100, 50, 400, 100), fill="red")
    return image.convert(mode)


@pytest.mark.parametrize(
    ("name", "mode"),
    [
        ("a.png", "RGB"),
        ("a.png", "P"),
        ("a.png", "RGBA"),
        ("a.png", "1"),
        ("a.jpg", "L"),
        ("a.jpg", "CMYK"),
        ("a.tiff", "1"),
    ],
)
def test_the_words_are_black_and_the_rest_is_as_it_was(tmp_path: Path, name: str, mode: str) -> None:
    picture(mode).save(tmp_path / name)
    out = tmp_path / f"out-{name}"
    rewrite_here(tmp_path / name, [EDIT], out, scrub=True, pictured=[LINE])
    before, after = Image.open(tmp_path / name).convert("L"), Image.open(out).convert("L")
    assert after.size == before.size
    assert after.crop((102, 51, 298, 99)).getextrema()[1] < 40
    assert abs(after.getpixel((390, 75)) - before.getpixel((390, 75))) < 12
    assert after.getpixel((50, 300)) > 240


def test_what_a_camera_wrote_goes(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x013B], exif[0x0112] = "山田太郎", 6
    picture().save(tmp_path / "a.jpg", exif=exif, comment="山田太郎".encode())
    report = rewrite_here(tmp_path / "a.jpg", [], tmp_path / "b.jpg", scrub=True)
    assert report.removed == ["画像に付いた情報（撮影日時、場所、機種、コメントなど）"]
    assert "山田".encode() not in (tmp_path / "b.jpg").read_bytes()
    with Image.open(tmp_path / "b.jpg") as image:
        assert image.size == (500, 600), "it is stored as it was shown"
        assert not image.getexif()
    assert rewrite_here(tmp_path / "b.jpg", [], tmp_path / "c.jpg", scrub=True).removed == []


def test_words_of_a_png_go(tmp_path: Path) -> None:
    words = PngInfo()
    words.add_itxt("Author", "山田太郎")
    picture().save(tmp_path / "a.png", pnginfo=words)
    assert rewrite_here(tmp_path / "a.png", [], tmp_path / "b.png", scrub=True).removed
    assert b"Author" not in (tmp_path / "b.png").read_bytes()


def test_every_page_of_a_tiff_is_kept(tmp_path: Path) -> None:
    picture("L").save(tmp_path / "a.tif", save_all=True, append_images=[picture("L")])
    second = LINE.model_copy(update={"id": "p2-o1"})
    edit = EDIT.model_copy(update={"segment_id": "p2-o1"})
    rewrite_here(tmp_path / "a.tif", [edit], tmp_path / "b.tif", scrub=True, pictured=[LINE, second])
    with Image.open(tmp_path / "b.tif") as image:
        assert image.n_frames == 2
        assert image.convert("L").getpixel((200, 75)) > 60
        image.seek(1)
        assert image.convert("L").getpixel((200, 75)) == 0
