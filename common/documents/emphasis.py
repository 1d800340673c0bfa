"""Which stretches of a text are set otherwise than the rest of it: bold, coloured, linked."""

from collections import Counter
from collections.abc import Callable, Iterable

Style = tuple[object, ...]


def unusual(
    pieces: Iterable[tuple[int, str, Style]], is_apart: Callable[[Style], bool]
) -> tuple[tuple[int, int], ...]:
    """Stretches (start, end) whose style is not that of most of the text, in order.

    `pieces` are (start, text, style) in order; a style that `is_apart` is the usual one only of a text without other.
    """
    stretches: list[tuple[int, int, Style]] = []
    for start, text, style in pieces:
        if stretches and (style == stretches[-1][2] or not text.strip()):
            stretches[-1] = (stretches[-1][0], start + len(text), stretches[-1][2])
        elif text:
            stretches.append((start, start + len(text), style))
    letters: Counter[Style] = Counter()
    for start, end, style in stretches:
        letters[style] += end - start
    usual = max(letters, key=lambda style: (not is_apart(style), letters[style]), default=())
    return tuple((start, end) for start, end, style in stretches if style != usual)
