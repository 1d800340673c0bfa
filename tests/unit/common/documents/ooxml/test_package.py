from contextlib import closing
from pathlib import Path

import docx
import pytest

from common.documents.ooxml.package import ROOT, Package


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = docx.Document()
    made.core_properties.title = "題"
    made.save(str(tmp_path / "a.docx"))
    return tmp_path / "a.docx"


def test_parts_are_found_through_relationships(path: Path) -> None:
    with closing(Package(path)) as package:
        assert package.main() == "word/document.xml"
        assert package.related(package.main(), "styles") == ["word/styles.xml"]
        assert {"word/document.xml", "docProps/core.xml"} <= set(package.reachable())
        assert package.properties()["title"] == "題"


def test_a_dropped_part_is_gone_with_its_content_type(path: Path, tmp_path: Path) -> None:
    with closing(Package(path)) as package:
        package.drop("docProps/core.xml")
        package.save(tmp_path / "b.docx")
    with closing(Package(tmp_path / "b.docx")) as package:
        assert "docProps/core.xml" not in package.names
        assert b"core.xml" not in package.content("[Content_Types].xml")
        assert package.related(ROOT, "core-properties") == []
