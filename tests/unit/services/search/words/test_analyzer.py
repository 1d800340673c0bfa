import threading

import pytest

from services.search.words.analyzer import WordAnalyzer
from services.search.words.normalizing import normalise


@pytest.mark.parametrize(
    ("one", "other"),
    [("附属", "付属"), ("サーバー", "サーバ"), ("ﾀﾞｳﾝﾛｰﾄﾞ", "ダウンロード"), ("ＷＥＢ", "web")],
)
def test_spellings_of_a_word_are_one_term(analyzer: WordAnalyzer, one: str, other: str) -> None:
    assert analyzer.terms(normalise(one)) == analyzer.terms(normalise(other))


def test_a_long_word_holds_its_short_ones_at_their_positions(analyzer: WordAnalyzer) -> None:
    found = {word.text: word for word in analyzer.words("国家公務員の給与")}
    assert {"国家公務員", "国家", "公務", "給与"} <= found.keys()
    assert found["国家公務員"].position == found["国家"].position == 0
    assert found["公務"].position == 1
    assert (found["公務"].start, found["公務"].end) == (2, 4)


def test_particles_and_punctuation_are_no_words(analyzer: WordAnalyzer) -> None:
    assert analyzer.terms("水道の、料金は。") == ["水道", "料金"]


def test_text_beyond_sudachis_limit_is_cut_and_its_offsets_go_on(analyzer: WordAnalyzer) -> None:
    text = "𠮷" * 12_000 + "減免"
    last = analyzer.words(text)[-1]
    assert (last.text, last.start, last.end) == ("減免", 12_000, 12_002)


def test_threads_share_an_analyzer(analyzer: WordAnalyzer) -> None:
    results: list[list[str]] = []
    threads = [
        threading.Thread(target=lambda: results.append(analyzer.terms("水道料金の減免" * 200)))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 8
    assert all(result == results[0] for result in results)


def test_a_word_says_how_it_is_read_and_what_it_is(analyzer: WordAnalyzer) -> None:
    found = {word.text: word for word in analyzer.words("京都市役所の三つの窓口で何を申請する")}
    assert found["京都"].reading == "キョウト"
    assert (found["京都"].is_name, found["窓口"].is_name) == (True, False)
    assert (found["市役所"].is_short, found["役所"].is_short) == (False, True)
    assert [text for text, word in found.items() if word.is_number] == ["3", "何"]
    assert found["窓口"].is_noun
    assert not found["為る"].is_noun
