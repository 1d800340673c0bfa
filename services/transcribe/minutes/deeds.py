"""What is to be done, out of a sentence that asks for it or promises it: 「見積もりを取る」."""

import re

from services.transcribe.minutes.rules import deeds as rules

SHORTEST = 2


def bare_deed(text: str) -> str:
    """The deed without its polite ending, the verb in its plain form; empty when only 「お願いします」 is left.

    A noun with する gives up the する: 「人数を確認してください」 is 「人数を確認」.
    """
    for ending, form in (
        (rules.ASKING, _after_te),
        (rules.TE_PROMISING, _kept),
        (rules.PROMISING, _after_masu),
        (rules.PLAIN, str),
    ):
        if match := ending.search(text):
            text = form(text[: match.start()])
            break
    deed = rules.TOPIC.sub("を", rules.IDLE_VERB.sub("", text).strip("、")).rstrip("、はを")
    return "" if rules.POINTING.match(deed) or len(deed) < SHORTEST else deed


def _after_te(text: str) -> str:
    """「見積もりを取って」 to 「見積もりを取る」; a request with お願いします has no て and stays."""
    match = rules.TE.search(text)
    if match is None:
        humble = rules.HUMBLE_NOUN.search(text)
        return text[: humble.start()] + _after_masu(humble["stem"]) if humble else text
    stem = text[: match.start()]
    if rules.NOUN_SHI.search(stem):
        return stem.removesuffix("し")
    if stem.endswith(("っ", "い", "ん")):
        return next(
            (stem[: -len(te)] + plain for te, plain in rules.TE_VERBS if stem.endswith(te)), stem + match[0]
        )
    return _after_masu(stem)


def _kept(text: str) -> str:
    """「案を作っ(ておきます)」."""
    return _after_te(text + "て")


def _after_masu(stem: str) -> str:
    """「案を作り」 to 「案を作る」, 「取り寄せ」 to 「取り寄せる」, 「お送りし」 to 「送る」."""
    if match := rules.HUMBLE.search(stem):
        return stem[: match.start()] + _after_masu(match["stem"])
    if rules.NOUN_SHI.search(stem):
        return re.sub("(?:いた|致)?し$", "", stem)
    last = stem[-1:]
    if last in rules.I_ROW:
        return stem[:-1] + rules.U_ROW[rules.I_ROW.index(last)]
    return stem + "る" if last in rules.E_ROW else stem
