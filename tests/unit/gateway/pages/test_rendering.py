"""What the templates say of the settings."""

import pytest

from gateway.pages.formats import accept, spoken
from gateway.pages.rendering import size_label


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
