"""The names of the result are searched like any text."""

import zipfile
from pathlib import Path

import pytest

from services.masking.analyzer import Analyzer
from services.masking.bulk.packing import people_of, public_paths, write_zip
from services.masking.folding import search_key
from services.masking.profiles import Profiles
from tests.unit.services.masking.test_ledger import finding


@pytest.mark.models
def test_people_found_in_any_file_are_gone_from_folders_and_names_of_all(analyzer: Analyzer) -> None:
    files = [
        ("髙橋一郎/090-1234-5678.txt", None),
        ("総務課/林道整備の高橋 一郎.docx", "林道整備の高橋 一郎_公開用.docx"),
        ("総務課/議事録.山田花子様", None),
    ]
    paths = public_paths(files, {search_key("髙橋一郎")}, analyzer, Profiles().find("disclosure"))
    assert paths == [
        "■■■■/■■■■■■■■■■■■■.txt",
        "総務課/林道整備の■■■■■_公開用.docx",
        "総務課/議事録.■■■■様",
    ]


def test_only_people_masked_on_firm_grounds_are_looked_for() -> None:
    firm, weak, kept = finding("山田花子"), finding("中央"), finding("佐藤次郎")
    weak.score = 0.5
    kept.decide("reject", None, "officer")
    assert people_of([firm, weak, kept]) == {search_key("山田花子")}


def test_the_zip_tells_no_time_and_keeps_japanese_names(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"1")
    write_zip(tmp_path / "out.zip", [("申請/一.txt", tmp_path / "x")])
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        (entry,) = archive.infolist()
        assert (entry.filename, entry.date_time[0], archive.read(entry)) == ("申請/一.txt", 1980, b"1")
