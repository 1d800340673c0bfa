from pathlib import Path

from common.documents import MASKABLE, REWRITABLE, Edit, read_here, rewrite_here

PO = r"""msgid ""
msgstr "Language: en\n"

# 窓口の画面
msgid "市民課"
msgstr ""

msgid "ようこそ"
msgstr "Welcome"

#, fuzzy
msgid ""
"一行目\n"
"「%s」\"二\""
msgstr "old"

msgid "%d 件"
msgid_plural "%d 件すべて"
msgstr[0] ""
msgstr[1] ""

#~ msgid "古い"
#~ msgstr ""
"""


def test_messages_without_a_translation_get_one_and_the_rest_is_left(tmp_path: Path) -> None:
    path, out = tmp_path / "a.po", tmp_path / "b.po"
    path.write_text(PO, encoding="utf-8")
    found = read_here(path, name="a.po").segments
    assert [(each.id, each.text) for each in found] == [
        ("M2", "市民課"),
        ("M4", '一行目\n「%s」"二"'),
        ("M5[0]", "%d 件"),
        ("M5[1]", "%d 件すべて"),
    ]
    edits = [
        Edit(segment_id="M2", start=0, end=3, text="Citizens"),
        Edit(segment_id="M4", start=0, end=len(found[1].text), text='line "1"\n\\ %s'),
        Edit(segment_id="M5[1]", start=0, end=7, text="all %d"),
    ]
    rewrite_here(path, edits, out, name="a.po")
    wanted = PO.replace('msgid "市民課"\nmsgstr ""', 'msgid "市民課"\nmsgstr "Citizens"')
    wanted = wanted.replace('msgstr "old"', r'msgstr "line \"1\"\n\\ %s"').replace(
        'msgstr[1] ""', 'msgstr[1] "all %d"'
    )
    assert out.read_text(encoding="utf-8") == wanted
    again = read_here(out, name="b.po").segments
    assert [each.id for each in again] == ["M4", "M5[0]"]


def test_they_are_translated_but_never_masked() -> None:
    assert {"po", "srt", "vtt"} <= REWRITABLE
    assert not {"po", "srt", "vtt"} & MASKABLE
