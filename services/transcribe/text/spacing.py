"""The spaces that Whisper writes between Japanese characters, instead of punctuation or for no reason."""

import re

SPACE = " \u3000"
JAPANESE = r"\u3001-\u3003\u3005-\u301f\u3041-\u309f\u30a1-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff9f"
RUN = rf"(?<![{SPACE}])[{SPACE}]+"
"""From its first space, so that a long run is read once."""
STRAY = re.compile(rf"(?<=[{JAPANESE}])[{SPACE}]+|{RUN}(?=[{JAPANESE}])|\A[{SPACE}]+|{RUN}\Z")


def stray_spaces(text: str) -> list[tuple[int, int]]:
    """[start, end) of the spaces beside a Japanese character and at both ends; those of `New York` stay."""
    return [match.span() for match in STRAY.finditer(text)]


def without_stray_spaces(text: str) -> str:
    return STRAY.sub("", text)
