"""What a cell shows: shared strings, numbers, dates."""

import re
from datetime import datetime, timedelta

from common.documents.ooxml.markup import Element, attribute, find_all, inside
from common.documents.ooxml.package import Package
from common.documents.xlsx.cells import Cell, read_cell, rich

DATE_FORMATS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
"""Built-in number formats that show a date or a time (ECMA-376 part 1, 18.8.30; 27-58 are Japanese)."""
LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
EPOCH_1900 = datetime(1899, 12, 30)  # noqa: DTZ001 - a sheet's dates have no time zone
EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001 - a sheet's dates have no time zone
LAST_SERIAL = 2_958_466


class Values:
    """The tables of a workbook that turn stored values into text."""

    def __init__(self, package: Package, workbook: str) -> None:
        items = [
            item
            for part in package.related(workbook, "sharedStrings")
            for item in find_all(package.tree(part), "s:si")
        ]
        self._strings = [
            "".join(text.text or "" for text in find_all(item, "s:t") if inside(text, "s:rPh") is None)
            for item in items
        ]
        self._emphasis = {number: found for number, item in enumerate(items) if (found := rich(item))}
        self._dates = [
            is_date for part in package.related(workbook, "styles") for is_date in _date_styles(package, part)
        ]
        properties = find_all(package.tree(workbook), "s:workbookPr")
        self._epoch = (
            EPOCH_1904 if properties and properties[0].get("date1904") in ("1", "true") else EPOCH_1900
        )

    def text(self, cell: Cell) -> str:
        """The value as text: dates as 2024-04-01, numbers without needless digits."""
        if cell.kind == "s":
            number = int(cell.value) if cell.value.isdigit() else -1
            return self._strings[number] if 0 <= number < len(self._strings) else ""
        if cell.kind == "b":
            return "TRUE" if cell.value == "1" else "FALSE"
        return self._number(cell) if cell.kind == "n" else cell.value

    def emphasis(self, cell: Cell) -> tuple[tuple[int, int], ...]:
        """The stretches of its text that are set otherwise than the rest."""
        if cell.kind != "s":
            return cell.emphasis
        return self._emphasis.get(int(cell.value), ()) if cell.value.isdigit() else ()

    def shown(self, cell: Element) -> str:
        """The text of a cell's element."""
        found = read_cell(cell, 1, 1, hidden=False)
        return self.text(found) if found else ""

    def _number(self, cell: Cell) -> str:
        try:
            number = float(cell.value)
        except ValueError:
            return cell.value
        if cell.style < len(self._dates) and self._dates[cell.style] and 0 <= number < LAST_SERIAL:
            return _moment(self._epoch, number)
        return f"{number:.15g}" if abs(number) < 1e15 else cell.value


def _moment(epoch: datetime, serial: float) -> str:
    # Excel believes in 29 February 1900 (serial 60), so earlier days are one off.
    early = 1 if epoch == EPOCH_1900 and 0 < serial < 60 else 0
    moment = epoch + timedelta(days=int(serial) + early, seconds=round(serial % 1 * 86400))
    if serial < 1:
        return moment.strftime("%H:%M")
    return moment.strftime("%Y-%m-%d %H:%M" if serial % 1 else "%Y-%m-%d")


def _date_styles(package: Package, part: str) -> list[bool]:
    """For each cell style, whether it shows a date."""
    root = package.tree(part)
    custom = {
        int(attribute(entry, "numFmtId") or 0): attribute(entry, "formatCode") or ""
        for entry in find_all(root, "s:numFmt")
    }
    formats = [
        int(entry.get("numFmtId") or 0)
        for group in find_all(root, "s:cellXfs")
        for entry in find_all(group, "s:xf")
    ]
    return [_shows_date(number, custom.get(number)) for number in formats]


def _shows_date(number: int, code: str | None) -> bool:
    if code is None:
        return number in DATE_FORMATS
    return bool(re.search(r"[ymdhsge]", LITERAL.sub("", code.lower().replace("general", ""))))
