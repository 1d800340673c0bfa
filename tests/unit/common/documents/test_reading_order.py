from hypothesis import given
from hypothesis import strategies as st

from common.documents.pictures import Box
from common.documents.reading_order import in_reading_order

Piece = tuple[str, Box | None]


def ordered(lines: list[Piece]) -> list[str]:
    return [text for text, _ in in_reading_order(lines, lambda line: line[1], lambda line: len(line[0]))]


def column(text: str, right: float, top: float) -> Piece:
    return text, (right - 12, top - 12 * len(text), right, top)


def test_columns_are_read_from_the_right_tier_by_tier() -> None:
    lines = [
        column("下段左の列", 100, 400),
        column("下段右の列です", 200, 398),
        column("左", 100, 800),
        column("中の長い長い長い列", 150, 800),
        column("右の列", 200, 800),
        ("横書きの題", (90.0, 900.0, 200.0, 912.0)),
    ]
    assert ordered(lines) == [
        "横書きの題",
        "右の列",
        "中の長い長い長い列",
        "左",
        "下段右の列です",
        "下段左の列",
    ]


def test_lines_written_across_stay_as_they_are() -> None:
    lines: list[Piece] = [
        ("右側の段", (300, 700, 400, 712)),
        ("左側の段", (0, 700, 100, 712)),
        column("縦書", 500, 700),
    ]
    assert ordered(lines) == [text for text, _ in lines]


@given(
    st.lists(
        st.tuples(
            st.text(alphabet="市役所", max_size=4),
            st.none()
            | st.tuples(*[st.floats(-1e4, 1e4)] * 4).map(
                lambda b: (b[0], b[1], b[0] + abs(b[2]), b[1] + abs(b[3]))
            ),
        )
    )
)
def test_no_line_is_lost(lines: list[Piece]) -> None:
    assert sorted(ordered(lines)) == sorted(text for text, _ in lines)
