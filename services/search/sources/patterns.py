"""Which files and folders of a source are left out, by glob patterns.

A pattern without `/` looks at the name of a file or folder at any depth; one with `/` at the path from the
source. `*` and `?` stay within a name, `**/` stands for any number of folders, `[abc]` for one character.
Case and the two ways of writing が (one or two code points) make no difference, as on Windows and macOS.
"""

import re
import unicodedata
from collections.abc import Iterable

TOKEN = re.compile(r"\*\*/|\*\*|\*|\?|\[!?[^\]]+\]|.", re.DOTALL)
PIECES = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}


class Patterns:
    def __init__(self, include: Iterable[str], exclude: Iterable[str]) -> None:
        self._include = _compiled(include)
        self._exclude = _compiled(exclude)

    def leaves_out_folder(self, path: str) -> bool:
        return _matches(self._exclude, path)

    def leaves_out_file(self, path: str) -> bool:
        if self._include is not None and not _matches(self._include, path):
            return True
        return _matches(self._exclude, path)


def _matches(pattern: re.Pattern[str] | None, path: str) -> bool:
    return pattern is not None and pattern.fullmatch(_folded(path)) is not None


def _compiled(globs: Iterable[str]) -> re.Pattern[str] | None:
    pieces = [_regex(_folded(glob)) for glob in globs]
    return re.compile("|".join(pieces), re.DOTALL) if pieces else None


def _regex(glob: str) -> str:
    pattern = glob.strip("/")
    anywhere = "" if "/" in pattern else "(?:.*/)?"
    return anywhere + "".join(_piece(token) for token in TOKEN.findall(pattern))


def _piece(token: str) -> str:
    if token.startswith("[") and len(token) > 1:
        inside = token[1:-1]
        negated, members = inside.startswith("!"), inside.removeprefix("!")
        escaped = re.sub(r"([\\\]\[^&~|])", r"\\\1", members)
        return f"(?![/])[{'^' if negated else ''}{escaped}]"
    return PIECES.get(token) or re.escape(token)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
