import pytest

from services.search.words.index_folders import exchange, fresh_folder, is_whole, settle


def test_a_kill_at_any_moment_of_an_exchange_leaves_a_complete_index(tmp_path, monkeypatch) -> None:
    from pathlib import Path

    rename = Path.rename
    for survived in range(4):
        base = tmp_path / str(survived)
        folder = base / "lexical-9"
        folder.mkdir(parents=True)
        (folder / "old").touch()
        fresh = fresh_folder(folder)
        fresh.mkdir()
        (fresh / "new").touch()
        left = [survived]

        def limited(self: Path, target: Path, left: list[int] = left) -> Path:
            if not left[0]:
                raise KeyboardInterrupt
            left[0] -= 1
            return rename(self, target)

        with monkeypatch.context() as patch:
            patch.setattr(Path, "rename", limited)
            if survived < 3:
                with pytest.raises(KeyboardInterrupt):
                    exchange(folder)
            else:
                exchange(folder)
        settle(folder)
        assert [path.name for path in base.iterdir()] == ["lexical-9"]
        assert [path.name for path in folder.iterdir()] == ["old" if survived < 2 else "new"]


def test_a_folder_without_an_index_is_not_whole(tmp_path) -> None:
    assert not is_whole(tmp_path)
    (tmp_path / "meta.json").write_text("{}", encoding="utf-8")
    assert not is_whole(tmp_path)
