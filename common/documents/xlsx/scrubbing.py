"""What must go before a workbook is disclosed, besides what goes from every package.

Hidden sheets go whole, hidden rows and columns lose their content, and every formula gives way to the
value it shows: a formula may spell out a name, and would show something else once cells are masked.
"""

from collections.abc import Collection

from common.documents.ooxml.markup import (
    Element,
    attribute,
    child,
    elements,
    find_all,
    inside,
    local,
    name,
    parse,
    remove,
)
from common.documents.ooxml.package import Package
from common.documents.ooxml.scrubbing import (
    SHARED,
    Words,
    cut_relationships,
    drop_tips,
    drop_unreachable,
    purge,
    strip_pictures,
)
from common.documents.xlsx.cells import hidden_columns, is_hidden_row
from common.documents.xlsx.sheets import sheets
from common.documents.xlsx.strings import READINGS, SharedStrings, drop_readings
from common.documents.xlsx.tables import scrub_table
from common.documents.xlsx.writing import cell_elements, shared_uses

HARMLESS = SHARED | {"worksheet", "chartsheet", "sharedStrings", "drawing", "table"}
HIDDEN_SHEETS = "非表示のシート"
HIDDEN_CELLS = "非表示の行や列の中身"
FORMULAS = "数式（表示されている値に置き換えました）"
UNCOUNTED = "計算結果が保存されていない数式があり、空欄になりました。Excel で開いて保存し直してから、もう一度お試しください。"
FURIGANA = "ふりがな"
UNSEEN = {
    "s:dataValidations": "入力規則",
    "s:legacyDrawing": None,
    "s:legacyDrawingHF": None,
    "s:oleObjects": "埋め込みオブジェクト",
    "s:controls": "フォーム部品",
    "s:customProperties": None,
    "s:scenarios": "シナリオ",
    "s:protectedRanges": "編集を許す範囲の名前",
    "s:filterColumn": "フィルターの条件",
    "s:sortState": None,
    "s:smartTags": None,
    "s:cellWatches": None,
    "s:webPublishItems": None,
    "s:customSheetViews": "ユーザー設定のビュー",
    "s:customWorkbookViews": "ユーザー設定のビュー",
    "s:extLst": "拡張機能の情報",
    "s:externalReferences": None,
    "s:pivotCaches": None,
    "s:fileSharing": None,
    "s:functionGroups": None,
    "s:webPublishing": None,
    "s:fileRecoveryPr": None,
    "s:smartTagPr": None,
    "s:smartTagTypes": None,
    "s:calcPr": None,
}
"""Elements that no page shows, and what they are called; None for what needs no word."""
KEPT_NAMES = ("_xlnm.Print_Area", "_xlnm.Print_Titles")
NAMES = "名前の定義"
ANCHORS = ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor")


def scrub_package(
    package: Package, strings: SharedStrings, words: Words, shown: Collection[Element]
) -> tuple[list[str], list[str]]:
    """Take out what a reader does not see; `shown` are the elements that segments show.

    Returns what was removed, and notes, in Japanese, each once.
    """
    gone, dead = _drop_hidden_sheets(package)
    removed = [HIDDEN_SHEETS] * bool(gone)
    notes: list[str] = []
    removed += _drop_names(package, dead)
    for sheet in sheets(package):
        root = package.tree(sheet.part)
        removed += [HIDDEN_CELLS] * _empty_hidden_cells(root)
        formulas, blank = _drop_formulas(root)
        removed += [FORMULAS] * bool(formulas)
        notes += [UNCOUNTED] * bool(blank)
        removed += [FURIGANA] * bool(drop_readings(root))
    removed += [FURIGANA] * bool(strings.drop_readings())
    removed += cut_relationships(package, words, HARMLESS, _cut, gone)
    reachable = drop_unreachable(package)
    removed += strip_pictures(package)
    for part in sorted(reachable):
        if package.is_xml(part):
            removed += _clean(package.tree(part), dead)
            drop_tips(package.tree(part))
    for sheet in sheets(package):
        for table in package.related(sheet.part, "table"):
            scrub_table(package, sheet.part, table, words)
    strings.blank_all_but(set(shared_uses(package)))
    for part in reachable:
        if package.is_xml(part):
            _purge(package.tree(part), shown, words)
    return list(dict.fromkeys(removed)), list(dict.fromkeys(notes))


def _drop_hidden_sheets(package: Package) -> tuple[set[str], list[str]]:
    """The parts and the names of the sheets that are gone."""
    everything = list(sheets(package))
    hidden = [sheet for sheet in everything if sheet.place.hidden]
    if not hidden or len(hidden) == len(everything):
        return set(), []
    for sheet in hidden:
        remove(sheet.element)
    for view in find_all(package.tree(package.main()), "s:workbookView"):
        for key in ("activeTab", "firstSheet"):
            view.attrib.pop(key, None)
    return {sheet.part for sheet in hidden}, [sheet.element.get("name") or "" for sheet in hidden]


def _drop_names(package: Package, dead: Collection[str]) -> list[str]:
    """Only print areas and titles keep their names, renumbered after hidden sheets went."""
    root = package.tree(package.main())
    left = {attribute(sheet, "r:id"): number for number, sheet in enumerate(find_all(root, "s:sheet"))}
    before = [
        attribute(sheet, "r:id") for sheet in find_all(parse(package.content(package.main())), "s:sheet")
    ]
    numbers = {old: left[id_] for old, id_ in enumerate(before) if id_ in left}
    removed = []
    for entry in find_all(root, "s:definedName"):
        old = int(entry.get("localSheetId") or -1)
        if entry.get("name") not in KEPT_NAMES or old not in numbers or _mentions(entry.text, dead):
            removed += [] if (entry.get("name") or "").startswith("_xlnm.") else [NAMES]
            remove(entry)
        else:
            entry.set("localSheetId", str(numbers[old]))
            entry.attrib.pop("comment", None)
    for holder in find_all(root, "s:definedNames"):
        if not len(holder):
            remove(holder)
    return removed


def _mentions(reference: str | None, sheet_names: Collection[str]) -> bool:
    return any(f"{dead}!" in (reference or "") or f"{dead}'!" in (reference or "") for dead in sheet_names)


def _empty_hidden_cells(root: Element) -> bool:
    """Whether a hidden row or column held anything."""
    columns = hidden_columns(root)
    rows = {int(row.get("r") or 0) for row in find_all(root, "s:row") if is_hidden_row(row)}
    emptied = False
    for row, column, cell in cell_elements(root) if rows or columns else ():
        if len(cell) and (row in rows or any(first <= column <= last for first, last in columns)):
            _empty(cell)
            emptied = True
    return emptied


def _empty(cell: Element) -> None:
    for inner in list(cell):
        cell.remove(inner)
    for key in ("t", "cm", "vm"):
        cell.attrib.pop(key, None)


def _drop_formulas(root: Element) -> tuple[int, int]:
    """How many formulas became values, and how many of them had none."""
    formulas = find_all(root, "s:f")
    blank = 0
    for formula in formulas:
        cell = formula.getparent()
        remove(formula)
        value = child(cell, "s:v") if cell is not None else None
        if cell is not None and (value is None or not value.text):
            blank += cell.get("t") != "str" or value is None
            _empty(cell)
    for cell in root.iter("{*}c"):
        for key in ("cm", "vm", "ph"):
            cell.attrib.pop(key, None)
    return len(formulas), blank


def _cut(element: Element) -> None:
    """Take away what refers to a part that is gone; a page setup only loses its printer."""
    if name(element) == "s:pageSetup":
        for key in [key for key in element.attrib if local(str(key)) == "id"]:
            del element.attrib[key]
        return
    frame = next((a for a in element.iterancestors() if local(str(a.tag)) == "graphicFrame"), None)
    anchor = next((a for a in element.iterancestors() if local(str(a.tag)) in ANCHORS), None)
    remove(anchor if frame is not None and anchor is not None else element)


def _clean(root: Element, dead: Collection[str]) -> list[str]:
    removed = []
    for element in find_all(root, *UNSEEN):
        label = UNSEEN[name(element)]
        removed += [label] if label else []
        remove(element)
    for element in find_all(root, *READINGS):
        remove(element)
    if name(root) in ("s:workbook", "s:worksheet", "s:chartsheet"):
        for element in find_all(root, "mc:AlternateContent"):
            remove(element)
    for element in list(elements(root)):
        _clean_element(element, dead)
    return removed


def _clean_element(element: Element, dead: Collection[str]) -> None:
    kind = name(element)
    for key in ("codeName", "macro", "textlink"):
        element.attrib.pop(key, None)
    if kind == "mc:Fallback" and any((found.text or "").strip() for found in find_all(element, "a:t")):
        remove(element)
    elif local(str(element.tag)) == "cNvPr" and element.get("hidden") in ("1", "true"):
        anchor = next((a for a in element.iterancestors() if local(str(a.tag)) in ANCHORS), None)
        if anchor is not None:
            remove(anchor)
    elif kind == "c:f" and _mentions(element.text, dead):
        element.text = "#REF!"
    elif kind == "s:hyperlink" and _mentions(element.get("location"), dead):
        remove(element)
    elif kind == "s:cfRule" and any(_mentions(f.text, dead) for f in find_all(element, "s:formula")):
        holder = inside(element, "s:conditionalFormatting")
        remove(element)
        if holder is not None and child(holder, "s:cfRule") is None:
            remove(holder)


def _purge(root: Element, shown: Collection[Element], words: Words) -> None:
    """What repeats a masked word outside the cells, where each was decided by itself."""
    if name(root) == "s:sst":
        return
    if name(root) in ("s:worksheet", "s:table"):
        for inner in root:
            if name(inner) not in ("s:sheetData", "s:headerFooter", "s:tableColumns"):
                purge(inner, shown, words)
        return
    for point in find_all(root, "c:pt"):
        number = child(point, "c:v")
        if inside(point, "c:numCache") is not None and number is not None and words.within(number.text or ""):
            remove(point)
    sheet_names = {element.get("name"): element for element in find_all(root, "s:sheet")}
    purge(root, {*shown, *sheet_names.values()}, words)
