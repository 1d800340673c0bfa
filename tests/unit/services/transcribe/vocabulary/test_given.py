import pytest
from hypothesis import given as each
from hypothesis import strategies as st

from common.errors import BadRequest
from services.transcribe.vocabulary.given import MAX_CHARACTERS, given


def told(text: str | None) -> list[tuple[str, str]]:
    return [(entry.written, entry.reading) for entry in given(text)]


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("渡會（わたらい）", [("渡會", "ワタライ")]),
        ("渡會(ワタライ)、蓮見", [("渡會", "ワタライ"), ("蓮見", "")]),
        ("渡會:わたらい\n蓮見：はすみ", [("渡會", "ワタライ"), ("蓮見", "ハスミ")]),
        ("渡會\tわたらい\n蓮見\tはすみ", [("渡會", "ワタライ"), ("蓮見", "ハスミ")]),
        ("住基ネット（住民基本台帳）", [("住基ネット（住民基本台帳）", "")]),
        ("渡會\t蓮見", [("渡會", ""), ("蓮見", "")]),
        ("10:30開始", [("10:30開始", "")]),
        ("a,,、\n a ,（）,:", [("a", "")]),
        ("み\x00どり", [("みどり", "")]),
        (None, []),
    ],
)
def test_what_is_typed_becomes_entries(text, entries):
    assert told(text) == entries


@pytest.mark.parametrize("text", ["あ" * 101, "あ" * (MAX_CHARACTERS + 1), ",".join(map(str, range(10_001)))])
def test_too_much_is_refused(text):
    with pytest.raises(BadRequest):
        given(text)


@each(st.text("あア会:：()（）,、\t\n 1", max_size=40))
def test_any_text_is_read_and_gives_distinct_entries(text):
    entries = told(text)
    assert len(set(entries)) == len(entries)
    assert all(written for written, _ in entries)
