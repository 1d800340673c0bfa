"""Random presentations changed by random edits, against plain strings; and what must be gone from them."""

import io
import zipfile
from pathlib import Path

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import PROG_ID
from pptx.util import Inches

from common.documents import Edit, read_here, rewrite_here
from common.documents.edits import apply
from tests.unit.common.documents.masking import found, mask

TEXT = st.text(alphabet="山田太郎𠮷髙﨑ＡＢ１２3a 😀אב様", min_size=1, max_size=10)
NAME = "山田太郎"


def contents(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=15)
@given(paragraphs=st.lists(st.lists(TEXT, min_size=1, max_size=4), min_size=1, max_size=3), data=st.data())
def test_random_edits_give_what_they_give_on_strings(
    tmp_path: Path, paragraphs: list[list[str]], data: st.DataObject
) -> None:
    source, out = tmp_path / "a.pptx", tmp_path / "b.pptx"
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    frame = slide.shapes.add_textbox(0, 0, Inches(3), Inches(3)).text_frame
    for number, runs in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        for run in runs:
            paragraph.add_run().text = run
    deck.save(str(source))
    before = read_here(source)
    assert [segment.text for segment in before.segments] == ["".join(runs) for runs in paragraphs]
    edits = []
    for segment in before.segments:
        cuts = sorted(data.draw(st.lists(st.integers(0, len(segment.text)), max_size=4, unique=True)))
        for start, end in zip(cuts[::2], cuts[1::2], strict=False):
            text = data.draw(st.sampled_from(["■", "A氏", ""]))
            edits.append(Edit(segment_id=segment.id, start=start, end=end, text=text))
    rewrite_here(source, edits, out, scrub=data.draw(st.booleans()))
    expected = [apply(s.text, [e for e in edits if e.segment_id == s.id]) for s in before.segments]
    assert [s.text for s in read_here(out).segments] == [text for text in expected if text]
    shown = Presentation(str(out)).slides[0].shapes[0].text_frame.paragraphs
    assert ["".join(run.text for run in p.runs) for p in shown] == expected


def full(path: Path) -> Path:
    deck = Presentation()
    deck.core_properties.author = NAME
    shown = deck.slides.add_slide(deck.slide_layouts[5])
    shown.shapes.title.text = f"{NAME}の表彰"
    shown.notes_slide.notes_text_frame.text = f"{NAME}さんに渡す"
    table = shown.shapes.add_table(1, 2, 0, 0, Inches(2), Inches(1)).table
    table.cell(0, 1).text = NAME
    data = CategoryChartData()
    data.categories = [NAME, "鈴木"]
    data.add_series(f"{NAME}の点", (10, 12))
    shown.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, 0, 0, Inches(3), Inches(3), data)
    book, icon = io.BytesIO(), io.BytesIO()
    sheet = openpyxl.Workbook()
    sheet.worksheets[0]["A1"] = NAME
    sheet.save(book)
    Image.new("RGB", (4, 4), "red").save(icon, "PNG")
    book.seek(0)
    icon.seek(0)
    shown.shapes.add_ole_object(book, PROG_ID.XLSX, 0, 0, Inches(1), Inches(1), icon_file=icon)
    box = shown.shapes.add_textbox(0, 0, Inches(1), Inches(1))
    box.text_frame.text = f"{NAME}の秘密"
    box._element.nvSpPr.cNvPr.set("hidden", "1")
    box.name = NAME
    shown.shapes.title._element.nvSpPr.cNvPr.set("descr", f"{NAME}の名")
    hidden = deck.slides.add_slide(deck.slide_layouts[6])
    hidden.shapes.add_textbox(0, 0, Inches(1), Inches(1)).text_frame.text = f"{NAME}の電話"
    hidden._element.set("show", "0")
    shown.shapes.title.click_action.target_slide = hidden
    stamp = deck.slide_layouts[5].shapes
    stamp._spTree.append(box._element.__copy__())
    stamp[-1]._element.nvSpPr.cNvPr.attrib.pop("hidden")
    deck.save(str(path))
    return path


def test_nothing_is_left_in_any_part(tmp_path: Path) -> None:
    report = mask(full(tmp_path / "a.pptx"), tmp_path / "b.pptx", NAME)
    parts = contents(tmp_path / "b.pptx")
    assert found(parts, NAME) == []
    assert not [name for name in parts if "embed" in name or "notes" in name]
    assert {
        "非表示のスライド",
        "非表示の図形",
        "発表者ノート",
        "埋め込みオブジェクト",
        "文書のプロパティ",
    } <= set(report.removed)


def test_what_is_shown_stays(tmp_path: Path) -> None:
    mask(full(tmp_path / "a.pptx"), tmp_path / "b.pptx", NAME)
    (slide,) = Presentation(str(tmp_path / "b.pptx")).slides
    kinds = [shape.shape_type for shape in slide.shapes]
    assert slide.shapes.title.text == "■■■■の表彰"
    assert [shape.has_chart for shape in slide.shapes].count(True) == 1
    assert len(kinds) == 4, "title, table, chart and the picture of the embedded workbook"
    assert ("master", "■■■■の秘密") in [
        (s.place.part, s.text) for s in read_here(tmp_path / "b.pptx").segments
    ]


def test_scrubbing_twice_changes_nothing_more(tmp_path: Path) -> None:
    mask(full(tmp_path / "a.pptx"), tmp_path / "b.pptx", NAME)
    assert rewrite_here(tmp_path / "b.pptx", [], tmp_path / "c.pptx", scrub=True).removed == []
    assert contents(tmp_path / "b.pptx") == contents(tmp_path / "c.pptx")


def test_parts_without_edits_keep_every_byte(tmp_path: Path) -> None:
    path = full(tmp_path / "a.pptx")
    segment = next(s for s in read_here(path).segments if s.text.endswith("の表彰"))
    rewrite_here(path, [Edit(segment_id=segment.id, start=0, end=4, text="■")], tmp_path / "b.pptx")
    before, after = contents(path), contents(tmp_path / "b.pptx")
    assert [name for name in before if before[name] != after[name]] == ["ppt/slides/slide1.xml"]


def test_pictures_lose_what_a_camera_wrote(tmp_path: Path) -> None:
    exif, photo, deck = Image.Exif(), io.BytesIO(), Presentation()
    exif[0x013B] = "Yamada"
    Image.new("RGB", (8, 8)).save(photo, "JPEG", exif=exif)
    photo.seek(0)
    deck.slides.add_slide(deck.slide_layouts[6]).shapes.add_picture(photo, 0, 0)
    deck.save(str(tmp_path / "a.pptx"))
    assert found(contents(tmp_path / "a.pptx"), "Yamada")
    report = rewrite_here(tmp_path / "a.pptx", [], tmp_path / "b.pptx", scrub=True)
    assert "画像に付いた情報（撮影日時、場所、機種、コメントなど）" in report.removed
    assert found(contents(tmp_path / "b.pptx"), "Yamada") == []
