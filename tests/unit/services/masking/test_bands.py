"""Where a word was masked in a picture, it is looked for again by reading the picture."""

from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from common.documents import Edit, read, rewrite
from common.documents.recognizer import load_recognizer
from common.models import ModelStore
from common.settings import SandboxSettings, Settings
from services.masking.bands import is_pictured, read_bands

pytestmark = pytest.mark.models


def test_a_word_is_found_while_it_is_there_and_not_once_it_is_burnt(tmp_path: Path) -> None:
    recognizer, limits = load_recognizer(ModelStore(Settings().models)), SandboxSettings()
    image = Image.new("L", (900, 300), 255)
    ImageDraw.Draw(image).text((60, 100), "Applicant Yamada 2024", font=ImageFont.load_default(40), fill=0)
    image.save(tmp_path / "a.png")
    segments = read(tmp_path / "a.png", recognizer=recognizer).segments
    (line,) = segments
    assert is_pictured(line)
    at = line.text.index("Yamada")
    edit = Edit(segment_id=line.id, start=at, end=at + 6, text="■" * 6)
    rewrite(tmp_path / "a.png", [edit], tmp_path / "b.png", scrub=True, pictured=segments)

    def seen(path: Path) -> str:
        return "".join(
            s.text for s in read_bands(tmp_path / "a.png", path, "a.png", segments, recognizer, limits)
        )

    assert "Yamada" in seen(tmp_path / "a.png")
    assert not any(part in seen(tmp_path / "b.png") for part in ("Yama", "mada"))
    assert "Applicant" in seen(tmp_path / "b.png")
    assert "2024" in seen(tmp_path / "b.png")
