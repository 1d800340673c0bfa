"""One person, one label: A氏, B氏... in the order of appearance."""

from collections.abc import Iterable, Mapping, Sequence

from services.masking.folding import search_key


def person_labels(names: Iterable[str]) -> Mapping[str, str]:
    """Name (as `search_key`) to label."""
    people = full_names(names)
    order = {name: number for number, name in enumerate(dict.fromkeys(people.values()))}
    return {key: f"{letters(order[name])}氏" for key, name in people.items()}


def full_names(names: Iterable[str]) -> Mapping[str, str]:
    """Name to the full name of the person, both as `search_key`: a part of a name is whose full name holds it, if only one's."""
    keys = list(dict.fromkeys(search_key(name) for name in names))
    return {key: _full_name(key, keys) for key in keys}


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
