"""The operation on the items of the minutes."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from common.errors import BadRequest
from services.transcribe.editing.by_hand import (
    HandItem,
    Section,
    item_type,
    items_of,
    made,
    placed,
    with_items,
)
from services.transcribe.editing.draft import Draft
from services.transcribe.editing.operation import BaseOperation, Index, SegmentId, shown
from services.transcribe.minutes.model import Mention
from services.transcribe.schemas import PlainText

Text = Annotated[PlainText, Field(max_length=2000)]
Members = dict[str, JsonValue]
MOST_ITEMS = 1000
HEADINGS: dict[Section, str] = {
    "attendees": "出席者",
    "agenda": "議題",
    "decisions": "決定事項",
    "tasks": "宿題",
    "next_meeting": "次回",
}


class ItemInput(BaseModel):
    """What a person writes of an item; members that the section does not have are left out."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: Annotated[Text, Field(min_length=1)]
    who: Text | None = None
    what: Text | None = None
    due: Text | None = None
    due_date: dt.date | None = None
    about: Text | None = None
    when: Text | None = None
    date: dt.date | None = None
    where: Text | None = None
    segment: SegmentId | None = None
    """Where it was said; None: as before, or nowhere."""


class ChangeMinutes(BaseOperation):
    """Add, change or strike out an item; a person's items stay when the rules read the text anew."""

    op: Literal["minutes"]
    section: Section
    action: Literal["add", "change", "delete"]
    index: Index = 0
    """Which item of the section, as it is after the operations before this one."""
    item: ItemInput | None = None

    def apply(self, draft: Draft) -> str:
        items = items_of(draft.minutes, self.section)
        if self.action == "add":
            done, text = self._add(draft, items)
        elif self.action == "change":
            done, text = self._change(draft, items)
        else:
            done, text = self._delete(draft, items)
        draft.minutes = with_items(draft.minutes, self.section, done)
        verb = {"add": "加えました", "change": "直しました", "delete": "消しました"}[self.action]
        return f"{HEADINGS[self.section]}「{shown(text)}」を{verb}"

    def _add(self, draft: Draft, items: list[Mention]) -> tuple[list[Mention], str]:
        if self.section == "next_meeting" and items:
            return self._change(draft, items)
        if len(items) >= MOST_ITEMS:
            raise BadRequest(f"議事録の項目は{MOST_ITEMS:,}件までです。")
        members = self._members(draft, before={"segment": "", "start": 0.0})
        draft.by_hand.append(HandItem(section=self.section, item=members))
        added = made(self.section, members)
        return placed(items, added), added.text

    def _change(self, draft: Draft, items: list[Mention]) -> tuple[list[Mention], str]:
        before = self._chosen(items)
        members = self._members(draft, before=before.model_dump(mode="json"))
        self._note(draft, before, members)
        changed = made(self.section, members)
        return [*items[: self.index], changed, *items[self.index + 1 :]], changed.text

    def _delete(self, draft: Draft, items: list[Mention]) -> tuple[list[Mention], str]:
        before = self._chosen(items)
        self._note(draft, before, None)
        return [*items[: self.index], *items[self.index + 1 :]], before.text

    def _chosen(self, items: list[Mention]) -> Mention:
        if self.index >= len(items):
            raise BadRequest(
                f"{HEADINGS[self.section]}にその順番の項目はありません。読み直してからやり直してください。"
            )
        return items[self.index]

    def _note(self, draft: Draft, before: Mention, members: Members | None) -> None:
        """Remember the change: in the person's own item, or over what the rules had found."""
        for n, hand in enumerate(draft.by_hand):
            is_own = hand.section == self.section and hand.item is not None
            if is_own and made(self.section, hand.item or {}) == before:
                if members is None and hand.replaces is None:
                    del draft.by_hand[n]
                else:
                    draft.by_hand[n] = hand.model_copy(update={"item": members})
                return
        found = before.model_dump(mode="json")
        draft.by_hand.append(HandItem(section=self.section, item=members, replaces=found))

    def _members(self, draft: Draft, before: Members) -> Members:
        """The item's members: what was typed over what was there."""
        if self.item is None:
            raise BadRequest("項目の内容（item）を指定してください。")
        typed: Members = self.item.model_dump(mode="json", exclude={"segment"}, exclude_unset=True)
        if self.item.segment is not None:
            segment = draft.segment(self.item.segment)
            typed |= {"segment": segment.id, "start": segment.start}
        if "what" in item_type(self.section).model_fields and typed.get("what") is None:
            typed["what"] = self.item.text
        if "who" in typed:
            typed["speaker"] = None  # a typed name is not the speaker's, whatever that is called later
        known = item_type(self.section).model_fields
        members = {name: value for name, value in (before | typed).items() if name in known}
        return members | ({"by_person": True} if "by_person" in known else {})
