"""A verb in every form that a rewritten sentence needs."""

from functools import lru_cache
from typing import NamedTuple

from common.japanese.conjugation import plain
from common.japanese.morphemes import Morpheme, morphemes
from services.translate.plain.edits import Change

SHIFTED = {"う": "いえ", "く": "きけ", "ぐ": "ぎげ", "す": "しせ", "つ": "ちて", "ぬ": "にね"}
SHIFTED |= {"ぶ": "びべ", "む": "みめ", "る": "りれ"}
"""The last sound of a 五段 verb before ます and before ば."""
MISREAD = {"知らせる": "下一段-サ行", "はる": "五段-ラ行"}
"""Verbs that Sudachi takes for a form of another verb when they stand alone."""
PASSIVE, CAUSATIVE = ("れる", "られる"), ("せる", "させる")


class Verb(NamedTuple):
    """`base` may have words before the verb: 申し込みをする."""

    base: str
    conjugation: str

    @property
    def stem(self) -> str:
        """行い, as before ます."""
        if self._is_suru:
            return f"{self.base[:-2]}し"
        if self.conjugation == "カ行変格":
            return self.base[:-1] if self.base.endswith("来る") else f"{self.base[:-2]}き"
        return self.base[:-1] + SHIFTED[self.base[-1]][0] if self._is_godan else self.base[:-1]

    @property
    def te(self) -> str:
        return self._forms[2]

    @property
    def past(self) -> str:
        return self._forms[1]

    @property
    def before_nai(self) -> str:
        return self._forms[3].removesuffix("ない")

    @property
    def conditional(self) -> str:
        """行け, as before ば."""
        if self._is_suru or self.conjugation == "カ行変格":
            return f"{self.base[:-1]}れ"
        return self.base[:-1] + (SHIFTED[self.base[-1]][1] if self._is_godan else "れ")

    @property
    def potential(self) -> "Verb":
        """行ける."""
        if self._is_suru:
            before = self.base[:-2]
            return Verb(
                f"{before[:-1]}ができる" if before.endswith("を") else f"{before}できる", "上一段-カ行"
            )
        if self._is_godan:
            return Verb(f"{self.base[:-1]}{SHIFTED[self.base[-1]][1]}る", "下一段-ラ行")
        return Verb(f"{self.before_nai}られる", "下一段-ラ行")

    @property
    def _is_suru(self) -> bool:
        return self.conjugation == "サ行変格" and self.base.endswith("する")

    @property
    def _is_godan(self) -> bool:
        return self.conjugation.startswith("五段")

    @property
    def _forms(self) -> tuple[str, str, str, str, str]:
        forms = plain(self.base, self.conjugation)
        if forms is None:
            raise ValueError(f"not a known verb: {self.base} ({self.conjugation})")
        return forms


@lru_cache(maxsize=4096)
def verb(text: str) -> Verb | None:
    """The verb that `text`, in its dictionary form, ends in; None when it ends in none."""
    for known, conjugation in MISREAD.items():
        if text.endswith(known):
            return Verb(text, conjugation)
    words = morphemes(text)
    last = words[-1] if words else None
    if last is None or not last.of("動詞") or last.base != last.surface:
        return None
    found = Verb(text, last.conjugation)
    return found if plain(*found) else None


def suru(noun: str) -> Verb:
    return Verb(f"{noun}する", "サ行変格")


def respelled(new: Verb, old: Morpheme, following: Morpheme | None) -> tuple[str, str] | None:
    """`new` in the form of `old`, and how the word after it must change with it; None for a form not known."""
    after = following.surface if following else ""
    if old.form.startswith("連用形"):
        if (
            following
            and following.of("助動詞", "助詞")
            and after[:1] in ("た", "だ", "て", "で")
            and _joins(following)
        ):
            voiced = new.te[-1] == "で"
            sound = {"た": "だ", "て": "で"}[_unvoiced(after[0])] if voiced else _unvoiced(after[0])
            return new.te[:-1], sound + after[1:]
        return new.stem, after
    if old.form.startswith("未然形"):
        if _is_potential(new, old, following):
            return new.potential.stem, after.removeprefix("られ")
        return _before_auxiliary(new, following, after)
    if old.form.startswith(("終止形", "連体形")):
        return new.base, after
    if old.form.startswith("仮定形"):
        return new.conditional, after
    if old.form.startswith("意志推量形"):
        volitional = new._forms[4]
        return volitional if old.surface.endswith("う") else volitional[:-1], after
    return None


def put(start: int, old: Morpheme, following: Morpheme | None, spelled: tuple[str, str]) -> Change:
    """`spelled` instead of the text from `start` to `old`; the word after it is touched only where it changes."""
    new, after = spelled
    if following is None or after == following.surface:
        return Change(start, old.end, new)
    return Change(start, following.end, new + after)


def _joins(following: Morpheme) -> bool:
    return following.conjugation == "助動詞-タ" or following.of("助詞-接続助詞", "助詞-副助詞")


def _unvoiced(sound: str) -> str:
    return {"だ": "た", "で": "て"}.get(sound, sound)


def _is_potential(new: Verb, old: Morpheme, following: Morpheme | None) -> bool:
    """受けられる may be either, but of a 五段 verb only もらえる says that one can."""
    is_ambiguous = old.conjugation.startswith(("上一段", "下一段")) and following is not None
    return is_ambiguous and new._is_godan and following is not None and following.base == "られる"


def _before_auxiliary(new: Verb, following: Morpheme | None, after: str) -> tuple[str, str] | None:
    if following is None:
        return None
    for short, long in (PASSIVE, CAUSATIVE):
        if following.base in (short, long):
            tail = after.removeprefix("ら" if short == "れる" and after.startswith("られ") else "")
            tail = tail.removeprefix("さ") if short == "せる" and after.startswith("させ") else tail
            if new._is_suru:
                return f"{new.base[:-2]}さ", tail
            lengthened = {"れる": "ら", "せる": "さ"}[short]
            return new.before_nai, tail if new._is_godan else lengthened + tail
    if following.base in ("ぬ", "ず"):
        return (f"{new.base[:-2]}せ" if new._is_suru else new.before_nai), after
    return new.before_nai, after
