"""Text that people type into the fields of a list."""

import unicodedata
from typing import Annotated

from pydantic import AfterValidator


def one_line(text: str) -> str:
    """Without NUL and other controls, line breaks as spaces, composed (か + ゛ is が), trimmed.

    Full-width letters, 旧字体 and emoji stay as they were given.
    """
    composed = unicodedata.normalize("NFC", " ".join(text.splitlines()))
    return "".join(c for c in composed if c.isprintable() or c in "\u3000\u200d\ufe0f").strip()


OneLine = Annotated[str, AfterValidator(one_line)]
