from pathlib import Path

from pptx import Presentation
from pptx.util import Inches

from common.documents import read_here


def made(path: Path) -> Path:
    deck = Presentation()
    first = deck.slides.add_slide(deck.slide_layouts[1])
    first.shapes.title.text = "防災訓練"
    first.placeholders[1].text = "一行目\n二行目"
    first.notes_slide.notes_text_frame.text = "話すこと"
    table = first.shapes.add_table(1, 2, 0, 0, Inches(2), Inches(1)).table
    table.cell(0, 1).text = "表の中"
    second = deck.slides.add_slide(deck.slide_layouts[6])
    second.shapes.add_textbox(0, 0, Inches(1), Inches(1)).text_frame.text = "隠し"
    second._element.set("show", "0")
    order = deck.slides._sldIdLst
    order.insert(0, order[1])
    deck.save(str(path))
    return path


def test_slides_are_read_in_the_order_shown(tmp_path: Path) -> None:
    found = [
        (s.place.slide, s.place.part, s.text, s.place.hidden)
        for s in read_here(made(tmp_path / "a.pptx")).segments
    ]
    assert found == [
        (1, "body", "隠し", True),
        (2, "title", "防災訓練", False),
        (2, "body", "一行目", False),
        (2, "body", "二行目", False),
        (2, "body", "表の中", False),
        (2, "note", "話すこと", False),
    ]


def test_ids_are_stable_and_unique(tmp_path: Path) -> None:
    path = made(tmp_path / "a.pptx")
    ids = [segment.id for segment in read_here(path).segments]
    assert ids == [segment.id for segment in read_here(path).segments]
    assert len(set(ids)) == len(ids)
