"""What the templates say of the settings."""

import pytest

from common.identity import Principal
from common.settings import Settings
from gateway.pages.formats import accept, spoken
from gateway.pages.rendering import Renderer, size_label
from gateway.pages.tasks import TASKS


@pytest.mark.parametrize(
    ("size", "said"),
    [(1024**3, "1GB"), (1536 * 1024**2, "1.5GB"), (200 * 1024**2, "200MB"), (1024, "1KB"), (12, "12バイト")],
)
def test_a_size_is_said_as_people_say_it(size, said):
    assert size_label(size) == said


def test_a_limit_is_never_said_larger_than_it_is():
    assert size_label(2 * 1024**3 - 1) == "1.9GB"


def test_formats_are_offered_by_name_and_by_suffix():
    assert spoken({"txt", "docx"}) == "Word、テキスト"
    assert accept({"docx"}) == ".docx,.dotx"


@pytest.mark.parametrize(
    ("allowed", "role", "offered"),
    [(True, "admin", True), (True, "disclosure", False), (False, "admin", False)],
)
def test_a_key_file_is_offered_to_administrators_where_the_settings_allow_it(allowed, role, offered):
    (task,) = (task for task in TASKS if task.name == "masking")
    renderer = Renderer(Settings(masking={"sealed_keys": allowed}))
    page = renderer.page("masking", Principal(user="山田", roles=frozenset({role})), task=task)
    assert ("鍵ファイルを受け取る" in page) == offered
