import struct

from hypothesis import given
from hypothesis import strategies as st

from common.documents.jtd.store import texts


def units(text: str) -> list[int]:
    raw = text.encode("utf-16-be")
    return list(struct.unpack(f">{len(raw) // 2}H", raw))


@given(text=st.text(max_size=600))
def test_a_text_is_read_over_its_blocks(jtd_text, text: str) -> None:
    assert texts(jtd_text(units(text))) == [units(text)]


def test_blocks_out_of_order_and_text_in_pieces_are_put_together() -> None:
    pieces = [units("一" * 200), units("二三")]
    streams = [
        b"QLSTV.01" + struct.pack(">5I", 2, 200, 1, 2, 2),
        struct.pack(">200H", *pieces[0]),
        struct.pack(">2H", *pieces[1]) + b"style",
    ]
    blocks = [streams[0], streams[1][256:], streams[2], streams[1][:256]]
    store = (
        b"SsmgV.01" + struct.pack(">3I", 3, 256, 4) + b"".join(block.ljust(256, b"\0") for block in blocks)
    )
    for index, order in enumerate(([0], [3, 1], [2])):
        count = len(order)
        store += struct.pack(f">5I{count}I", index, 0, len(streams[index]), count, count, *order)
    assert texts(store) == [pieces[0] + pieces[1]]


def test_a_damaged_store_still_gives_its_first_text(jtd_text) -> None:
    assert texts(jtd_text("市役所")[:-20]) == [units("市役所")]
    assert texts(b"TextV.01") == [[]]
    assert texts(b"noise") == []


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(noise: bytes) -> None:
    for content in (noise, b"SsmgV.01" + noise, b"SsmgV.01" + struct.pack(">3I", 1, 8, 1) + noise):
        texts(content)
