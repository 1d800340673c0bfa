import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.errors import BadRequest, BrokenFile, EmptyFile
from services.translate.glossary.entries import MAX_ENTRIES, EntryWrite
from services.translate.glossary.sheets import read_sheet, write_sheet

WORDS = st.text(st.sampled_from("税市,\"'=+-@＝ A１髙"), min_size=1, max_size=8).map(str.strip).filter(bool)


def pairs(text: str, encoding: str = "utf-8") -> list[tuple[str, ...]]:
    entries = read_sheet(text.encode(encoding), "ja", "en").entries
    return [(e.source_language, e.target_language, e.source, e.target, e.note) for e in entries]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_a_pair_a_line_in_any_usual_encoding(encoding):
    text = "原語,訳語,備考\r\n市民税,residents' tax,2026\r\n"
    assert pairs(text, encoding) == [("ja", "en", "市民税", "residents' tax", "2026")]


def test_a_sheet_may_name_its_languages_or_nothing():
    assert pairs("訳語の言語,訳語,原語\n中国語,市民税,住民税") == [("ja", "zh", "住民税", "市民税", "")]
    assert pairs("住民税\tresidents' tax") == [("ja", "en", "住民税", "residents' tax", "")]


def test_a_language_a_column_makes_an_entry_for_each():
    text = "日本語,英語,中国語（簡体字）,韓国語,備考\n税,tax,税,,短い\n,x,y,,\n"
    assert pairs(text) == [("ja", "en", "税", "tax", "短い"), ("ja", "zh", "税", "税", "短い")]
    (rejected,) = read_sheet(text.encode(), "ja", "en").rejected
    assert (rejected.line, rejected.reason) == (3, "原語がありません。")


def test_each_line_that_is_no_entry_is_told_with_its_number():
    text = f"原語,訳語\n税,\n,tax\n税,tax\n税,levy\n市,city,,x\n長,{'a' * 201}\n"
    taken = read_sheet(text.encode(), "ja", "en")
    assert [entry.target for entry in taken.entries] == ["tax"]
    assert [rejected.line for rejected in taken.rejected] == [2, 3, 5, 6, 7]
    assert taken.rejected[-1].reason == "訳語が長すぎます。"


def test_a_sheet_without_the_right_columns_is_refused_whole():
    with pytest.raises(BadRequest, match="訳語の列がありません"):
        read_sheet("用語,よみ\n税,ぜい".encode(), "ja", "en")


@pytest.mark.parametrize(
    ("content", "fault"), [(b"", EmptyFile), (b"\xff\xd8\xff\x00", BrokenFile), (b'"a', BrokenFile)]
)
def test_what_is_no_sheet(content, fault):
    with pytest.raises(fault):
        read_sheet(content, "ja", "en")


def test_ten_thousand_entries_and_no_more():
    lines = [f"語{number},word {number}" for number in range(MAX_ENTRIES)]
    assert len(read_sheet("\n".join(lines).encode(), "ja", "en").entries) == MAX_ENTRIES
    with pytest.raises(BadRequest):
        read_sheet("\n".join([*lines, "緑,green"]).encode(), "ja", "en")


@given(st.lists(st.tuples(WORDS, WORDS), max_size=5, unique_by=lambda pair: pair[0]))
def test_what_is_written_is_read_back(words):
    entries = [EntryWrite(source=source, target=target) for source, target in words]
    for encoding in ("utf-8", "shift_jis"):
        assert read_sheet(write_sheet(entries, encoding), "ja", "en").entries == entries
