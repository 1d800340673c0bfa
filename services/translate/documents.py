"""Translated documents: received, translated as a job, kept until deleted or past their retention."""

from dataclasses import asdict
from pathlib import Path, PurePosixPath
from typing import Any

from fastapi import UploadFile

from common.documents import SUPPORTED, TRANSLATABLE
from common.documents.formats import find_format
from common.errors import BadRequest, Conflict, NotFound, UnsupportedFormat
from common.files import plain_name, safe_suffix
from common.identity import Principal
from common.jobs import Job
from common.records import Record
from common.service import Service
from services.translate.beside import BILINGUAL
from services.translate.correcting import Correcting, shown
from services.translate.document_job import KIND, DocumentJob
from services.translate.guidance import Guides, Wishes
from services.translate.languages import PLAIN_JAPANESE, canonical, language
from services.translate.memory.store import Memory
from services.translate.originals import Originals, rebuilding, written_name
from services.translate.outcomes import Outcome, Outcomes
from services.translate.plain.marks import Style
from services.translate.problems import unknown_language
from services.translate.schemas import Corrections, SegmentView, TranslationView
from services.translate.texts import AUTO
from services.translate.translator import Translator

NOT_THERE = "指定された翻訳はありません。一覧から選び直してください。"


class Documents:
    """The translations of documents of one service."""

    def __init__(self, service: Service, translator: Translator, guides: Guides, memory: Memory) -> None:
        self._service = service
        self._guides = guides
        self._originals = Originals(service)
        self._correcting = Correcting(service, memory)
        self._translator = translator
        self._records = service.records("translations")
        self._outcomes = Outcomes(service.files, service.records("outcomes"))
        job = DocumentJob(service, translator, guides, self._records, self._outcomes)
        service.jobs.register(KIND, job.run)

    def submit(
        self,
        file: UploadFile,
        source: str,
        target: str,
        caller: Principal,
        wishes: Wishes,
        style: Style | None = None,
        *,
        bilingual: bool = False,
        back: bool = False,
    ) -> Job:
        """Queue the translation of an upload. Raises what is wrong with it before the job does."""
        suffix = safe_suffix(file.filename or "")
        if suffix:
            _check_format(SUPPORTED.get(suffix), f"{suffix} のファイル")
        source, target = self._check_pair(source, target)
        if back and source != AUTO:
            self._translator.engines.choose(target, source)
        self._guides.check(wishes)
        with self._service.files.receiving(file, owner=caller.user) as stored:
            found = find_format(stored.path, stored.name)
            _check_format(found.name, f"{found.name} 形式")
            if bilingual and found.name not in BILINGUAL:
                raise BadRequest(f"{found.name} 形式には、もともと原文と訳文の両方が入ります。")
            params: dict[str, Any] = {
                "file": stored.id,
                "name": stored.name,
                "source": source,
                "target": target,
                "glossaries": list(wishes.glossaries),
                "memory": wishes.memory,
                "bilingual": bilingual,
                "back": back,
                **rebuilding(found),
            }
            if target == PLAIN_JAPANESE:
                params["style"] = asdict(style or Style())
            title = f"{stored.name} を{language(target).japanese}に翻訳"
            job = self._service.jobs.submit(KIND, owner=caller.user, title=title, params=params)
        self._records.put(job.id, caller.user, params)
        return job

    def correct(self, translation_id: str, corrections: Corrections, caller: Principal) -> list[SegmentView]:
        """The corrected segments, the file written anew. Raises Conflict before the job is done, NotFound, BadRequest."""
        record = self._find(translation_id, caller)
        outcome = self._outcomes.find(translation_id)
        if outcome is None:
            raise Conflict("翻訳はまだ終わっていません。終わってから直してください。")
        return self._correcting.correct(record, outcome, self._outcomes, corrections, caller)

    def list(self, caller: Principal, *, limit: int, offset: int) -> list[TranslationView]:
        jobs = self._service.jobs.list(caller, limit=limit, offset=offset)
        records = {
            record.id: record for record in self._records.list(None if caller.is_admin else caller.user)
        }
        return [self._view(job, records[job.id]) for job in jobs if job.id in records]

    def view(self, translation_id: str, caller: Principal, *, limit: int, offset: int) -> TranslationView:
        """One translation with its segments from `offset` on."""
        record = self._find(translation_id, caller)
        view = self._view(self._service.jobs.get(translation_id, caller), record)
        if view.total_segments is None:
            return view
        segments = [shown(each) for each in self._outcomes.segments(translation_id)[offset : offset + limit]]
        return view.model_copy(update={"segments": segments})

    def file(self, translation_id: str, caller: Principal) -> tuple[Path, str]:
        """The translated file and the name to give it, such as お知らせ.en.docx."""
        record = self._find(translation_id, caller)
        path = self._originals.written(translation_id, record.data)
        if not path.is_file():
            raise Conflict("翻訳はまだ終わっていません。終わってから受け取ってください。")
        return path, _named(written_name(record.data), record.data["target"])

    def delete(self, translation_id: str, caller: Principal) -> None:
        """Stop the job if it runs, and delete the upload, the translation and what is known of them."""
        record = self._find(translation_id, caller)
        job = self._service.jobs.get(translation_id, caller)
        if not job.status.is_final:
            self._service.jobs.cancel(translation_id, caller)
        self._service.files.delete(record.data["file"])
        self._service.files.delete(translation_id)
        self._outcomes.delete(translation_id)
        self._records.delete(translation_id)

    def _find(self, translation_id: str, caller: Principal) -> Record:
        record = self._records.find(translation_id)
        if record is None or not caller.may_see(record.owner):
            raise NotFound(NOT_THERE)
        return record

    def _check_pair(self, source: str, target: str) -> tuple[str, str]:
        engines = self._translator.engines
        source, target = canonical(source), canonical(target)
        for code in (source, target):
            if code not in engines.codes() and (code, source) != (AUTO, AUTO):
                raise unknown_language(code, [AUTO, *engines.codes()])
        if source == target:
            raise BadRequest("原文と訳文の言語が同じです。訳文の言語を選び直してください。")
        if source != AUTO:
            engines.choose(source, target)
        return source, target

    def _view(self, job: Job, record: Record) -> TranslationView:
        outcome = self._outcomes.find(job.id)
        source, target = record.data["source"], record.data["target"]
        return TranslationView(
            id=job.id,
            name=record.data["name"],
            status=job.status,
            progress=job.progress,
            message=job.message,
            created_at=job.created_at,
            source=outcome.source if outcome else source,
            target=target,
            error=job.error,
            bilingual=record.data.get("bilingual", False),
            links=(job.result or {}).get("links", {}),
            **self._quality(source, target, outcome),
        )

    def _quality(self, source: str, target: str, outcome: Outcome | None) -> dict[str, Any]:
        if outcome is not None:
            return outcome.model_dump(exclude={"source"})
        if source == AUTO:
            return {"engine": "", "quality": "", "quality_label": "原文の言語を判定してから決まります"}
        engine, pair = self._translator.engines.served(source, target)
        return {
            "engine": engine.name,
            "quality": pair.quality.value,
            "quality_label": pair.quality.label,
            "via": pair.via,
        }


def _named(name: str, target: str) -> str:
    path = PurePosixPath(plain_name(name))
    return f"{path.stem}.{target}{path.suffix}"


def _check_format(name: str | None, called: str) -> None:
    if name not in TRANSLATABLE:
        raise UnsupportedFormat(
            f"{called}はまだ翻訳できません。翻訳できるのは {'、'.join(sorted(TRANSLATABLE))} です。",
            supported=sorted(TRANSLATABLE),
        )
