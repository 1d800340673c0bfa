from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from common.documents import read
from common.documents.recognizer import PageRecognizer, lazy_recognizer, load_recognizer
from common.errors import ModelMissing
from common.models import ModelStore
from common.resident import Resident
from common.settings import Settings

FONT = Path("/usr/share/fonts/opentype/ipafont-gothic/ipag.ttf")
ACROSS = ["令和6年度住民税のお知らせ", "納期限は令和6年6月30日です。"]
DOWNWARDS = ["吾輩は猫である名前はまだ無い", "どこで生れたか見当がつかぬ"]

pytestmark = pytest.mark.models
japanese = pytest.mark.skipif(not FONT.exists(), reason="no Japanese font (fonts-ipafont-gothic)")


@pytest.fixture(scope="module")
def recognizer() -> PageRecognizer:
    return load_recognizer(ModelStore(Settings().models))


def drawn(path: Path, draw: Callable[[ImageDraw.ImageDraw], None]) -> Path:
    image = Image.new("L", (900, 800), 255)
    draw(ImageDraw.Draw(image))
    image.save(path)
    return path


def test_latin_is_read(tmp_path: Path, recognizer: PageRecognizer) -> None:
    font = ImageFont.load_default(size=40)
    path = drawn(tmp_path / "a.png", lambda page: page.text((60, 100), "City Hall 2024", font=font, fill=0))
    document = read(path, recognizer=recognizer)
    assert document.text.replace(" ", "") == "CityHall2024"
    assert document.unread == []
    box = document.segments[0].place.box
    assert box is not None and 40 < box[0] < 70 and 640 < box[1] < box[3] < 720


@japanese
def test_lines_across_are_read(tmp_path: Path, recognizer: PageRecognizer) -> None:
    font = ImageFont.truetype(str(FONT), 36)

    def draw(page: ImageDraw.ImageDraw) -> None:
        for number, line in enumerate(ACROSS):
            page.text((60, 100 + 80 * number), line, font=font, fill=0)

    assert read(drawn(tmp_path / "a.png", draw), recognizer=recognizer).text.split("\n") == ACROSS


@japanese
def test_a_page_upside_down_is_turned(tmp_path: Path, recognizer: PageRecognizer) -> None:
    font = ImageFont.truetype(str(FONT), 36)
    upright = drawn(tmp_path / "a.png", lambda page: page.text((60, 100), ACROSS[0], font=font, fill=0))
    Image.open(upright).rotate(180).save(tmp_path / "b.png")
    document = read(tmp_path / "b.png", recognizer=recognizer)
    assert document.text == ACROSS[0]
    box = document.segments[0].place.box
    assert box is not None and box[1] < 150 < 700 < box[2]


@japanese
def test_columns_are_read_from_the_right(tmp_path: Path, recognizer: PageRecognizer) -> None:
    font = ImageFont.truetype(str(FONT), 36)

    def draw(page: ImageDraw.ImageDraw) -> None:
        for number, line in enumerate(DOWNWARDS):
            for row, character in enumerate(line):
                page.text((700 - 90 * number, 50 + 50 * row), character, font=font, fill=0)

    assert read(drawn(tmp_path / "a.png", draw), recognizer=recognizer).text.split("\n") == DOWNWARDS


@pytest.fixture
def without_weights(tmp_path: Path) -> ModelStore:
    manifest = tmp_path / "models.toml"
    manifest.write_text(
        '[[model]]\nname = "rapidocr"\nrole = "ocr"\nkind = "package"\nlicence = "x"\norigin = "x"\nsize = 1\n'
        'package = { requirement = "none==1", module = "no_such_package" }\n'
        f'files = [{{ path = "a", size = 1, sha256 = "{"0" * 64}" }}]\n'
    )
    return ModelStore(Settings().models.model_copy(update={"manifest": manifest, "folder": tmp_path}))


def test_without_weights_the_model_is_missing(tmp_path: Path, without_weights: ModelStore) -> None:
    with pytest.raises(ModelMissing):
        load_recognizer(without_weights)
    reader = lazy_recognizer(without_weights, lambda name, load: Resident(name, load, 0))
    path = drawn(tmp_path / "a.png", lambda page: page.rectangle((10, 10, 90, 90), fill=0))
    document = read(path, recognizer=reader)
    assert "画像の中の文字" in document.unread[0] and "make models" in document.unread[1]


def test_the_model_is_loaded_at_the_first_picture(tmp_path: Path) -> None:
    holders: list[Resident[PageRecognizer]] = []

    def resident(name: str, load: Callable[[], PageRecognizer]) -> Resident[PageRecognizer]:
        holders.append(Resident(name, load, 300))
        return holders[0]

    reader = lazy_recognizer(ModelStore(Settings().models), resident)
    assert not holders[0].loaded
    blank = drawn(tmp_path / "a.png", lambda page: None)
    assert read(blank, recognizer=reader).unread == ["文字が見つかりませんでした。"]
    assert holders[0].loaded
    holders[0].unload()
