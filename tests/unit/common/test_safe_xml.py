"""XML that would reach for files, grow without end, or is none."""

from pathlib import Path

import pytest

from common.errors import BrokenFile
from common.safe_xml import parsed

BROKEN = "読めません。"


def test_comments_and_instructions_are_left_out():
    root = parsed(b"<a><!-- no --><?run me?><b>\xe6\x96\x87</b></a>", BROKEN)
    assert [(child.tag, child.text) for child in root] == [("b", "文")]


@pytest.mark.parametrize(
    "content", [b"", b"<a>", b"no xml", b"<a>\xff</a>", b'<?xml version="1.0" encoding="none"?><a/>']
)
def test_what_is_no_xml_is_told_in_the_words_given(content):
    with pytest.raises(BrokenFile, match=BROKEN):
        parsed(content, BROKEN)


def test_no_file_is_read_for_an_entity(tmp_path: Path):
    (tmp_path / "secret").write_text("himitsu")
    address = (tmp_path / "secret").as_uri()
    root = parsed(f'<!DOCTYPE a [<!ENTITY e SYSTEM "{address}">]><a>&e;</a>'.encode(), BROKEN)
    assert "himitsu" not in "".join(root.itertext())
