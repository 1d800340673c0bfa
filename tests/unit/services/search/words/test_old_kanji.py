import unicodedata

import pytest

from services.search.words.normalizing import normalise, normalise_located
from services.search.words.old_kanji import MODERN, PAIRS


def test_the_pairs_are_one_step_from_old_to_new() -> None:
    assert all(len(pair) == 2 and pair[0] != pair[1] for pair in PAIRS.split())
    assert len(MODERN) == len(PAIRS.split()), "no old form has two new ones"
    assert not {ord(new) for new in MODERN.values()} & MODERN.keys()
    assert all(unicodedata.normalize("NFKC", chr(old)) == chr(old) for old in MODERN), "NFKC does the others"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("髙橋", "高橋"),
        ("宮﨑", "宮崎"),
        ("渡邊", "渡辺"),
        ("渡邉", "渡辺"),
        ("齋藤", "斎藤"),
        ("龍澤", "竜沢"),
        ("横濱", "横浜"),
        ("國立", "国立"),
        ("神\ufe00社", "神社"),
        ("葛\U000e0100城", "葛城"),
        ("福\u00ad祉\u200b", "福祉"),
    ],
)
def test_old_forms_and_variants_are_the_everyday_ones(old: str, new: str) -> None:
    assert normalise(old) == new
    located = normalise_located(f"あ{old}い")
    assert located.original(1, 1 + len(new)) == (1, 1 + len(old))
