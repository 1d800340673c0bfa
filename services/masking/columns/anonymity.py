"""Who could be singled out by what stays: k-anonymity.

L. Sweeney, "k-Anonymity: A Model for Protecting Privacy", International Journal of Uncertainty, Fuzziness and
Knowledge-Based Systems 10(5), 2002, 557-570, doi:10.1142/S0218488502001648: a release is k-anonymous when every
combination of the quasi-identifiers that occurs in it occurs at least k times.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

from pydantic import BaseModel

from services.masking.folding import search_key

MOST_GROUPS = 200
Rows = Mapping[int, tuple[str, ...]]
"""Row of the file to the values of its quasi-identifiers, as they will stand there."""


class Group(BaseModel):
    """Records that agree in every quasi-identifier, fewer than k."""

    rows: list[int]


class Combination(BaseModel):
    """Columns that are already enough to leave `records` in groups smaller than k."""

    columns: list[str]
    records: int


class Help(BaseModel):
    """What one change would leave in groups smaller than k."""

    column: str
    """Id of the column."""
    treatment: str
    records: int


class Anonymity(BaseModel):
    """Rows are those of the file. No words of it are in here but headings."""

    sheet: str = ""
    k: int
    columns: list[str]
    """Headings of the quasi-identifiers."""
    records: int
    smallest: int
    """The size of the smallest group: the k that the table has."""
    small: int
    """Records in groups smaller than k."""
    groups: list[Group]
    combinations: list[Combination] = []
    helps: list[Help] = []

    @property
    def small_rows(self) -> set[int]:
        return {row for group in self.groups for row in group.rows}

    def shortened(self) -> "Anonymity":
        """With the first groups only, for a page and for the record."""
        return self.model_copy(update={"groups": self.groups[:MOST_GROUPS]})


def classes(rows: Rows) -> list[list[int]]:
    """Equivalence classes: the rows that agree in all values, width, case and white space aside."""
    found: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for row, values in rows.items():
        found[tuple(map(search_key, values))].append(row)
    return list(found.values())


def small_records(rows: Rows, k: int) -> int:
    return sum(len(group) for group in classes(rows) if len(group) < k)


def judge(rows: Rows, headings: Sequence[str], k: int, *, sheet: str = "") -> Anonymity:
    """All groups smaller than `k`, the smallest first. A table without quasi-identifiers has none."""
    groups = sorted(classes(rows), key=len) if headings else []
    small = [group for group in groups if len(group) < k]
    return Anonymity(
        sheet=sheet,
        k=k,
        columns=list(headings),
        records=len(rows),
        smallest=len(groups[0]) if groups else len(rows),
        small=sum(map(len, small)),
        groups=[Group(rows=group) for group in small],
        combinations=list(_combinations(rows, headings, k)) if small else [],
    )


def _combinations(rows: Rows, headings: Sequence[str], k: int) -> list[Combination]:
    """One column, two, and all of them, where they leave records in small groups."""
    found = []
    for chosen in [*combinations(range(len(headings)), 1), *combinations(range(len(headings)), 2)]:
        narrowed = {row: tuple(values[i] for i in chosen) for row, values in rows.items()}
        if count := small_records(narrowed, k):
            found.append(Combination(columns=[headings[i] for i in chosen], records=count))
    return found
