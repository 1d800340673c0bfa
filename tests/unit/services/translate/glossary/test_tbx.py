import pytest

from common.errors import BadRequest, BrokenFile
from services.translate.glossary.entries import EntryWrite
from services.translate.glossary.tbx import read_tbx, write_tbx

OLD = """<?xml version="1.0"?><!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><text><body>
<termEntry id="1"><note>since 2006</note><langSet xml:lang="JA-JP"><tig><term>住民税</term></tig></langSet>
<langSet xml:lang="en-US"><ntig><termGrp><term>residents' <hi>tax</hi></term></termGrp></ntig></langSet></termEntry>
<termEntry id="2"><langSet xml:lang="en"><tig><term>alone</term></tig></langSet></termEntry>
</body></text></martif>"""
BOMB = '<!DOCTYPE tbx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><tbx><text><body>&b;</body></text></tbx>'
OUTSIDE = '<!DOCTYPE tbx [<!ENTITY x SYSTEM "file:///etc/passwd">]><tbx><text>&x;</text></tbx>'


def test_version_two_is_read():
    taken = read_tbx(OLD.encode(), "ja")
    (entry,) = taken.entries
    assert (entry.source, entry.target, entry.target_language, entry.note) == (
        "住民税",
        "residents' tax",
        "en",
        "since 2006",
    )
    assert [rejected.line for rejected in taken.rejected] == [5]


def test_what_is_written_is_read_back():
    entries = [
        EntryWrite(source="住民税", target="residents' tax <市>", note="a & b"),
        EntryWrite(source="住民税", target="居民税", target_language="zh", note="a & b"),
        EntryWrite(source="窓口", target="櫃檯", target_language="zt"),
    ]
    written = write_tbx(entries, "税の用語")
    assert written.count(b"<conceptEntry") == 2
    assert sorted(read_tbx(written, "ja").entries, key=lambda e: e.key) == sorted(
        entries, key=lambda e: e.key
    )


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (BOMB, BrokenFile),
        (OUTSIDE, BrokenFile),
        ("<tbx", BrokenFile),
        ("", BrokenFile),
        ("<tmx/>", BadRequest),
    ],
)
def test_a_hostile_or_other_file_is_refused(content, fault):
    with pytest.raises(fault):
        read_tbx(content.encode(), "ja")
