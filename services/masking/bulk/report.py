"""The report of a bulk: what became of each file and what a person should look at, without the masked words."""

from common.sheets import write_rows
from services.masking.bulk.record import OUTCOMES, BulkView, FileResult
from services.masking.workbook import workbook

HEADINGS = (
    "番号",
    "ファイル",
    "結果",
    "塗った数",
    "種類ごとの数",
    "人が見るべき点",
    "入れなかった理由",
    "承認",
)
WIDTHS = (8, 48, 20, 10, 40, 60, 60, 28)
WAITING = "もう一人の承認が必要です"
Row = tuple[str, str, str, str, str, str, str, str]


def rows(bulk: BulkView) -> list[Row]:
    """One line a file, in the order of the zip."""
    return [_row(file, _approval(bulk)) for file in bulk.files]


def to_csv(bulk: BulkView) -> bytes:
    return write_rows([HEADINGS, *rows(bulk)], "utf-8")


def to_xlsx(bulk: BulkView) -> bytes:
    return workbook("まとめてマスキングの報告", HEADINGS, WIDTHS, rows(bulk))


def _row(file: FileResult, approval: str) -> Row:
    is_masked = file.outcome == "masked"
    return (
        str(file.number),
        file.output,
        OUTCOMES[file.outcome],
        str(sum(file.counts.values())) if is_masked else "",
        "、".join(f"{label} {count}" for label, count in file.counts.items()),
        "\n".join(file.attention),
        "" if is_masked else str((file.error or {}).get("detail", "")),
        approval if is_masked else "",
    )


def _approval(bulk: BulkView) -> str:
    if not bulk.two_person:
        return ""
    return f"承認済み（{bulk.approved_by}）" if bulk.approved_by else WAITING
