"""Items in a row, parted by wide blanks: 「受付センター　電話 03-0000-0000（平日）」.

No sentence, it tempts an engine to keep the first of them. Where one is lost, each is translated alone.
"""

import re

WIDE = re.compile(r"\u3000+|\s{2,}|\t")
SHORTEST = 2
"""Characters: 「市　長」 is one word with a blank inside."""


def items(text: str) -> list[str]:
    """Two and more, or none where the text is no such row."""
    found = [part.strip() for part in WIDE.split(text.strip())]
    return found if len(found) > 1 and min(map(len, found)) >= SHORTEST else []
