"""The job that translates a document: read, translate batch by batch, write beside, rename.

Each batch is a checkpointed step, but its text is kept in the job's own folder, not in the job
database, so that deleting a translation, or its retention date, takes all of its text away.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from common import documents
from common.documents import Document
from common.errors import BadRequest, NotFound
from common.files import safe_suffix, write_durably
from common.jobs import JobContext
from common.records import Records
from common.service import Service
from services.translate import layout
from services.translate.detection import detect
from services.translate.flags import Flag
from services.translate.guidance import Guidance, Guides, Wishes
from services.translate.languages import PLAIN_JAPANESE
from services.translate.outcomes import Outcomes, edits, summary, view
from services.translate.plain.assessment import compared
from services.translate.plain.explaining import explained_once
from services.translate.plain.marks import Style, chosen
from services.translate.texts import AUTO
from services.translate.translated import Translated
from services.translate.translator import Translator, joined
from services.translate.uses import Use

KIND = "translate"
TRANSLATION = "translation"
MEMORY = "memory"
READING, WRITING = 0.02, 0.97


class DocumentJob:
    """`requests` hold what was asked and `outcomes` what came of it: one writer each."""

    def __init__(
        self, service: Service, translator: Translator, guides: Guides, requests: Records, outcomes: Outcomes
    ) -> None:
        self._files = service.files
        self._limits = service.settings.sandbox
        self._translator = translator
        self._guides = guides
        self._requests = requests
        self._outcomes = outcomes

    def run(self, context: JobContext, params: dict[str, Any]) -> dict[str, Any]:
        """The job's result: links to the translation and its file."""
        if self._requests.find(context.id) is None:
            # The process died between queueing the job and recording it.
            self._requests.put(context.id, context.owner, params)
        if self._outcomes.find(context.id) is None:
            self._translate(context, params)
        for batch in self._files.folder(context.id).glob("batch-*.json"):
            batch.unlink()
        link = f"/v1/translations/{context.id}"
        return {"links": {"self": link, "file": f"{link}/file"}}

    def _translate(self, context: JobContext, params: dict[str, Any]) -> None:
        context.progress(READING, "文書を読んでいます")
        upload, name = self._files.get(params["file"]), params["name"]
        document = documents.read(upload.path, name=name, limits=self._limits)
        source, target = _source(document, params["source"]), params["target"]
        work = Work(source, target, self._guides.guidance(_wishes(params), source, target))
        bold = [segment.text[slice(*span)] for segment in document.segments for span in segment.emphasis]
        translations = self._texts(context, [*(segment.text for segment in document.segments), *bold], work)
        context.progress(WRITING, "文書に書き戻しています")
        out = self._files.folder(context.id) / f"{TRANSLATION}{safe_suffix(name)}"
        notes: list[str] = []
        style = Style(**params.get("style", {}))
        alone = {
            text: each.text for text, each in zip(bold, translations[len(document.segments) :], strict=True)
        }
        translations = translations[: len(document.segments)]
        if target == PLAIN_JAPANESE:
            notes = [compared(document.text, "\n".join(each.text for each in translations))]
            translations = _styled(translations, style)
            alone = {text: chosen(each, style) for text, each in alone.items()}
        segments = view(document, translations, alone)
        report = documents.rewrite(
            upload.path, edits(segments), out, name=name, limits=self._limits, language=target
        )
        engine, pair = self._translator.engines.served(source, target)
        outcome = summary(engine, pair, segments, [*notes, *document.unread, *report.notes])
        self._outcomes.keep(context.id, context.owner, outcome, segments)

    def _texts(self, context: JobContext, texts: list[str], work: "Work") -> list[Translated]:
        path = self._files.folder(context.id) / f"batch-{MEMORY}.json"
        context.step(MEMORY, self._remember, path, texts, work)
        known = _restored(path)
        parts = {text: layout.split(text, work.source) for text in texts if text not in known}
        sentences = self._sentences(context, layout.to_translate(parts.values()), work)
        return [
            known[text] if text in known else joined(parts[text], sentences, work.source, work.target)
            for text in texts
        ]

    def _sentences(self, context: JobContext, sentences: list[str], work: "Work") -> dict[str, Translated]:
        # By length, because a batch costs what its longest sentence costs.
        ordered = sorted(sentences, key=len)
        done: dict[str, Translated] = {}
        folder = self._files.folder(context.id)
        # Small enough that a cancelled job stops within seconds, and a killed one loses no more.
        size = self._translator.engines.choose(work.source, work.target).together if ordered else 1
        for number, batch in enumerate(_batches(ordered, size)):
            path = folder / f"batch-{number:05}.json"
            context.step(f"batch-{number}", self._translate_batch, path, batch, work)
            done |= _restored(path)
            context.check()
            fraction = READING + (WRITING - READING) * len(done) / len(ordered)
            context.progress(fraction, f"{len(ordered)}文のうち{len(done)}文を訳しました")
        return done

    def _remember(self, path: Path, texts: Sequence[str], work: "Work") -> int:
        return _kept(path, self._translator.remembered(texts, work.source, work.target, work.guidance))

    def _translate_batch(self, path: Path, batch: Sequence[str], work: "Work") -> int:
        return _kept(path, self._translator.sentences(batch, work.source, work.target, work.guidance))


@dataclass(frozen=True)
class Work:
    source: str
    target: str
    guidance: Guidance


def _wishes(params: dict[str, Any]) -> Wishes:
    return Wishes(glossaries=params.get("glossaries", ()), memory=params.get("memory", True))


def _styled(translations: Sequence[Translated], style: Style) -> list[Translated]:
    """Plain Japanese with the readings and spaces asked for; each word is explained once in a document."""
    explained: set[str] = set()
    return [replace(each, text=chosen(explained_once(each.text, explained), style)) for each in translations]


def _source(document: Document, stated: str) -> str:
    if not document.segments:
        raise BadRequest("文書に文字が見つかりませんでした。画像だけの文書は翻訳できません。")
    return detect(document.text).language if stated == AUTO else stated


def _batches(sentences: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (sentences[i : i + size] for i in range(0, len(sentences), size))


def _kept(path: Path, found: dict[str, Translated]) -> int:
    if not path.parent.is_dir():
        raise NotFound("翻訳は削除されました。")
    content = {
        text: [each.text, each.flags, [use.model_dump() for use in each.uses]] for text, each in found.items()
    }
    write_durably(path, json.dumps(content, ensure_ascii=False).encode())
    return len(found)


def _restored(path: Path) -> dict[str, Translated]:
    stored = json.loads(path.read_bytes())
    return {
        text: Translated(new, tuple(map(Flag, flags)), tuple(map(Use.model_validate, uses)))
        for text, (new, flags, uses) in stored.items()
    }
