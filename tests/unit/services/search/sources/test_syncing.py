import os
import shutil
from itertools import count
from pathlib import Path

import pytest
import sqlalchemy as sa
from docx import Document as Docx

from common.errors import NotFound, Unavailable
from common.models import ModelStore
from services.search.catalog import State
from services.search.sources.reading import FileReader
from services.search.tables import DOCUMENTS

FILES = ["公会計.txt", "庁議.md", "水道/減免.txt"]
PROTECTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le")


def rewrite(path: Path, text: str) -> None:
    """Change a file, and its time by more than a file system may round."""
    later = path.stat().st_mtime_ns + 2_000_000_000
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(later, later))


def all_files(room) -> list[str]:
    rows = room.catalog.documents(
        [row.number for row in room.catalog.known(room.source.number).values()]
    ).values()
    return sorted(row.path for row in rows)


def test_a_first_sync_reads_all_and_says_so(room) -> None:
    context = room.new_context()
    result = room.sync(context)
    assert result | {"links": {}, "notes": []} == {
        "links": {}, "notes": [], "found": 3, "added": 3, "changed": 0, "moved": 0, "deleted": 0,
        "unchanged": 0, "skipped": 0, "unreadable_folders": 0, "pending": 3, "indexed": 3, "failed": 0,
        "failures": [], "embedded": 0,
    }  # fmt: skip
    assert result["links"] == {"self": "/v1/search/sources/共有"}
    assert "ファイルを読み取っています（0/3件）" in context.messages
    assert room.find("減免") == ["水道/減免.txt"]
    assert room.find("サーバ") == ["庁議.md"]


def test_without_the_model_the_result_says_what_to_do(room) -> None:
    assert "make models" in room.sync()["notes"][0]


def test_a_second_sync_reads_nothing(room, monkeypatch) -> None:
    room.sync()
    monkeypatch.setattr(FileReader, "read_next", None)
    result = room.sync()
    assert (result["unchanged"], result["pending"]) == (3, 0)


def test_a_changed_file_is_found_by_its_new_words_only(room, drive) -> None:
    room.sync()
    rewrite(drive / "庁議.md", "図書館の開館時間を延ばす。")
    result = room.sync()
    assert (result["changed"], result["unchanged"]) == (1, 2)
    assert room.find("開館時間") == ["庁議.md"]
    assert room.find("サーバ") == []


def test_a_deleted_file_is_gone(room, drive) -> None:
    room.sync()
    (drive / "庁議.md").unlink()
    assert room.sync()["deleted"] == 1
    assert room.find("サーバ") == []
    assert all_files(room) == ["公会計.txt", "水道/減免.txt"]


def test_a_renamed_file_keeps_its_identity_and_is_found_by_its_new_name(room, drive) -> None:
    room.sync()
    before = room.catalog.known(room.source.number)["庁議.md".encode()].number
    (drive / "庁議.md").rename(drive / "水道" / "十一月定例会.md")
    result = room.sync()
    assert (result["moved"], result["added"], result["deleted"]) == (1, 0, 0)
    after = room.catalog.known(room.source.number)["水道/十一月定例会.md".encode()]
    assert after.number == before
    assert room.find("定例会") == room.find("サーバ") == ["水道/十一月定例会.md"]


def test_a_new_date_alone_does_not_read_the_file_again(room, drive, monkeypatch) -> None:
    room.sync()
    stamp = (drive / "庁議.md").stat().st_mtime_ns + 10**10
    os.utime(drive / "庁議.md", ns=(stamp, stamp))
    for name in ("read", "read_texts"):
        monkeypatch.setattr(f"services.search.sources.reading.documents.{name}", None)
    assert room.sync()["changed"] == 1
    assert room.find("サーバ") == ["庁議.md"]


def test_broken_encrypted_and_unsupported_files_are_listed_with_their_reasons(room, drive) -> None:
    (drive / "壊れた.docx").write_bytes(b"PK\x03\x04 not a zip")
    (drive / "保護.docx").write_bytes(PROTECTED)
    (drive / "空.txt").write_bytes(b"")
    (drive / "図面.xdw").write_bytes(b"\x60\x0e\x82\x33" + b"\0" * 100)
    result = room.sync()
    assert {f["path"]: f["code"] for f in result["failures"]} == {
        "壊れた.docx": "broken_file",
        "保護.docx": "encrypted_file",
        "空.txt": "empty_file",
        "図面.xdw": "unsupported_format",
    }
    assert all(failure["detail"] for failure in result["failures"])
    assert (result["indexed"], result["failed"]) == (3, 4)


def test_a_file_that_was_mended_is_no_failure_any_more(room, drive) -> None:
    (drive / "壊れた.txt").write_bytes(b"")
    assert room.sync()["failed"] == 1
    rewrite(drive / "壊れた.txt", "直した文書")
    result = room.sync()
    assert (result["failed"], result["failures"]) == (0, [])
    assert room.find("直した") == ["壊れた.txt"]


def test_a_file_that_broke_is_not_found_by_its_old_words(room, drive) -> None:
    room.sync()
    rewrite(drive / "庁議.md", "")
    assert room.sync()["failed"] == 1
    assert room.find("サーバ") == []


def test_a_text_that_costs_the_child_its_life_takes_no_other_with_it(
    make_room, without_models, drive
) -> None:
    sandbox = without_models.sandbox.model_copy(update={"output_bytes": 1024**2})
    room = make_room(without_models.model_copy(update={"sandbox": sandbox}))
    (drive / "行だらけ.txt").write_text("あ\n" * 30_000, encoding="utf-8")
    (drive / "名前だけ.txt").write_bytes(b"%PDF-1.7 not really")
    codes = {f["path"]: f["code"] for f in room.sync()["failures"]}
    assert codes == {"行だらけ.txt": "too_large", "名前だけ.txt": "broken_file"}
    assert room.find("減免") == ["水道/減免.txt"]
    assert room.find("サーバ") == ["庁議.md"]


def test_only_so_many_bytes_of_texts_are_read_together(room, monkeypatch) -> None:
    from common import documents

    read, together = documents.read_texts, list[int]()

    def count(files, **options: object) -> object:
        together.append(len(files))
        return read(files, **options)

    monkeypatch.setattr("services.search.sources.reading.TOGETHER_BYTES", 1)
    monkeypatch.setattr("services.search.sources.reading.documents.read_texts", count)
    assert room.sync()["indexed"] == 3
    assert together == [1, 1, 1]


def test_a_file_over_the_limit_is_listed_and_not_read(make_room, without_models, drive) -> None:
    search = without_models.search.model_copy(update={"max_file_bytes": 300})
    room = make_room(without_models.model_copy(update={"search": search}))
    (drive / "大きい.docx").write_bytes(b"x" * 400)
    assert [(f["path"], f["code"]) for f in room.sync()["failures"]] == [("大きい.docx", "too_large")]


def test_a_file_that_changes_while_it_is_read_is_read_again_at_the_next_sync(
    room, drive, monkeypatch
) -> None:
    from common import documents

    read = documents.read_texts

    def write_meanwhile(files, **options: object) -> object:
        texts = read(files, **options)
        rewrite(drive / "庁議.md", "読んでいる間に書き換えた")
        return texts

    with monkeypatch.context() as patch:
        patch.setattr("services.search.sources.reading.documents.read_texts", write_meanwhile)
        room.sync()
    assert room.find("サーバ") == ["庁議.md"]
    assert room.sync()["changed"] == 1
    assert room.find("書き換えた") == ["庁議.md"]


def test_a_file_that_may_not_be_opened_is_listed_and_tried_again(room, drive, monkeypatch) -> None:
    opened = Path.open

    def refuse(path: Path, *args: object, **kwargs: object) -> object:
        if path.name == "庁議.md":
            raise PermissionError
        return opened(path, *args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", refuse)
        assert [(f["path"], f["code"]) for f in room.sync()["failures"]] == [("庁議.md", "unreadable")]
    result = room.sync()
    assert (result["failed"], room.find("サーバ")) == (0, ["庁議.md"])


def test_of_a_huge_log_the_beginning_is_read_and_that_is_said(room, drive, monkeypatch) -> None:
    monkeypatch.setattr("services.search.sources.reading.TEXT_BYTES", 3000)
    log = drive / "記録.log"
    log.write_text("処理時刻\n" * 300 + "異常終了\n", encoding="utf-8")
    with log.open("r+b") as file:
        file.truncate(2**30)
    assert room.sync()["failed"] == 0
    row = room.catalog.known(room.source.number)["記録.log".encode()]
    assert "先頭" in row.notes[0]
    assert room.find("処理時刻") == ["記録.log"]
    assert room.find("異常終了") == []


def test_office_files_are_read_with_their_titles(room, drive) -> None:
    document = Docx()
    document.core_properties.title = "ごみの出し方"
    document.add_paragraph("燃えるごみは月曜日と木曜日です。")
    document.save(str(drive / "案内.docx"))
    room.sync()
    assert room.find("木曜日") == room.find("ごみ") == ["案内.docx"]


def test_an_unmounted_share_does_not_empty_the_index(room, drive) -> None:
    room.sync()
    drive.rename(drive.parent / "外れた")
    with pytest.raises(Unavailable):
        room.sync()
    assert "接続を確かめて" in room.sources.numbered(room.source.number).trouble
    drive.mkdir()
    with pytest.raises(Unavailable):
        room.sync()
    assert room.find("減免") == ["水道/減免.txt"]
    drive.rmdir()
    (drive.parent / "外れた").rename(drive)
    assert room.sync()["unchanged"] == 3
    assert room.sources.numbered(room.source.number).trouble is None


def test_a_share_that_goes_away_while_it_is_read_loses_nothing(room, drive, monkeypatch) -> None:
    room.sync()
    for name in FILES:
        rewrite(drive / name, f"新しい{name}")
    context = room.new_context()
    context.finished["scan"] = room.synchronizer.scan(room.source.number, context.check)
    drive.rename(drive.parent / "外れた")
    with pytest.raises(Unavailable):
        room.sync(context)
    assert room.find("減免") == ["水道/減免.txt"]
    (drive.parent / "外れた").rename(drive)
    room.sync()
    assert room.find("新しい") == FILES


def test_a_file_swapped_for_a_link_to_the_outside_is_not_read(room, drive, tmp_path) -> None:
    secret = tmp_path / "人事"
    secret.mkdir()
    (secret / "減免.txt").write_text("極秘の評定", encoding="utf-8")
    context = room.new_context()
    context.finished["scan"] = room.synchronizer.scan(room.source.number, context.check)
    shutil.rmtree(drive / "水道")
    (drive / "水道").symlink_to(secret)
    room.sync(context)
    assert room.find("極秘") == []
    assert all_files(room) == ["公会計.txt", "庁議.md"]


def test_a_source_deleted_during_its_sync_ends_it(room) -> None:
    context = room.new_context()
    context.finished["scan"] = room.synchronizer.scan(room.source.number, context.check)
    room.sources.delete(room.source.number)
    with pytest.raises(NotFound):
        room.sync(context)
    assert room.catalog.counts(room.source.number) == dict.fromkeys(State, 0)


@pytest.mark.parametrize("crash_at", range(1, 14))
def test_killed_at_any_point_and_resumed_the_index_is_complete_and_holds_nothing_twice(
    room, make_room, drive, monkeypatch, crash_at: int
) -> None:
    """The process dies at the nth look at the cancel flag or the nth write; a new one resumes the job."""
    monkeypatch.setattr("services.search.sources.syncing.FILES_AT_ONCE", 1)
    monkeypatch.setattr("services.search.words.indexing.DOCUMENTS_AT_ONCE", 1)
    context, calls = room.new_context(), count(1)

    def crash(*_: object, **__: object) -> None:
        if next(calls) == crash_at:
            raise KeyboardInterrupt

    context.check = crash
    for name in ("keep_all", "freshened"):
        real = getattr(room.catalog, name)
        monkeypatch.setattr(room.catalog, name, lambda *args, real=real: (crash(), real(*args), crash()))
    with pytest.raises(KeyboardInterrupt):
        room.sync(context)
    again = make_room()
    context.check = lambda **_: None
    result = again.sync(context)
    assert (result["indexed"], result["failed"], result["pending"]) == (3, 0, 3)
    assert again.lexical.passages == 3
    assert all_files(again) == FILES
    assert {again.find("減免")[0], again.find("サーバ")[0], again.find("公会計")[0]} == set(FILES)


@pytest.mark.models
def test_texts_are_embedded_and_a_change_embeds_only_what_is_new(make_room, settings, drive) -> None:
    assert ModelStore(settings.models).installed(settings.search.model)
    room = make_room(settings)
    assert room.sync()["embedded"] == 3
    rewrite(drive / "庁議.md", "図書館の開館時間を延ばす。")
    (drive / "公会計.txt").rename(drive / "水道" / "公会計.txt")
    result = room.sync()
    assert (result["changed"], result["moved"], result["embedded"]) == (1, 1, 1)
    assert len(room.vectors.load()[0]) == 3


def test_what_an_earlier_version_read_is_read_anew_and_found_meanwhile(room, make_room, engine) -> None:
    room.sync()
    assert make_room().sync()["pending"] == 0
    with engine.begin() as connection:
        connection.execute(sa.update(DOCUMENTS).values(reader=0))
    upgraded = make_room()
    assert upgraded.find("減免") == ["水道/減免.txt"]
    result = upgraded.sync()
    assert (result["changed"], result["indexed"]) == (0, 3)


def test_an_author_is_found_by_name(api, drive) -> None:
    document = Docx()
    document.core_properties.author = "山田花子"
    document.add_paragraph("除雪機の購入について")
    document.save(drive / "除雪.docx")
    api.register("共有", drive)
    api.sync("共有")
    assert [hit["path"] for hit in api.search("author:山田")["hits"]] == ["除雪.docx"]
    assert api.search("author:佐藤")["hits"] == []
