from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from services.translate.markup import cut, translate_markup


def marked(texts: Sequence[str]) -> list[str]:
    return [f"[{text}]" if text else "" for text in texts]


def test_tags_attributes_and_blanks_stay() -> None:
    html = "<p class=\"a\" data-x='1'>\n  市の <b>お知らせ</b><br/>です</p>"
    assert translate_markup(html, marked) == (
        "<p class=\"a\" data-x='1'>\n  [市の] <b>[お知らせ]</b><br/>[です]</p>"
    )


def test_scripts_comments_and_untranslatable_elements_are_left_alone() -> None:
    html = '<!-- 注 --><script>var a="字";</script><span translate="no">神戸<br>市</span>です'
    assert translate_markup(html, marked) == html.replace("です", "[です]")


def test_character_references_are_text() -> None:
    assert translate_markup("税 &amp; 料&#33; &lt;", marked) == "[税 &amp; 料! &lt;]"


def test_a_translation_cannot_bring_markup_in() -> None:
    assert translate_markup("<p>あ</p>", lambda _: ["<script>"]) == "<p>&lt;script&gt;</p>"


def test_broken_markup_is_kept() -> None:
    assert translate_markup("<b>あ</i><div", marked) == "<b>[あ]</i><div"


@given(st.text(st.sampled_from("<>/!-ab &;=\"'あp\n"), max_size=60))
def test_any_markup_can_be_cut(html: str) -> None:
    pieces = translate_markup(html, lambda texts: list(texts))
    assert isinstance(pieces, str)
    assert all(isinstance(raw, str) for raw, _ in cut(html))
