"""How much easier a text has become, and what is left to do."""

from services.translate.plain.marks import bare
from services.translate.plain.readability import readability
from services.translate.plain.review import review
from services.translate.schemas import Advice, ReadabilityView


def assess(source: str, marked: str) -> ReadabilityView:
    text = bare(marked)
    before, after = readability(source), readability(text)
    advice = [
        Advice(flag=finding.flag, message=finding.flag.message, words=finding.words)
        for finding in review(text)
    ]
    return ReadabilityView(
        before=before.score if before else None,
        before_level=before.level if before else None,
        after=after.score if after else None,
        after_level=after.level if after else None,
        advice=advice,
    )


def compared(source: str, marked: str) -> str:
    """For people: 読みやすさ：2.1（上級前半）から 4.0（中級前半）になりました."""
    before, after = readability(source), readability(bare(marked))
    if before is None or after is None:
        return "読みやすさを測れる文がありませんでした。"
    return (
        f"読みやすさの目安（0.5〜6.5、大きいほどやさしい）：原文 {before.score}（{before.level}）、"
        f"やさしい日本語 {after.score}（{after.level}）。"
    )
