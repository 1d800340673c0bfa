"""The table of `python -m common.models list`."""

from common.models.manifest import ModelEntry
from common.models.stamp import read_stamp
from common.models.store import ModelStore

HEADINGS = ("name", "role", "MB", "licence", "installed", "origin")


def table(store: ModelStore) -> str:
    """One line a model: role, size, licence, where the installed copy came from, origin."""
    rows = [HEADINGS, *(_row(entry, store) for entry in store.manifest.model)]
    widths = [max(len(row[n]) for row in rows) for n in range(len(HEADINGS) - 1)]
    return "\n".join("  ".join([*(row[n].ljust(w) for n, w in enumerate(widths)), row[-1]]) for row in rows)


def _row(entry: ModelEntry, store: ModelStore) -> tuple[str, ...]:
    licence = entry.licence if entry.commercial else f"{entry.licence} (non-commercial)"
    return (
        f"{entry.name}{' *' if entry.default else ''}",
        entry.role,
        f"{entry.size / 1000**2:,.0f}",
        licence,
        _state(entry, store),
        entry.origin,
    )


def _state(entry: ModelEntry, store: ModelStore) -> str:
    if not store.installed(entry.name):
        return "no"
    stamp = read_stamp(store.home(entry.name))
    return f"yes ({stamp.source})" if stamp else "yes"
