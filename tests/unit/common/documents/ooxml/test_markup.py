import pytest
from lxml import etree

from common.documents.ooxml.markup import find_all, local, name, parse, remove, short, unwrap
from common.errors import BrokenFile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
BILLION = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><x>&c;</x>'
)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<a>",
        b"no markup",
        BILLION.encode(),
        b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>',
    ],
)
def test_bad_and_hostile_markup_is_refused(content: bytes) -> None:
    with pytest.raises(BrokenFile):
        parse(content)


def test_markup_nested_without_end_is_refused() -> None:
    with pytest.raises(BrokenFile):
        parse(b"<a>" * 5000 + b"</a>" * 5000)


def test_names_are_short_and_the_same_in_both_dialects() -> None:
    assert short(f"{{{W}}}p") == short(f"{{{STRICT}}}p") == "w:p"
    assert short("{urn:unknown}p") == "{urn:unknown}p"
    assert local(f"{{{W}}}p") == local("p") == "p"


def test_removing_keeps_the_text_behind() -> None:
    root = parse(b"<a>1<b/>2<c/>3</a>")
    remove(root[1])
    remove(root[0])
    assert etree.tostring(root) == b"<a>123</a>"


def test_unwrapping_keeps_the_children_in_order() -> None:
    root = parse(b"<a><b><c/><d/></b><e/></a>")
    unwrap(root[0])
    assert [name(element) for element in root] == ["c", "d", "e"]
    assert len(find_all(root, "c", "e")) == 2
