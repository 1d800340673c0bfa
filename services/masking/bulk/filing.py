"""One file of a bulk from the zip to its verified masked form, and what is told of it."""

import logging
from collections import Counter
from collections.abc import Iterator
from typing import Any

from common.documents.notes import GONE_WHEN_MASKED, NOTHING_FOUND
from common.errors import BadRequest, Problem, Unavailable, UnsupportedFormat
from common.files import FileStore
from common.settings import SandboxSettings
from services.masking.analysing import Analysing
from services.masking.bulk.entries import Entry, unpack
from services.masking.bulk.paths import parts
from services.masking.bulk.record import Bulk, FileResult
from services.masking.bulk.shelf import Shelf
from services.masking.bulk.within import Within
from services.masking.finalizing import Finalizing, LeftBehind, mask_all_undecided
from services.masking.kinds import Kind
from services.masking.ledger import without
from services.masking.leftovers import masked_words
from services.masking.maskable import refuse_unmaskable
from services.masking.record import MaskingDocument
from services.masking.register import Register
from services.masking.watch_list import watch_list

log = logging.getLogger(__name__)
UNEXPECTED = "読み取れませんでした。壊れているおそれがあります。開き直して保存し、もう一度お試しください。"
MOST_PLACES = 5


class PartlyUnread(BadRequest):
    """Part of the file could not be read, so nobody can say that it may be published."""

    code, title = "partly_unread", "読み取れない部分があります"


class Filing:
    def __init__(
        self,
        shelf: Shelf,
        register: Register,
        files: FileStore,
        analysing: Analysing,
        finalizing: Finalizing,
        limits: SandboxSettings,
    ) -> None:
        self._shelf = shelf
        self._register = register
        self._files = files
        self._analysing = analysing
        self._finalizing = finalizing
        self._limits = limits

    def file(self, ctx: Within, bulk_id: str, number: int, entry: Entry) -> str:
        """Mask one file and keep its result; the outcome. Raises Unavailable, which is no fault of the file."""
        self._register.discard(ctx.id)  # what a killed attempt left
        result = FileResult(number=number, name=entry.name, outcome="masked")
        try:
            self._mask(ctx, bulk_id, entry)
        except UnsupportedFormat as problem:
            result.outcome, result.error = "refused", problem.body()
        except LeftBehind as problem:
            result.outcome, result.error = "blocked", problem.body()
        except Unavailable:
            raise
        except Problem as problem:
            result.outcome, result.error = "unreadable", problem.body()
        except Exception:
            log.exception("a file of a bulk crashed", extra={"document": ctx.id})
            result.outcome, result.error = "unreadable", BadRequest(UNEXPECTED).body()
            self._give_up(ctx.id, result.error)
        finally:
            self._shelf.workplace(bulk_id).unlink(missing_ok=True)
        document = self._register.find(ctx.id)
        if document is not None:
            result.document = ctx.id
            tell(result, document)
        self._shelf.keep(bulk_id, ctx.owner, [result])
        return result.outcome

    def _give_up(self, document_id: str, body: dict[str, Any]) -> None:
        if self._register.find(document_id) is not None:
            self._register.change(document_id, lambda document: _fail(document, body))

    def _mask(self, ctx: Within, bulk_id: str, entry: Entry) -> None:
        bulk, name = self._shelf.get(bulk_id), parts(entry.name)[-1]
        path = self._shelf.workplace(bulk_id)
        unpack(self._shelf.upload(bulk_id).path, entry, path, self._limits)
        refuse_unmaskable(path, name)
        with path.open("rb") as content:
            stored = self._files.keep(content, name=name, owner=ctx.owner)
        self._analysing.run(ctx, {"file": stored.id, "bulk": bulk_id, **_options(bulk)})
        unread = [
            note
            for note in self._register.get(ctx.id).unread
            if note not in (*GONE_WHEN_MASKED, NOTHING_FOUND)
        ]
        if unread:
            raise PartlyUnread(
                f"{'。'.join(note.rstrip('。') for note in unread)}。人が開いて確かめてください。"
            )
        self._register.change(ctx.id, mask_all_undecided)
        self._finalizing.run(ctx, {"document": ctx.id})


def _fail(document: MaskingDocument, body: dict[str, Any]) -> None:
    document.status, document.error = "failed", body


def _options(bulk: Bulk) -> dict[str, object]:
    return {"profile": bulk.profile, "two_person": bulk.two_person, "style": bulk.style}


def tell(result: FileResult, document: MaskingDocument) -> None:
    """Put into `result` what was masked in `document`, and what a person should look at."""
    if result.outcome == "masked":
        result.counts = dict(Counter(f.entity_label for f in document.findings if f.is_masked))
    words = sorted(masked_words(document.findings), key=len, reverse=True)
    result.attention = [
        without(line, words) for line in (*_watched(document), *_left(result), *_notes(document))
    ]


def _watched(document: MaskingDocument) -> Iterator[str]:
    """By what is doubtful about them how many findings there are, and where the first stand; then the columns."""
    watched = watch_list(document)
    places: dict[str, list[str]] = {}
    for each in watched.findings:
        places.setdefault(f"{each.attention}: {each.entity_label}", []).append(each.place.text)
    for attention, where in places.items():
        yield f"{attention} {len(where)}件（{_some(where)}）"
    for column in watched.columns:
        yield f"列を自動で扱いました: {column.place}（{column.treatment_label}）"


def _left(result: FileResult) -> Iterator[str]:
    leftovers = (result.error or {}).get("leftovers", ())
    for each in leftovers[:MOST_PLACES]:
        yield f"塗り残し: {Kind(each['entity_type']).label}（{each['place']}）"
    if len(leftovers) > MOST_PLACES:
        yield f"塗り残し: ほか{len(leftovers) - MOST_PLACES}か所"


def _notes(document: MaskingDocument) -> Iterator[str]:
    yield from (note for note in document.unread if note == NOTHING_FOUND)


def _some(places: list[str]) -> str:
    few = "、".join(list(dict.fromkeys(places))[:MOST_PLACES])
    return f"{few} ほか" if len(set(places)) > MOST_PLACES else few
