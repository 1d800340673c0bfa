from hypothesis import given
from hypothesis import strategies as st

from common.documents import Place, Segment
from services.masking.blocks import blocks, locate
from services.masking.detection import Detection

TEXTS = st.lists(st.text("山田\n 1", min_size=1, max_size=12), max_size=12)


def segments(texts: list[str]) -> list[Segment]:
    return [Segment(id=str(i), text=text, place=Place()) for i, text in enumerate(texts)]


@given(TEXTS, st.integers(1, 40))
def test_every_segment_is_in_one_block_at_its_offset(texts: list[str], size: int) -> None:
    seen = []
    for block in blocks(segments(texts), size):
        for i, offset in enumerate(block.offsets):
            text = texts[block.first + i]
            assert block.text[offset : offset + len(text)] == text
            seen.append(block.first + i)
    assert seen == list(range(len(texts)))


@given(TEXTS, st.data())
def test_a_located_detection_has_the_text_that_was_detected(texts: list[str], data: st.DataObject) -> None:
    for block in blocks(segments(texts), 20):
        start = data.draw(st.integers(0, len(block.text) - 1))
        end = data.draw(st.integers(start + 1, len(block.text)))
        located = list(locate(block, [Detection("PERSON", start, end, 0.9, "why")]))
        pieces = [texts[i.segment][i.detection.start : i.detection.end] for i in located]
        assert "".join(pieces).replace("\n", "") == block.text[start:end].replace("\n", "")
