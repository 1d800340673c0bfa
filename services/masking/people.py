"""One person, one label: A氏, B氏... in the order of appearance."""

from collections.abc import Iterable, Mapping

from services.masking.folding import search_key


def person_labels(names: Iterable[str]) -> Mapping[str, str]:
    """Name (as `search_key`) to label. A surname alone is the person whose full name it begins, if only one."""
    keys = list(dict.fromkeys(search_key(name) for name in names))
    leaders: dict[str, str] = {}
    for key in keys:
        longer = [other for other in keys if other != key and other.startswith(key)]
        longest = [other for other in longer if not any(o != other and o.startswith(other) for o in longer)]
        leaders[key] = longest[0] if len(longest) == 1 else key
    order = list(dict.fromkeys(leaders[key] for key in keys))
    return {key: f"{letters(order.index(leader))}氏" for key, leader in leaders.items()}


def letters(number: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
