"""Signatures of nearly the same texts are near, those of others far."""

import random
import time

from hypothesis import given
from hypothesis import strategies as st

from services.search.likeness import BITS, SHORT, is_near, likeness

SENTENCES = [
    "水道料金の減免を受けるには、毎年の申請が要ります。",
    "申請書は市民課の窓口でお渡しするほか、市のホームページからも入手できます。",
    "収入が基準に満たない世帯は、証明書を添えて申し出てください。",
    "決定の通知は、受付からおおむね二週間でお送りします。",
    "届け出た内容が変わったときは、すみやかにお知らせください。",
    "施設の利用には、あらかじめ登録が要ります。",
    "道路の工事に伴い、夜間の通行を止めます。",
    "財務書類の作成の手引きを改めましたので、お知らせします。",
]
LONG = st.lists(st.sampled_from(SENTENCES), min_size=20, max_size=60).map("".join)


def notice(seed: int, sentences: int = 60) -> str:
    """A long text of its own: the sentences in chance order, each with a chance word."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    kanji = [chr(point) for point in range(0x4E00, 0x5500)]
    return "".join(
        chance.choice(SENTENCES) + "".join(chance.sample(kanji, 12)) + "。" for _ in range(sentences)
    )


@given(LONG, st.sampled_from([" ", "\n", "\u3000", "\t"]), st.data())
def test_blanks_width_and_how_it_is_cut_make_no_difference(text: str, blank: str, data) -> None:
    at = data.draw(st.integers(0, len(text)))
    assert likeness([text]) == likeness([text[:at], blank, text[at:]])
    assert likeness([text + "ＡＢＣ１２"]) == likeness([text, "abc12"])


def test_a_change_in_a_long_text_is_near_as_a_rule_and_another_text_never_is() -> None:
    texts = [notice(seed) for seed in range(60)]
    signatures = [likeness([text]) for text in texts]
    near = 0
    for at, (text, signature) in enumerate(zip(texts, signatures, strict=True)):
        changed = likeness([text[: at * 9], ("（案）", "。", "至急")[at % 3], text[at * 9 :]])
        near += is_near(signature, changed)
        assert not any(is_near(signature, other) for other in signatures[:at])
    assert near >= 57


def test_texts_that_differ_in_a_number_are_not_the_same() -> None:
    text = notice(7)
    assert not is_near(likeness([text + "令和7年度"]), likeness([text + "令和8年度"]))
    assert is_near(likeness([text + "令和8年度"]), likeness([text + "令和８年度"]))


def test_of_short_texts_only_the_same_are_near() -> None:
    short = "減免の方針" * 10
    assert len(short) < SHORT
    assert likeness([short]) == likeness([short[:7], short[7:]])
    assert not is_near(likeness([short]), likeness([short + "。"]))


@given(st.text())
def test_any_text_has_a_signature_that_a_database_can_keep(text: str) -> None:
    signature = likeness([text])
    assert -(2 ** (BITS - 1)) <= signature < 2 ** (BITS - 1)
    assert (signature == 0) == (not "".join(text.split()))


def test_a_very_long_text_takes_no_time() -> None:
    started = time.perf_counter()
    assert likeness(["減免の方針について。" * 1000] * 1000) == likeness(["減免の方針について。"] * 200_000)
    assert time.perf_counter() - started < 20
