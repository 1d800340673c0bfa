"""The steps that make a new version of a transcript: an edit, its undoing, and a return to an old version.

Undo and redo are versions like any other. Which changes can still be undone or made again stands in the
transcript itself, as two stacks of versions.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from common.errors import Conflict
from common.identity import Principal
from services.transcribe.editing.applying import edited
from services.transcribe.editing.changes import difference
from services.transcribe.editing.operation import BaseOperation
from services.transcribe.editing.revisions import Revision, revision
from services.transcribe.schemas import Transcript

MOST_SENTENCES = 20
Find = Callable[[int], Revision]


@dataclass(frozen=True)
class Step:
    transcript: Transcript
    revision: Revision


def edit_step(
    before: Transcript, version: int, caller: Principal, operations: Iterable[BaseOperation]
) -> Step | None:
    """The version after `version`, in which `operations` are made; None when they change nothing."""
    after, summary = edited(before, operations)
    change = difference(before, after)
    if change.is_empty:
        return None
    made = revision(version + 1, caller, "edit", _short(summary), change)
    return Step(_done(after, made), made)


def undo_step(before: Transcript, version: int, caller: Principal, find: Find) -> Step:
    """Takes back the newest change that was not yet taken back; Conflict when there is none."""
    if not before.undoable:
        raise Conflict("元に戻せる変更はありません。", version=version)
    undone = find(before.undoable[-1])
    change = undone.change.inverse()
    made = revision(version + 1, caller, "undo", _quoted(undone, "元に戻しました"), change, undone.version)
    stacks = {"undoable": before.undoable[:-1], "redoable": [*before.redoable, undone.version]}
    return Step(change.applied(before).model_copy(update=stacks), made)


def redo_step(before: Transcript, version: int, caller: Principal, find: Find) -> Step:
    """Makes the change again that was undone last; Conflict when there is none."""
    if not before.redoable:
        raise Conflict("やり直せる変更はありません。", version=version)
    again = find(before.redoable[-1])
    made = revision(
        version + 1, caller, "redo", _quoted(again, "やり直しました"), again.change, again.version
    )
    stacks = {"undoable": [*before.undoable, again.version], "redoable": before.redoable[:-1]}
    return Step(again.change.applied(before).model_copy(update=stacks), made)


def restore_step(
    before: Transcript, version: int, caller: Principal, old: Transcript, to: int
) -> Step | None:
    """Returns to the text of `old`, the version `to`. How long it is kept is not text and stays."""
    change = difference(before, old.model_copy(update={"label": before.label}))
    if change.is_empty:
        return None
    made = revision(version + 1, caller, "restore", [f"版{to}の内容に戻しました"], change, to)
    return Step(_done(change.applied(before), made), made)


def _done(after: Transcript, made: Revision) -> Transcript:
    return after.model_copy(update={"undoable": [*after.undoable, made.version], "redoable": []})


def _quoted(done: Revision, verb: str) -> list[str]:
    return [f"「{sentence}」を{verb}" for sentence in done.summary]


def _short(summary: list[str]) -> list[str]:
    if len(summary) <= MOST_SENTENCES:
        return summary
    return [*summary[:MOST_SENTENCES], f"ほか{len(summary) - MOST_SENTENCES}件"]
