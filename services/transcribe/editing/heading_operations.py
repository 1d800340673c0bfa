"""Operations on what a meeting is called, when and where it was, and how long it is kept."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from services.transcribe.editing.draft import Draft
from services.transcribe.editing.operation import BaseOperation, shown
from services.transcribe.schemas import Line


class SetTitle(BaseOperation):
    op: Literal["title"]
    title: Annotated[Line, Field(max_length=200)]

    def apply(self, draft: Draft) -> str:
        draft.title = self.title
        return f"会議名を「{shown(self.title)}」にしました"


class SetDate(BaseOperation):
    op: Literal["date"]
    date: dt.date | None
    """None: the one that is said in the meeting, if any."""

    def apply(self, draft: Draft) -> str:
        draft.date = self.date
        return f"開催日を{self.date:%Y-%m-%d}にしました" if self.date else "開催日を消しました"


class SetPlace(BaseOperation):
    op: Literal["place"]
    place: Annotated[Line, Field(max_length=200)] | None

    def apply(self, draft: Draft) -> str:
        draft.place = self.place
        return f"場所を「{shown(self.place)}」にしました" if self.place else "場所を消しました"


class SetLabel(BaseOperation):
    """How long the sound and the text are kept; the settings say which labels there are."""

    op: Literal["label"]
    label: Annotated[Line, Field(max_length=100)]

    def apply(self, draft: Draft) -> str:
        draft.label = self.label
        return f"保存の区分を「{shown(self.label)}」にしました"
