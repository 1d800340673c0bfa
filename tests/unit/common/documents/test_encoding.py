import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.documents.encoding import Decoded, decode, decode_as, readable, refuse_damage
from common.errors import BrokenFile

NOTICE = "令和６年度の住民税について、次のとおりお知らせします。窓口は①番です。"
PLAIN = "回覧板のお知らせです。カタカナとひらがな、漢字を使います。\r\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932", "euc_jis_2004", "iso2022_jp_2004"]
)
def test_japanese_is_read_in_every_usual_encoding(encoding: str) -> None:
    assert decode(NOTICE.encode(encoding)).text == NOTICE


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "euc_jp", "iso2022_jp"])
def test_a_short_word_is_told_apart(encoding: str) -> None:
    assert decode("ありがとうございます".encode(encoding)).text == "ありがとうございます"


@pytest.mark.parametrize("text", ["髙橋", "㈱山﨑", "①②③"])
def test_characters_of_the_windows_set_are_read(text: str) -> None:
    assert decode((PLAIN + text).encode("cp932")).text == PLAIN + text


def test_half_width_kana_in_shift_jis_is_not_taken_for_euc() -> None:
    text = "ﾔﾏﾀﾞ ﾀﾛｳ 様のお届け先は市役所です。"
    assert decode(text.encode("cp932")).text == text


@pytest.mark.parametrize("bom", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b""])
def test_the_bom_is_kept(bom: bytes) -> None:
    encoding = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}.get(bom, "utf-8")
    content = bom + PLAIN.encode(encoding)
    decoded = decode(content)
    assert decoded.text == PLAIN
    assert decoded.encode(decoded.text) == (content, False)


def test_what_the_encoding_cannot_hold_makes_it_utf_8() -> None:
    content, recoded = decode(PLAIN.encode("cp932")).encode("𠮷野家😀")
    assert recoded
    assert content == codecs.BOM_UTF8 + "𠮷野家😀".encode()


def test_a_few_bad_bytes_are_kept_and_counted() -> None:
    content = PLAIN.encode() * 10 + b"\xff" + PLAIN.encode()
    decoded = decode(content)
    assert decoded.damaged == 1
    assert "\ufffd" in readable(decoded.text)
    assert len(readable(decoded.text)) == len(decoded.text)
    assert decoded.encode(decoded.text) == (content, False)


def test_noise_is_refused() -> None:
    with pytest.raises(BrokenFile, match="文字コード"):
        refuse_damage(decode(bytes(range(128, 256)) * 8))


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x1b\ufeff"), min_size=1))
def test_utf_8_is_never_mistaken(text: str) -> None:
    assert decode(text.encode()) == Decoded(text, "utf-8")


@given(st.text(alphabet="あいうえおかきくけこ市役所東京都、。住民税申請", min_size=4))
def test_shift_jis_and_euc_are_told_apart(text: str) -> None:
    assert decode(text.encode("cp932")).text == text
    assert decode(text.encode("euc_jp")).text == text


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [
        ("Shift_JIS", "cp932"),
        ("x-sjis", "cp932"),
        ("EUC-JP", "euc_jis_2004"),
        ("ISO-2022-JP", "iso2022_jp_2004"),
    ],
)
def test_a_declared_charset_means_what_japanese_programs_mean(charset: str, encoding: str) -> None:
    assert decode_as(NOTICE.encode(encoding), charset).text == NOTICE


@pytest.mark.parametrize("charset", [None, "", "utf-8", "no-such-charset", "us-ascii", "a\0b"])
def test_a_missing_or_false_charset_is_made_good(charset: str | None) -> None:
    assert decode_as(PLAIN.encode("cp932"), charset).text == PLAIN
