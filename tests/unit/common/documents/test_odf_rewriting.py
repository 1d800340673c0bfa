import zipfile
from pathlib import Path

import pytest

from common.documents import Edit, read_here, rewrite_here
from common.documents.odf.fonts import fit
from common.errors import UnsupportedFormat
from tests.unit.common.documents.test_odf import made

FO = 'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
STYLES = f"""<office:font-face-decls><style:font-face style:name="m" svg:font-family="'ＭＳ 明朝'"/></office:font-face-decls>
<office:styles><style:style style:name="B"><style:text-properties {FO} fo:font-weight="bold"/></style:style>
<style:style style:name="J"><style:text-properties style:language-asian="ja" style:country-asian="JP"/></style:style>
</office:styles>"""
BODY = (
    '<text:p>これは<text:span text:style-name="B">要綱</text:span>で<text:span text:style-name="J">す</text:span>'
    "<text:line-break/>次<text:ruby><text:ruby-base>名</text:ruby-base><text:ruby-text>な</text:ruby-text></text:ruby>"
    '<text:tab/>行</text:p><text:p>そのまま<draw:frame><svg:desc>地図</svg:desc></draw:frame></text:p>'
)  # fmt: skip


def content(path: Path) -> str:
    with zipfile.ZipFile(path) as file:
        assert file.infolist()[0].filename == "mimetype"
        assert file.infolist()[0].compress_type == zipfile.ZIP_STORED
        return file.read("content.xml").decode()


def test_words_change_in_their_styles_and_readings_go_with_their_words(tmp_path: Path) -> None:
    first, _, alt = read_here(made(tmp_path / "a.odt", "text", BODY, STYLES)).segments
    assert (first.text, first.emphasis, alt.text) == ("これは要綱です\n次名\t行", ((3, 5),), "地図")
    edits = [
        Edit(segment_id=first.id, start=0, end=3, text="The "),
        Edit(segment_id=first.id, start=3, end=5, text="outline"),
        Edit(segment_id=first.id, start=5, end=len(first.text), text=" is\tthis   x\nname"),
        Edit(segment_id=alt.id, start=0, end=2, text="Map"),
    ]
    rewrite_here(tmp_path / "a.odt", edits, tmp_path / "b.odt")
    again = read_here(tmp_path / "b.odt").segments
    assert [s.text for s in again] == ["The outline is\tthis   x\nname", "そのまま", "Map"]
    assert again[0].emphasis == ((4, 11),)
    markup = content(tmp_path / "b.odt")
    assert "The <text:span" in markup and "ruby" not in markup and "な" not in markup


def test_a_reading_stays_where_its_word_is_not_touched(tmp_path: Path) -> None:
    first = read_here(made(tmp_path / "a.odt", "text", BODY, STYLES)).segments[0]
    end = len(first.text)
    edits = [
        Edit(segment_id=first.id, start=end, end=end, text="\nThe ", like=0),
        Edit(segment_id=first.id, start=end, end=end, text="outline", like=3),
    ]
    rewrite_here(tmp_path / "a.odt", edits, tmp_path / "b.odt")
    assert read_here(tmp_path / "b.odt").segments[0].text == f"{first.text}\nThe outline"
    assert "<text:ruby-text>な</text:ruby-text>" in content(tmp_path / "b.odt")


def test_fonts_and_language_of_the_reader(tmp_path: Path) -> None:
    fit(made(tmp_path / "a.odt", "text", BODY, STYLES), "zh")
    with zipfile.ZipFile(tmp_path / "a.odt") as file:
        styles = file.read("styles.xml").decode()
    assert "'SimSun'" in styles and 'language-asian="zh"' in styles and 'country-asian="CN"' in styles


def test_it_is_no_file_for_disclosure(tmp_path: Path) -> None:
    with pytest.raises(UnsupportedFormat):
        rewrite_here(made(tmp_path / "a.odt", "text", BODY, STYLES), [], tmp_path / "b.odt", scrub=True)
