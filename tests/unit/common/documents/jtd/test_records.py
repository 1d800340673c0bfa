from hypothesis import given
from hypothesis import strategies as st

from common.documents.jtd.records import visible_lines

UNITS = st.lists(st.integers(0, 0xFFFF), max_size=60)


def units(text: str) -> list[int]:
    raw = text.encode("utf-16-be")
    return [int.from_bytes(raw[at : at + 2], "big") for at in range(0, len(raw), 2)]


def record(kind: int, *payload: int) -> list[int]:
    length = len(payload) + 7
    return [0x1C, kind, length, *payload, length, 0, kind, 0x1F]


def inline(a: int, b: int, text: str) -> list[int]:
    return [0x1C, 1, 7, 0, a, b, 0x1D, *units(text), 0x1E, 5, 0, 1, 0x1F]


def test_records_leave_no_trace() -> None:
    paragraph = record(0x10, 0, 0x24, 1, 0x3042, 0xFFFF, 0)
    assert visible_lines([*paragraph, *units("𠮷野家\n二行目\t表")]) == ["𠮷野家", "二行目\t表"]


def test_readings_and_instructions_are_hidden() -> None:
    text = inline(0, 3, "東京") + inline(1, 0x82, "とうきょう") + inline(1, 0, "ここに記入") + units("都")
    assert visible_lines(text) == ["東京都"]


def test_cells_of_a_row_are_parted() -> None:
    row = record(0x30, 0, 2, 9, 0) + units("品目") + record(0x30, 0, 10, 19, 0) + units("手数料") + [0x0E]
    assert visible_lines(row) == ["\t品目\t手数料", ""]


def test_a_record_of_the_wrong_length_ends_at_its_closing_unit() -> None:
    assert visible_lines([0x1C, 0x10, 99, 0x3042, 0x1F, *units("文")]) == ["文"]


@given(UNITS)
def test_any_units_give_text_that_can_be_stored(found: list[int]) -> None:
    "\n".join(visible_lines(found)).encode()


@given(UNITS, st.text(alphabet="市役所東京", min_size=1))
def test_text_behind_a_sound_record_is_kept(payload: list[int], text: str) -> None:
    assert visible_lines(record(0x10, *payload) + units(text)) == [text]
