"""How much easier a text has become, and what is left to do."""

from services.translate.plain.marks import bare
from services.translate.plain.readability import readability
from services.translate.plain.review import review
from services.translate.schemas import Advice, ReadabilityView


def assess(source: str, marked: str) -> ReadabilityView:
    text = bare(marked)
    advice = [
        Advice(flag=finding.flag, message=finding.flag.message, words=finding.words)
        for finding in review(text)
    ]
    return ReadabilityView(before=readability(source), after=readability(text), advice=advice)


def compared(source: str, marked: str) -> str:
    """A line for people: the score of the original and that of the plain Japanese."""
    before, after = readability(source), readability(bare(marked))
    if before is None or after is None:
        return "読みやすさを測れる文がありませんでした。"
    return f"読みやすさの目安（0.5〜6.5、大きいほどやさしい）：原文 {before}、やさしい日本語 {after}。"
