"""What a person changed in the minutes: kept apart from what the rules find, and put over it again each time.

The rules read the text anew after every edit; an item that a person added, changed or struck out must
survive that.
"""

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any, Literal, get_args

from pydantic import BaseModel, JsonValue

from services.transcribe.minutes.model import Mention, Minutes

Section = Literal["attendees", "agenda", "decisions", "tasks", "next_meeting"]
SAME_SECONDS = 5.0
SAME_RATIO = 0.6


class HandItem(BaseModel, frozen=True):
    """One item of the minutes as a person left it."""

    section: Section
    item: dict[str, JsonValue] | None
    """The members of the section's item; None: struck out."""
    replaces: dict[str, JsonValue] | None = None
    """What the rules had found in its place; None: added by the person."""


def item_type(section: Section) -> type[Mention]:
    """The model of one item of `section`, as the minutes declare it."""
    declared: Any = Minutes.model_fields[section].annotation
    kinds = [kind for kind in get_args(declared) if kind is not type(None)]
    return kinds[0]  # type: ignore[no-any-return]  # `list[Mention]` or `Meeting | None`


def items_of(minutes: Minutes, section: Section) -> list[Mention]:
    """The items of `section`; the next meeting is a list of one or none."""
    found = getattr(minutes, section)
    if isinstance(found, list):
        return list(found)
    return [] if found is None else [found]


def with_items(minutes: Minutes, section: Section, items: Sequence[Mention]) -> Minutes:
    if section == "next_meeting":
        return minutes.model_copy(update={section: items[-1] if items else None})
    return minutes.model_copy(update={section: list(items)})


def made(section: Section, members: dict[str, JsonValue]) -> Mention:
    return item_type(section).model_validate(members)


def placed(items: list[Mention], item: Mention) -> list[Mention]:
    """`items` with `item` where it was said; at the end when it was not said at all."""
    if not item.segment:
        return [*items, item]
    at = sum(1 for other in items if other.segment and other.start <= item.start)
    return [*items[:at], item, *items[at:]]


def put_over(minutes: Minutes, by_hand: Sequence[HandItem]) -> Minutes:
    """`minutes` as the rules found them, with what a person changed."""
    for hand in by_hand:
        items = items_of(minutes, hand.section)
        at = None if hand.replaces is None else _index_of(items, made(hand.section, hand.replaces))
        item = None if hand.item is None else made(hand.section, hand.item)
        if at is not None:
            items[at : at + 1] = [] if item is None else [item]
        elif item is not None:
            items = [item] if hand.section == "next_meeting" else placed(items, item)
        minutes = with_items(minutes, hand.section, items)
    return minutes


def _index_of(items: Sequence[Mention], wanted: Mention) -> int | None:
    """Where the rules found it again: the same text, or nearly the same said at the same place."""
    exact = [n for n, item in enumerate(items) if item.text == wanted.text]
    if exact:
        return min(exact, key=lambda n: abs(items[n].start - wanted.start))
    near = [(_likeness(item, wanted), n) for n, item in enumerate(items)]
    ratio, at = max(near, default=(0.0, 0))
    return at if ratio >= SAME_RATIO else None


def _likeness(one: Mention, other: Mention) -> float:
    if abs(one.start - other.start) > SAME_SECONDS:
        return 0.0
    return SequenceMatcher(None, one.text, other.text, autojunk=False).ratio()
