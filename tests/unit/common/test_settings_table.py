"""The page of all settings says what the settings are."""

from common.settings import Settings
from common.settings_table import PAGE, page


def test_the_page_in_docs_is_the_one_that_the_settings_make():
    assert PAGE.read_text(encoding="utf-8") == page()


def test_every_key_of_every_group_is_on_it():
    lines = page().splitlines()
    for name, field in Settings.model_fields.items():
        assert f"## {name}" in lines
        for key in field.annotation.model_fields:
            assert any(line.startswith(f"| `{key}` |") for line in lines)


def test_no_folder_of_this_machine_is_named():
    assert str(PAGE.parent.parent) not in page()
