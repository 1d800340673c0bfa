import pytest

from common.errors import BrokenFile
from services.translate.memory.tmx import read_tmx

FILE = """<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header srclang="ja"/><body>
<tu><tuv xml:lang="ja-JP"><seg>窓口は<bpt i="1">&lt;b&gt;</bpt>9時<ept i="1">&lt;/b&gt;</ept>から</seg></tuv>
<tuv lang="EN-us"><seg>From <hi>9 a.m.</hi></seg></tuv><tuv xml:lang="zh-TW"><seg>九點起</seg></tuv></tu>
<tu><tuv xml:lang="en"><seg>alone</seg></tuv></tu>
<tu><tuv xml:lang="ja"><seg> </seg></tuv><tuv xml:lang="en"><seg>empty</seg></tuv></tu>
</body></tmx>"""


def test_codes_of_other_programs_go_and_every_language_is_a_unit():
    taken = read_tmx(FILE.encode("utf-16"), "ja")
    found = {unit.target_language: (unit.source, unit.target) for unit in taken.units}
    assert found == {"en": ("窓口は9時から", "From 9 a.m."), "zt": ("窓口は9時から", "九點起")}
    assert len(taken.rejected) == 2


def test_an_entity_is_refused():
    content = '<!DOCTYPE tmx [<!ENTITY a SYSTEM "http://example.jp/a">]><tmx><body>&a;</body></tmx>'
    with pytest.raises(BrokenFile):
        read_tmx(content.encode(), "ja")
