"""The verifier must fail where something is left: each test plants a leak."""

import zipfile
from pathlib import Path

import pytest

from common.documents import Place, Segment
from services.masking.detection import Detection
from services.masking.findings import Finding, make_finding
from services.masking.leftovers import leftovers, masked_words
from services.masking.profiles import Profiles
from services.masking.raw_parts import raw_parts

ID = "word/document.xml#1"


def accepted(text: str, kind: str = "PERSON") -> Finding:
    segment = Segment(id=ID, text=text, place=Place(paragraph=1))
    found = make_finding(segment, Detection(kind, 0, len(text), 0.9, "test"), Profiles().find("disclosure"))
    found.decide("accept", None, "officer")
    return found


def package(folder: Path, parts: dict[str, bytes]) -> Path:
    path = folder / "out.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("word/comments.xml", "<w:p><w:t>山田花子さん</w:t></w:p>"),
        ("word/document.xml", "<w:p><w:r><w:t>山</w:t></w:r><w:r><w:t>田 花</w:t></w:r><w:t>子</w:t></w:p>"),
        ("docProps/core.xml", "<dc:creator>&#x5C71;&#x7530;花子</dc:creator>"),
        ("word/document.xml", '<wp:docPr descr="山田花子の写真"/>'),
        ("word/media/image1.bin", "…山田花子…"),
        ("word/山田花子.xml", "<a/>"),
    ],
)
def test_a_masked_name_in_any_part_is_a_leftover(tmp_path: Path, name: str, content: str) -> None:
    path = package(tmp_path, {name: content.encode()})
    left = leftovers(masked_words([accepted("山田花子")]), [], raw_parts(path), {})
    assert [item.entity_type for item in left]
    assert all("山田" not in item.model_dump_json(exclude={"place"}) for item in left)


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "euc_jp", "utf-16-le"])
def test_a_masked_name_in_a_text_file_is_a_leftover_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "out.txt"
    path.write_bytes("申請者 山田花子".encode(encoding))
    assert leftovers(masked_words([accepted("山田花子")]), [], raw_parts(path), {})


def test_a_name_over_two_paragraphs_is_no_name(tmp_path: Path) -> None:
    path = package(
        tmp_path, {"word/document.xml": "<w:p><w:t>中山</w:t></w:p><w:p><w:t>田中</w:t></w:p>".encode()}
    )
    assert leftovers(masked_words([accepted("山田")]), [], raw_parts(path), {}) == []


def test_a_word_that_somebody_kept_is_no_leftover(tmp_path: Path) -> None:
    segment = Segment(id=ID, text="課長 山田", place=Place(paragraph=1))
    path = package(tmp_path, {"word/document.xml": "<w:p><w:t>課長 山田</w:t></w:p>".encode()})
    words = masked_words([accepted("山田")])
    assert leftovers(words, [segment], raw_parts(path), {ID: [(3, 5)]}) == []
    assert leftovers(words, [segment], raw_parts(path), {ID: []})


def test_a_kept_word_is_still_a_leftover_in_another_part(tmp_path: Path) -> None:
    segment = Segment(id=ID, text="課長 山田", place=Place(paragraph=1))
    path = package(tmp_path, {"docProps/core.xml": "<dc:creator>山田</dc:creator>".encode()})
    assert leftovers(masked_words([accepted("山田")]), [segment], raw_parts(path), {ID: [(3, 5)]})


def test_seven_digits_in_markup_are_a_size_and_in_text_an_account(tmp_path: Path) -> None:
    words = masked_words([accepted("1234567", "BANK_ACCOUNT")])
    size = package(tmp_path, {"word/document.xml": b'<wp:extent cx="1234567"/>'})
    assert leftovers(words, [], raw_parts(size), {}) == []
    text = package(tmp_path, {"word/document.xml": b"<w:t>1234567</w:t>"})
    assert leftovers(words, [], raw_parts(text), {})
