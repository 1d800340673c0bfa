"""Pictures keep their pixels and lose their words."""

import io

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from common.documents.picture_metadata import bare


def picture(kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image = Image.linear_gradient("L").resize((80, 60)).convert("RGB")
    image.save(out, kind, **options)
    return out.getvalue()


def opened(content: bytes) -> bytes:
    return Image.open(io.BytesIO(content)).convert("RGB").tobytes()


@pytest.mark.parametrize("progressive", [False, True])
def test_a_jpeg_loses_what_a_camera_wrote(progressive: bool) -> None:
    exif = Image.Exif()
    exif[0x013B] = "Yamada"
    content = picture("JPEG", exif=exif, comment=b"Yamada", progressive=progressive, icc_profile=b"colour")
    left = bare(content + b"trailing Yamada")
    assert b"Yamada" in content and b"Yamada" not in left
    assert b"colour" in left
    assert opened(left) == opened(content)
    assert bare(left) == left


def test_a_png_loses_its_texts() -> None:
    words = PngInfo()
    words.add_itxt("Author", "山田")
    content = picture("PNG", pnginfo=words, dpi=(200, 200))
    left = bare(content)
    assert b"Author" not in left and b"pHYs" in left
    assert opened(left) == opened(content)


@pytest.mark.parametrize(
    "content", [b"", b"GIF89a", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\nx", b"\xff\xd8\xff\xe1\x00"]
)
def test_other_and_broken_files_stay(content: bytes) -> None:
    assert bare(content) == content
