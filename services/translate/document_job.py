"""The job that translates a document: read, translate batch by batch, write beside, rename.

Each batch is a checkpointed step, but its text is kept in the job's own folder, not in the job
database, so that deleting a translation, or its retention date, takes all of its text away.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from common import documents
from common.documents import Document, Edit
from common.errors import BadRequest
from common.files import safe_suffix, write_durably
from common.jobs import JobContext
from common.records import Records
from common.service import Service
from services.translate import layout
from services.translate.detection import detect
from services.translate.flags import Flag
from services.translate.texts import AUTO
from services.translate.translator import Translated, Translator, joined

KIND = "translate"
TRANSLATION = "translation"
OUTCOME = "outcome.json"
BATCH_SENTENCES = 8
"""Small enough that a cancelled job stops within seconds, and a killed one loses no more."""
READING, WRITING = 0.02, 0.97


class Outcome(BaseModel):
    """What is kept of a finished translation beside its file."""

    source: str
    engine: str
    quality: str
    quality_label: str
    flagged: int
    notes: list[str]
    segments: list[dict[str, Any]]


class DocumentJob:
    def __init__(self, service: Service, translator: Translator, records: Records) -> None:
        self._service = service
        self._translator = translator
        self._records = records

    def run(self, context: JobContext, params: dict[str, Any]) -> dict[str, Any]:
        """The job's result: links to the translation and its file."""
        if self._records.find(context.id) is None:
            # The process died between queueing the job and recording it.
            self._records.put(context.id, context.owner, params)
        context.progress(READING, "文書を読んでいます")
        upload = self._service.files.get(params["file"])
        document = documents.read(upload.path, name=params["name"], limits=self._service.settings.sandbox)
        source, target = _source(document, params["source"]), params["target"]
        parts = [layout.split(segment.text, source) for segment in document.segments]
        sentences = self._sentences(context, layout.to_translate(parts), source, target)
        translations = [joined(each, sentences, source, target) for each in parts]
        context.progress(WRITING, "文書に書き戻しています")
        out = self._service.files.folder(context.id) / f"{TRANSLATION}{safe_suffix(params['name'])}"
        edits = _edits(document, translations)
        report = documents.rewrite(
            upload.path, edits, out, name=params["name"], limits=self._service.settings.sandbox
        )
        self._keep(context.id, document, translations, source, target, [*document.unread, *report.notes])
        self_link = f"/v1/translations/{context.id}"
        return {"links": {"self": self_link, "file": f"{self_link}/file"}}

    def outcome(self, job_id: str) -> Outcome | None:
        """What the job left; None before it is done."""
        path = self._service.files.root / job_id / OUTCOME
        return Outcome.model_validate_json(path.read_bytes()) if path.is_file() else None

    def _sentences(
        self, context: JobContext, sentences: list[str], source: str, target: str
    ) -> dict[str, Translated]:
        # By length, because a batch costs what its longest sentence costs.
        ordered = sorted(sentences, key=len)
        done: dict[str, Translated] = {}
        for number, batch in enumerate(_batches(ordered)):
            path = self._service.files.folder(context.id) / f"batch-{number:05}.json"
            context.step(f"batch-{number}", self._translate_batch, path, batch, source, target)
            done |= _restored(path)
            context.check()
            fraction = READING + (WRITING - READING) * len(done) / len(ordered)
            context.progress(fraction, f"{len(ordered)}文のうち{len(done)}文を訳しました")
        return done

    def _translate_batch(self, path: Path, batch: Sequence[str], source: str, target: str) -> int:
        found = self._translator.sentences(batch, source, target)
        content = {text: [each.text, each.flags] for text, each in found.items()}
        write_durably(path, json.dumps(content, ensure_ascii=False).encode())
        return len(found)

    def _keep(
        self,
        job_id: str,
        document: Document,
        translations: Sequence[Translated],
        source: str,
        target: str,
        notes: list[str],
    ) -> None:
        engine, pair = self._translator.engines.served(source, target)
        segments = [
            {
                "id": segment.id,
                "place": segment.place.label(),
                "source": segment.text,
                "target": translation.text,
                "flags": [{"flag": flag, "message": flag.message} for flag in translation.flags],
            }
            for segment, translation in zip(document.segments, translations, strict=True)
        ]
        outcome = Outcome(
            source=source,
            engine=engine.name,
            quality=pair.quality,
            quality_label=pair.quality.label,
            flagged=sum(bool(translation.flags) for translation in translations),
            notes=notes,
            segments=segments,
        )
        folder = self._service.files.folder(job_id)
        write_durably(folder / OUTCOME, outcome.model_dump_json().encode())
        for batch in folder.glob("batch-*.json"):
            batch.unlink()


def _source(document: Document, stated: str) -> str:
    if not document.segments:
        raise BadRequest("文書に文字が見つかりませんでした。画像だけの文書は翻訳できません。")
    return detect(document.text).language if stated == AUTO else stated


def _batches(sentences: Sequence[str]) -> Iterator[Sequence[str]]:
    return (sentences[i : i + BATCH_SENTENCES] for i in range(0, len(sentences), BATCH_SENTENCES))


def _restored(path: Path) -> dict[str, Translated]:
    stored = json.loads(path.read_bytes())
    return {text: Translated(new, tuple(map(Flag, flags))) for text, (new, flags) in stored.items()}


def _edits(document: Document, translations: Sequence[Translated]) -> list[Edit]:
    return [
        Edit(segment_id=segment.id, start=0, end=len(segment.text), text=translation.text)
        for segment, translation in zip(document.segments, translations, strict=True)
        if translation.text != segment.text
    ]
