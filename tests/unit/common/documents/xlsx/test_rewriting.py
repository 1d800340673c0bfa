"""Random workbooks changed by random edits, against plain strings; and what must not change."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from common.documents import Edit, read_here, rewrite_here
from common.documents.edits import apply
from tests.unit.common.documents.masking import mask

Build = Callable[..., Path]
Contents = Callable[[Path], dict[str, bytes]]
TEXT = st.text(alphabet="山田太郎𠮷髙﨑ＡＢ１２3a 😀\nאב様", min_size=1, max_size=12)


def shared(*texts: str) -> str:
    return "".join(f'<si><t xml:space="preserve">{text}</t></si>' for text in texts)


def cell(address: str, index: int) -> str:
    return f'<c r="{address}" t="s"><v>{index}</v></c>'


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30)
@given(
    table=st.lists(
        st.lists(st.one_of(TEXT, st.integers(0, 10**9)), min_size=1, max_size=3), min_size=1, max_size=3
    ),
    data=st.data(),
)
def test_random_edits_give_what_they_give_on_strings(
    tmp_path: Path, table: list[list[str | int]], data: st.DataObject
) -> None:
    source, out = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    book = openpyxl.Workbook()
    for row in table:
        book.worksheets[0].append(row)
    book.save(source)
    before = read_here(source)
    edits = []
    for segment in before.segments:
        cuts = sorted(data.draw(st.lists(st.integers(0, len(segment.text)), max_size=4, unique=True)))
        for start, end in zip(cuts[::2], cuts[1::2], strict=False):
            text = data.draw(st.sampled_from(["■", "A氏", "", "甲\n乙"]))
            edits.append(Edit(segment_id=segment.id, start=start, end=end, text=text))
    rewrite_here(source, edits, out, scrub=data.draw(st.booleans()))
    expected = {
        segment.id: apply(segment.text, [edit for edit in edits if edit.segment_id == segment.id])
        for segment in before.segments
    }
    after = {segment.id: segment.text for segment in read_here(out).segments}
    assert after == {id_: text for id_, text in expected.items() if text}
    sheet = openpyxl.load_workbook(out).worksheets[0]
    shown = {f"s1!{c.coordinate}": str(c.value) for row in sheet for c in row if c.value not in (None, "")}
    assert shown == {id_: text for id_, text in expected.items() if text}


def test_only_the_edited_cell_of_a_shared_string_changes(
    build: Build, contents: Contents, tmp_path: Path
) -> None:
    rows = f"<row r='1'>{cell('A1', 0)}{cell('B1', 0)}{cell('C1', 1)}</row>"
    path = build(rows, strings=shared("山田太郎", "鈴木"))
    edit = Edit(segment_id="s1!A1", start=0, end=4, text="A氏")
    rewrite_here(path, [edit], tmp_path / "b.xlsx")
    assert [s.text for s in read_here(tmp_path / "b.xlsx").segments] == ["A氏", "山田太郎", "鈴木"]


def test_a_string_that_nobody_shows_any_more_is_emptied(
    build: Build, contents: Contents, tmp_path: Path
) -> None:
    path = build(f"<row r='1'>{cell('A1', 0)}</row>", strings=shared("山田太郎"))
    rewrite_here(path, [Edit(segment_id="s1!A1", start=0, end=4, text="A氏")], tmp_path / "b.xlsx")
    assert "山田" not in contents(tmp_path / "b.xlsx")["xl/sharedStrings.xml"].decode()


def test_parts_without_edits_keep_every_byte(tmp_path: Path, contents: Contents) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "山田"
    book.create_sheet("別")["A1"] = "=1+1"
    book["別"]["B1"].font = Font(bold=True)
    book.save(tmp_path / "a.xlsx")
    rewrite_here(
        tmp_path / "a.xlsx", [Edit(segment_id="s1!A1", start=0, end=2, text="A氏")], tmp_path / "b.xlsx"
    )
    before, after = contents(tmp_path / "a.xlsx"), contents(tmp_path / "b.xlsx")
    assert [name for name in before if before[name] != after[name]] == ["xl/worksheets/sheet1.xml"]


def test_the_runs_of_a_rich_text_keep_their_fonts(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = CellRichText("申請者 ", TextBlock(InlineFont(b=True), "山田"), "太郎様")
    book.save(tmp_path / "a.xlsx")
    edit = Edit(segment_id="s1!A1", start=4, end=8, text="A氏")
    rewrite_here(tmp_path / "a.xlsx", [edit], tmp_path / "b.xlsx", scrub=True)
    value = openpyxl.load_workbook(tmp_path / "b.xlsx", rich_text=True).worksheets[0]["A1"].value
    assert str(value) == "申請者 A氏様"
    assert ("A氏", True) in [(b.text, bool(b.font.b)) for b in value if isinstance(b, TextBlock)]


def test_a_formula_gives_way_where_its_value_is_edited(build: Build, tmp_path: Path) -> None:
    formulas = (
        '<row r="1"><c r="A1" t="str"><f t="shared" ref="A1:B1" si="0">C1</f><v>山田太郎</v></c>'
        '<c r="B1" t="str"><f t="shared" si="0"/><v>様</v></c><c r="C1"><f>1+1</f><v>2</v></c></row>'
    )
    edit = Edit(segment_id="s1!A1", start=0, end=4, text="A氏")
    rewrite_here(build(formulas), [edit], tmp_path / "b.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "b.xlsx").worksheets[0]
    assert [c.value for c in sheet[1]] == ["A氏", "様", "=1+1"]


def test_headers_keep_their_codes(build: Build, contents: Contents, tmp_path: Path) -> None:
    header = '&amp;L&amp;"ＭＳ 明朝,Bold"&amp;14山&amp;B田 &amp;A&amp;R&amp;P頁'
    path = build("", tail=f"<headerFooter><oddHeader>{header}</oddHeader></headerFooter>")
    (segment,) = read_here(path).segments
    assert segment.text == "山田 \t頁"
    rewrite_here(path, [Edit(segment_id=segment.id, start=0, end=2, text="A&B")], tmp_path / "b.xlsx")
    assert read_here(tmp_path / "b.xlsx").segments[0].text == "A&B \t頁"
    assert "&amp;A&amp;R&amp;P頁" in contents(tmp_path / "b.xlsx")["xl/worksheets/sheet1.xml"].decode()


def test_a_renamed_sheet_is_still_found_by_what_refers_to_it(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].title = "山田太郎"
    book.create_sheet("山田花子")["A1"] = "=山田太郎!A1&'山田太郎'!B1"
    book.save(tmp_path / "a.xlsx")
    edits = [Edit(segment_id=f"s{n}", start=0, end=4, text="■■■■") for n in (1, 2)]
    rewrite_here(tmp_path / "a.xlsx", edits, tmp_path / "b.xlsx")
    after = openpyxl.load_workbook(tmp_path / "b.xlsx")
    assert after.sheetnames == ["■■■■", "■■■■ (2)"]
    assert after.worksheets[1]["A1"].value == "='■■■■'!A1&'■■■■'!B1"


def test_a_cell_of_five_thousand_runs(build: Build, tmp_path: Path) -> None:
    runs = "".join(f"<r><t>{'山田太郎様です'[n % 7]}</t></r>" for n in range(5000))
    path = build(f"<row r='1'>{cell('A1', 0)}</row>", strings=f"<si>{runs}</si>")
    mask(path, tmp_path / "b.xlsx", "山田太郎")
    assert read_here(tmp_path / "b.xlsx").text.startswith("■■■■様です■■■■")
    assert "山田" not in read_here(tmp_path / "b.xlsx").text[:4990]
