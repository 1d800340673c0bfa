"""Pages changed by random edits, against plain strings; and what must be gone from them."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common.documents import Edit, read_here, rewrite_here
from common.documents.edits import apply
from tests.unit.common.documents.masking import mask

NAME = "山田太郎"
TEXT = st.text(alphabet="山田太郎𠮷Ａ１a 😀אב&<様", min_size=1, max_size=10)
LAYOUTS = (
    "<p>{}</p>",
    "<p><b>{}</b>様</p>",
    "<div>\n  {}\n</div>",
    "<td>{}<br>{}</td>",
    "<li>{}",
    "<pre>{}\n</pre>",
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(blocks=st.lists(st.tuples(st.sampled_from(LAYOUTS), TEXT), min_size=1, max_size=4), data=st.data())
def test_random_edits_give_what_they_give_on_strings(
    tmp_path: Path, blocks: list[tuple[str, str]], data: st.DataObject
) -> None:
    source, out = tmp_path / "a.html", tmp_path / "b.html"
    written = [
        layout.replace("{}", text.replace("&", "&amp;").replace("<", "&#60;")) for layout, text in blocks
    ]
    source.write_text("<!DOCTYPE html><html><body>" + "".join(written), encoding="utf-8")
    before = read_here(source).segments
    edits = []
    for segment in before:
        cuts = sorted(data.draw(st.lists(st.integers(0, len(segment.text)), max_size=4, unique=True)))
        edits += [
            Edit(segment_id=segment.id, start=start, end=end, text="■")
            for start, end in zip(cuts[::2], cuts[1::2], strict=False)
            if segment.text[start:end].strip()
        ]
    rewrite_here(source, edits, out, scrub=data.draw(st.booleans()))
    expected = [apply(s.text, [e for e in edits if e.segment_id == s.id]) for s in before]
    after = [segment.text for segment in read_here(out).segments]
    assert [_bare(text) for text in after] == [_bare(text) for text in expected]


def _bare(text: str) -> str:
    """White space inside a masked stretch may stay or go."""
    return "".join(text.split())


def test_what_is_not_edited_stays_as_it_was_written(tmp_path: Path) -> None:
    page = (
        "<!doctype html>\r\n<HTML><body class=a>\r\n<P id='x'>山田&nbsp;&amp; 様</P><img src=a.png alt='図'>"
    )
    (tmp_path / "a.html").write_text(page, encoding="cp932", newline="")
    rewrite_here(
        tmp_path / "a.html", [Edit(segment_id="e1", start=0, end=2, text="Ａ氏")], tmp_path / "b.html"
    )
    assert (tmp_path / "b.html").read_bytes().decode("cp932") == page.replace("山田", "Ａ氏")


@pytest.mark.parametrize(
    "hiding",
    [
        f"<!-- {NAME} -->",
        f"<script>var x = '{NAME}'</script>",
        f"<template><p>{NAME}</p></template>",
        f'<meta name="author" content="{NAME}">',
        f'<meta property="og:title" content="{NAME}">',
        f'<a href="x" title="{NAME}">x</a>',
        '<a href="?q=&#23665;田太郎">x</a>',
        f'<p data-name="{NAME}">x</p>',
        f'<input type="hidden" value="{NAME}">',
        f"<ruby>役場<rt>{NAME}</rt></ruby>",
        f'<iframe srcdoc="{NAME}"></iframe>',
        f'<img alt="{NAME}の写真">',
    ],
)
def test_a_masked_name_is_not_left_in_the_source(tmp_path: Path, hiding: str) -> None:
    (tmp_path / "a.html").write_text(f"<html><p>{NAME}</p>{hiding}</html>", encoding="utf-8")
    mask(tmp_path / "a.html", tmp_path / "b.html", NAME)
    left = (tmp_path / "b.html").read_text(encoding="utf-8")
    assert NAME not in left and "&#23665;" not in left


def test_a_name_written_in_references_is_masked(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>&#23665;&#x7530;太郎様</p>", encoding="utf-8")
    mask(tmp_path / "a.html", tmp_path / "b.html", NAME)
    assert (tmp_path / "b.html").read_text(encoding="utf-8") == "<p>■■■■様</p>"


@pytest.mark.parametrize(
    "hiding",
    [
        '<a title="090-1">x</a>',
        '<a href="mailto:taro@090-1.jp">x</a>',
        '<p aria-label="090-1">x</p>',
        "<i data-x=090-1>x</i>",
    ],
)
def test_what_no_page_shows_goes_although_nobody_named_it(tmp_path: Path, hiding: str) -> None:
    (tmp_path / "a.html").write_text(f"<html><p>x</p>{hiding}</html>", encoding="utf-8")
    rewrite_here(tmp_path / "a.html", [], tmp_path / "b.html", scrub=True)
    left = (tmp_path / "b.html").read_text(encoding="utf-8")
    assert "090-1" not in left and ">x</" in left
