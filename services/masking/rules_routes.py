"""`/v1/masking/rules`: a city's own rules as loaded, and a trial of others. Nothing is kept: the file is the configuration."""

from fastapi import APIRouter
from pydantic import BaseModel, Field

from common.identity import Caller
from common.resident import Resident
from common.settings import SandboxSettings
from services.masking.analyzer import Analyzer
from services.masking.kinds import Kind
from services.masking.rule_file import RuleFile
from services.masking.rule_lines import line_of
from services.masking.rules import OwnPattern, Word
from services.masking.trying import Tried, attempt, read_trial

MOST_TEXT = 5_000
MOST_RULES = 50_000


class KindName(BaseModel):
    kind: Kind
    label: str


class AllowedLine(BaseModel):
    word: str
    line: int


class DeniedLine(Word):
    label: str
    line: int


class PatternLine(OwnPattern):
    label: str
    line: int


class RulesView(BaseModel):
    """The rules as loaded; `line` says where in `file` each stands."""

    file: str
    """Its name; empty where the settings name none."""
    text: str
    allow: list[AllowedLine]
    deny: list[DeniedLine]
    pattern: list[PatternLine]
    also: list[KindName]
    kinds: list[KindName]
    """Every kind that a rule may name."""


class Trial(BaseModel):
    text: str = Field(min_length=1, max_length=MOST_TEXT)
    rules: str | None = Field(default=None, max_length=MOST_RULES)
    """A whole rule file, in place of the present one; without it the present rules are tried."""


def rules_router(file: RuleFile, analyzer: Resident[Analyzer], limits: SandboxSettings) -> APIRouter:
    router = APIRouter(prefix="/v1/masking/rules", tags=["masking"])

    @router.get("", summary="独自の規則の一覧")
    def show(_: Caller) -> RulesView:
        return view(file)

    @router.post("/try", summary="独自の規則を文章で試す（保存しない）")
    def try_rules(trial: Trial, _: Caller) -> list[Tried]:
        rules = None if trial.rules is None else read_trial(trial.rules, trial.text, limits)
        with analyzer.use() as loaded:
            return attempt(trial.text, loaded, rules)

    return router


def view(file: RuleFile) -> RulesView:
    def line(key: str, number: int) -> int:
        return line_of(file.text, (key, number))

    rules = file.rules
    return RulesView(
        file=file.name,
        text=file.text,
        allow=[AllowedLine(word=word, line=line("allow", i)) for i, word in enumerate(rules.allow)],
        deny=[
            DeniedLine(**word.model_dump(), label=word.kind.label, line=line("deny", i))
            for i, word in enumerate(rules.deny)
        ],
        pattern=[
            PatternLine(**own.model_dump(), label=own.kind.label, line=line("pattern", i))
            for i, own in enumerate(rules.pattern)
        ],
        also=[_named(kind) for kind in sorted(rules.also)],
        kinds=[_named(kind) for kind in Kind],
    )


def _named(kind: Kind) -> KindName:
    return KindName(kind=kind, label=kind.label)
