import pytest

from common.japanese.morphemes import morphemes
from services.translate.plain.verbs import respelled, verb


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("送付した", "送る", "送った"),
        ("送付して", "持ち込む", "持ち込んで"),
        ("提出しない", "出す", "出さない"),
        ("提出せず", "出す", "出さず"),
        ("提出される", "出す", "出される"),
        ("提出される", "見る", "見られる"),
        ("提出すれば", "出す", "出せば"),
        ("提出しよう", "出す", "出そう"),
        ("提出します", "お金を払う", "お金を払います"),
        ("購入した", "買う", "買った"),
        ("来庁した", "市役所に来る", "市役所に来た"),
        ("来庁しない", "市役所に来る", "市役所に来ない"),
    ],
)
def test_a_verb_takes_the_form_of_another(old: str, new: str, wanted: str) -> None:
    words = morphemes(old)
    spoken = verb(new)
    assert spoken is not None
    following = words[2] if len(words) > 2 else None
    found = respelled(spoken, words[1], following)
    rest = "".join(word.surface for word in words[3:])
    assert found is not None
    assert "".join(found) + rest == wanted


@pytest.mark.parametrize(
    ("base", "potential"),
    [("出す", "出せる"), ("見る", "見られる"), ("利用する", "利用できる"), ("仕事をする", "仕事ができる")],
)
def test_what_one_can_do(base: str, potential: str) -> None:
    spoken = verb(base)
    assert spoken is not None
    assert spoken.potential.base == potential


def test_a_noun_is_no_verb() -> None:
    assert verb("市役所") is None
