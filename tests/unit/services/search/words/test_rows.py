from hypothesis import given, settings
from hypothesis import strategies as st

from services.search.words.analyzer import BLANK, WordAnalyzer
from services.search.words.grams import HOLE
from services.search.words.normalizing import normalise
from services.search.words.readings import katakana
from services.search.words.rows import WordRower, parted

TEXT = "国家公務員の給与はNew Yorkの「サーバー」で、公務員は1,000人。"


def test_short_words_keep_their_places_and_long_ones_stand_apart(analyzer: WordAnalyzer) -> None:
    rows = WordRower(analyzer).rows("国家公務員の給与")
    assert rows.words == f"国家 公務 員 {HOLE} 給与 {HOLE} 国家公務員"
    assert rows.readings == f"コッカ コウム イン {HOLE} キュウヨ {HOLE} コッカコウムイン"
    assert rows.spellings.split() == [
        "キュウヨ/給与",
        "コウム/公務",
        "コッカ/国家",
        "コッカコウムイン/国家公務員",
    ]


@settings(deadline=None, max_examples=60)
@given(st.text("国家公務員の給与はNewYork サーバー々で。1,〇𠮷\t\n", max_size=60))
def test_rows_are_the_words_of_the_analyzer(analyzer: WordAnalyzer, text: str) -> None:
    normalised = normalise(text)
    words = analyzer.words(normalised)
    rower = WordRower(analyzer)
    for _ in range(2):
        rows = rower.rows(normalised)
        placed = {(at, token) for at, token in enumerate(rows.words.split(" ")) if token not in (HOLE, "")}
        assert {(word.position, word.text) for word in words if word.is_short and word.text} <= placed
        assert sorted(token for _, token in placed) == sorted(word.text for word in words if word.text)
        readings = [token for token in rows.readings.split(" ") if token not in (HOLE, "")]
        assert sorted(readings) == sorted(katakana(word.reading) for word in words if word.reading)


def test_a_word_with_a_blank_is_one_token(analyzer: WordAnalyzer) -> None:
    assert not set(BLANK) & {" ", "\t", "\n"}
    spellings = WordRower(analyzer).rows(normalise(TEXT)).spellings.split(" ")
    assert all(parted(spelling)[1] in normalise(TEXT) for spelling in spellings)
