"""How far one short text is contained in another."""


def likeness(text: str, other: str) -> float:
    """The share of the shorter text's character pairs that the other one has too: 0 to 1."""
    short, long = sorted((_pairs(text), _pairs(other)), key=len)
    return len(short & long) / len(short) if short else 0.0


def _pairs(text: str) -> set[str]:
    letters = "".join(c for c in text if c.isalnum())
    return {letters[i : i + 2] for i in range(len(letters) - 1)}
