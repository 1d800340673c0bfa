from pathlib import Path

import pytest
from PIL import Image

from common.documents import images, read_here
from common.errors import BrokenFile, TooLarge


def ink(size: tuple[int, int], box: tuple[int, int, int, int]) -> Image.Image:
    """White paper with one black box."""
    image = Image.new("RGB", size, "white")
    image.paste("black", box)
    return image


@pytest.mark.parametrize("suffix", ["png", "jpg", "tiff", "bmp", "gif"])
def test_a_picture_is_said_to_be_unread(tmp_path: Path, suffix: str) -> None:
    ink((60, 40), (10, 5, 30, 15)).save(tmp_path / f"a.{suffix}")
    document = read_here(tmp_path / f"a.{suffix}")
    assert (document.format, document.segments) == (suffix, [])
    assert document.unread == ["画像の中の文字は読み取っていません。"]


def test_pixels_are_drawn_in_grey_with_their_place(tmp_path: Path) -> None:
    ink((60, 40), (10, 5, 30, 15)).save(tmp_path / "a.png")
    picture = images.render(tmp_path / "a.png", 1)
    assert (picture.width, picture.height) == (60, 40)
    assert [picture.pixels[60 * y + x] for x, y in ((9, 5), (10, 5), (29, 14), (30, 14))] == [255, 0, 0, 255]
    assert picture.box_on_page((10, 5, 30, 15)) == (10, 25, 30, 35)


def test_a_photograph_is_turned_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    ink((60, 40), (0, 0, 30, 40)).save(tmp_path / "a.jpg", exif=exif, quality=95)
    picture = images.render(tmp_path / "a.jpg", 1)
    assert (picture.width, picture.height, picture.origin) == (40, 60, (0, 60))
    assert picture.pixels[40 * 10 + 20] < 50 < 200 < picture.pixels[40 * 50 + 20]


def test_a_large_picture_is_made_smaller_and_its_places_are_not(tmp_path: Path) -> None:
    ink((4800, 1200), (0, 0, 10, 10)).save(tmp_path / "a.png")
    picture = images.render(tmp_path / "a.png", 1)
    assert (picture.width, picture.height) == (2400, 600)
    assert picture.box_on_page((0, 0, 2400, 600)) == (0, 0, 4800, 1200)


def test_transparent_paper_is_white(tmp_path: Path) -> None:
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(tmp_path / "a.png")
    assert set(images.render(tmp_path / "a.png", 1).pixels) == {255}


def test_every_page_of_a_tiff_is_drawn(tmp_path: Path) -> None:
    second = ink((30, 30), (0, 0, 30, 30)).convert("1")
    ink((30, 30), (0, 0, 1, 1)).convert("1").save(tmp_path / "a.tif", save_all=True, append_images=[second])
    assert read_here(tmp_path / "a.tif").unread == ["1〜2ページの画像の中の文字は読み取っていません。"]
    assert set(images.render(tmp_path / "a.tif", 2).pixels) == {0}


def test_a_damaged_picture_is_broken_when_it_is_drawn(tmp_path: Path) -> None:
    ink((600, 400), (10, 5, 30, 15)).save(tmp_path / "a.png")
    whole = (tmp_path / "a.png").read_bytes()
    (tmp_path / "b.png").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(BrokenFile):
        images.render(tmp_path / "b.png", 1)
    (tmp_path / "c.png").write_bytes(whole[:20])
    with pytest.raises(BrokenFile):
        read_here(tmp_path / "c.png")


def test_too_many_pixels_are_refused_unseen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "MOST_PIXELS", 100)
    ink((20, 20), (0, 0, 1, 1)).save(tmp_path / "a.png")
    with pytest.raises(TooLarge):
        read_here(tmp_path / "a.png")
