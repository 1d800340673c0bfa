"""Where sentences end, in text of one line."""

import re
from collections.abc import Iterator

from services.translate.languages import language

OPENING, CLOSING = "「『（(【〔［[〈《“", "」』）)】〕］]〉》”"
ENDS = "。！？!?｡．"
FOLLOWING = re.compile(rf"[{re.escape(ENDS)}{re.escape(CLOSING)}\"'’…]*[\s　]*")
WESTERN_END = re.compile(r"[.!?…]+[\"'”’)\]]*(\s+)(?=[\"'“‘(\[]?[^\W_a-z])")
ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|No|Nos|vs|Inc|Ltd|Co|Corp|Jr|Sr|Fig|Vol|Art|Sec|Rev|Gen|Sgt|Tel|Ext|Rm|Bldg|pp?|cf|etc|approx|ca|"
    r"Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|e\.g|i\.e|a\.m|p\.m|U\.S|U\.K|U\.N)\.$"
)


def sentence_ends(text: str, code: str) -> Iterator[int]:
    """Offsets just past each sentence, blanks after it included; the end of `text` is not among them."""
    ends = _western(text) if language(code).spaced else _east_asian(text)
    return (end for end in ends if end < len(text))


def _western(text: str) -> Iterator[int]:
    for match in WESTERN_END.finditer(text):
        if not ABBREVIATION.search(text[max(0, match.start() - 12) : match.start() + 1]):
            yield match.end()


def _east_asian(text: str) -> Iterator[int]:
    """A full stop inside brackets ends no sentence: 「はい。」と答えた。 is one."""
    depth, pairs, offset = 0, _matched(text), 0
    while offset < len(text):
        depth += pairs.get(offset, 0)
        if depth == 0 and (text[offset] in ENDS or _between_quotes(text, offset)):
            if _inside_number_or_word(text, offset):
                offset += 1
                continue
            end = FOLLOWING.match(text, offset + 1).end()  # type: ignore[union-attr]  # it may match nothing
            yield end
            offset = end
        else:
            offset += 1


def _matched(text: str) -> dict[int, int]:
    """+1 and -1 at the brackets that have a partner; a lone one must not swallow the rest of the line."""
    found: dict[int, int] = {}
    stack: list[int] = []
    for offset, character in enumerate(text):
        if character in OPENING:
            stack.append(offset)
        elif stack and character == CLOSING[OPENING.index(text[stack[-1]])]:
            found[stack.pop()], found[offset] = 1, -1
    return found


def _between_quotes(text: str, offset: int) -> bool:
    """「行く。」「来る。」 are two."""
    return 0 < offset < len(text) - 1 and (
        text[offset] in "」』" and text[offset - 1] in ENDS and text[offset + 1] in "「『"
    )


def _inside_number_or_word(text: str, offset: int) -> bool:
    """３．５ and `a?b=c` do not end."""
    before, after = text[offset - 1 : offset], text[offset + 1 : offset + 2]
    if text[offset] == "．":
        return after.isalnum()
    return text[offset] in "!?" and before.isascii() and after.isascii() and after.isalnum()
