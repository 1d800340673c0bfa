"""One person, one label: A氏, B氏... in the order of appearance."""

from collections.abc import Iterable, Mapping, Sequence

from services.masking.folding import search_key


def person_labels(names: Iterable[str]) -> Mapping[str, str]:
    """Name (as `search_key`) to label. A part of a name is the person whose full name holds it, if only one."""
    keys = list(dict.fromkeys(search_key(name) for name in names))
    leaders = {key: _full_name(key, keys) for key in keys}
    order = list(dict.fromkeys(leaders[key] for key in keys))
    return {key: f"{letters(order.index(leader))}氏" for key, leader in leaders.items()}


def _full_name(key: str, keys: Sequence[str]) -> str:
    longer = [other for other in keys if other != key and (other.startswith(key) or other.endswith(key))]
    return longer[0] if len(longer) == 1 else key


def letters(number: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
