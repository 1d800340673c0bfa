"""`/v1/masking/documents/{id}/columns`: what each column of a table holds, what is done with it, who stands out."""

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel

from common.documents import Segment
from common.identity import Caller
from services.masking.columns.anonymity import Anonymity
from services.masking.columns.plan import Column
from services.masking.columns.planned import finding_edits, sheet_of_document
from services.masking.columns.reviewing import ColumnChoices, choose
from services.masking.columns.treatments import (
    FITTING,
    GENERALISED,
    KIND_LABELS,
    TREATMENT_LABELS,
    Treatment,
)
from services.masking.columns.writing import Sheet
from services.masking.desk import Desk
from services.masking.record import DocumentView

MOST_EXAMPLES = 3


class Choosable(BaseModel):
    treatment: Treatment
    label: str


class Example(BaseModel):
    """A cell as it is and as it will be."""

    before: str
    after: str


class ColumnView(Column):
    kind_label: str
    choices: list[Choosable]
    """What fits the column; any other treatment may be asked for."""
    examples: list[Example]
    unreadable: int
    """Cells that the treatment cannot read and empties."""


class TableView(Anonymity):
    """`helps` name columns by id."""

    small_rows_shown: int
    """Records in the `groups` that are listed; a table with many lists the first."""


class ColumnsView(BaseModel):
    """Of a document without columns everything is empty."""

    version: int
    k: int
    drop_small: bool
    columns: list[ColumnView]
    tables: list[TableView]


def column_router(desk: Desk, k: int) -> APIRouter:
    router = APIRouter(prefix="/v1/masking/documents/{document_id}/columns", tags=["masking"])

    @router.get("", summary="表の列と、少数の記録の確認")
    def show(document_id: str, caller: Caller) -> ColumnsView:
        document = desk.view(document_id, caller)
        return view(document, desk.register.segments(document_id) if document.columns else [], k)

    @router.patch("", summary="列の扱いを決める")
    def decide(document_id: str, choices: ColumnChoices, caller: Caller) -> DocumentView:
        desk.view(document_id, caller)
        segments, aside = desk.register.segments(document_id), desk.register.aside(document_id)
        return desk.register.change(
            document_id, lambda d: choose(d, choices, segments, aside, caller.user), version=choices.version
        )

    return router


def view(document: DocumentView, segments: list[Segment], k: int) -> ColumnsView:
    sheet = sheet_of_document(document, segments, finding_edits(document, segments))
    tables = [table for table in sheet.anonymity(k).values() if table.columns]
    return ColumnsView(
        version=document.version,
        k=k,
        drop_small=document.drop_small,
        columns=[_column(sheet, column) for column in document.columns],
        tables=[_table(table.shortened()) for table in tables],
    )


def _column(sheet: Sheet, column: Column) -> ColumnView:
    fitting = FITTING.get(column.kind) or [each for each in Treatment if each in GENERALISED]
    usual = (Treatment.PSEUDONYM, Treatment.REMOVE, Treatment.DETECT, Treatment.LEAVE, column.treatment)
    own: dict[str, Any] = column.model_dump()
    return ColumnView(
        **own,
        kind_label=KIND_LABELS[column.kind],
        choices=[
            Choosable(treatment=each, label=TREATMENT_LABELS[each])
            for each in dict.fromkeys([*fitting, *usual])
        ],
        examples=_examples(sheet, column),
        unreadable=sheet.unreadable(column),
    )


def _examples(sheet: Sheet, column: Column) -> list[Example]:
    first = {cell.text: cell for cell in reversed(sheet.cells[column.id])}
    texts = list(dict.fromkeys(cell.text for cell in sheet.cells[column.id]))[:MOST_EXAMPLES]
    return [Example(before=text, after=sheet.text(column, first[text])) for text in texts]


def _table(table: Anonymity) -> TableView:
    return TableView(**table.model_dump(), small_rows_shown=sum(len(group.rows) for group in table.groups))
