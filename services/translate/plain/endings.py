"""How sentences end: です and ます, without double negatives, orders as requests."""

import re
from collections.abc import Callable, Sequence

from common.japanese.morphemes import Morpheme, morphemes
from services.translate.plain.verbs import Verb

END = re.compile(r"[。！？!?．」』）)\s]*\Z")
MUST = re.compile(
    r"(?:なければ(?:なりません|ならない|なりません|いけません|いけない)|なくては(?:なりません|ならない|いけません|いけない)"
    r"|ないと(?:いけません|いけない)|ねばなりません|ねばならない)(?=[。！]|\Z)"
)
NEITHER = re.compile(
    r"ない(?:わけでは|こと(?:は|も)|とは(?:限り|いえ|言え))(?:ありません|ない|ません)(?=[。！]|\Z)"
    r"|なくは(?:ありません|ない)(?=[。！]|\Z)"
)
UNLESS = re.compile(r"ない限り(?:は)?")
ONLY = re.compile(r"(で|に|から)?しか([^、。]*?)(?=[。！]|\Z)")
POLITE = ("助動詞-マス", "助動詞-デス")
PASSIVE = "助動詞-レル"


def plain_ending(sentence: str) -> str:
    """One sentence, with or without its full stop, ending politely and straightforwardly."""
    sentence = _positive(sentence)
    end = END.search(sentence).start()  # type: ignore[union-attr]  # it may match nothing
    body, stop = sentence[:end], sentence[end:]
    return (_polite(body, morphemes(body), stop) or body) + stop


def _positive(sentence: str) -> str:
    if match := NEITHER.search(sentence):
        sentence = _with_verb(sentence, match, lambda found: f"{found.base}ことがあります")
    if match := MUST.search(sentence):
        sentence = _with_verb(sentence, match, lambda found: f"{found.te}ください")
    if match := UNLESS.search(sentence):
        sentence = sentence[: match.start()] + "ないときは" + sentence[match.end() :]
    return _only(sentence)


def _with_verb(sentence: str, match: re.Match[str], say: Callable[[Verb], str]) -> str:
    """The verb before `match`, said anew by `say`."""
    words = morphemes(sentence)
    before = [word for word in words if word.end == match.start()]
    found = verb_at(words, words.index(before[0])) if before else None
    if found is None:
        return sentence
    start, spoken = found
    return sentence[:start] + say(spoken) + sentence[match.end() :]


def _only(sentence: str) -> str:
    """窓口でしか受け付けません is 窓口だけで受け付けます."""
    match = ONLY.search(sentence)
    if match is None:
        return sentence
    words = morphemes(sentence)
    ends = {word.end: number for number, word in enumerate(words)}
    last = ends.get(match.end())
    positive = _affirmed(words, last) if last is not None else None
    if positive is None:
        return sentence
    start, said = positive
    head = f"{sentence[: match.start()]}だけ{match[1] or ''}"
    if start < match.start(2):
        return sentence
    middle = sentence[match.start(2) : start]
    if not match[1] and not middle and said == "あります":
        said = "です"
    return head + middle + said + sentence[match.end() :]


def _affirmed(words: Sequence[Morpheme], last: int) -> tuple[int, str] | None:
    """受け付けません or 受け付けない at `last`, affirmed, with where it starts."""
    ending = words[last]
    number = last - 2 if ending.base == "ぬ" and last >= 2 and words[last - 1].base == "ます" else last - 1
    if ending.surface == "ない" and ending.of("形容詞"):
        return ending.start, "あります"
    if ending.base not in ("ぬ", "ない") or number < 0:
        return None
    found = verb_at(words, number)
    return (found[0], f"{found[1].stem}ます") if found else None


def verb_at(words: Sequence[Morpheme], number: int) -> tuple[int, Verb] | None:
    """The verb that ends at `number`, with the noun or verb it stands on (提出する, 受けられる), and where it starts."""
    word = words[number]
    if word.conjugation == PASSIVE or word.base in ("せる", "させる"):
        before = words[number - 1] if number else None
        if before is None or not before.of("動詞"):
            return None
        start = before.start
        text = before.surface + word.base
        if before.base == "する" and number >= 2 and words[number - 2].of("名詞"):
            start, text = words[number - 2].start, words[number - 2].surface + text
        return start, Verb(text, "下一段-ラ行")
    if not word.of("動詞"):
        return None
    if word.base in ("する", "できる") and number and words[number - 1].of("名詞"):
        return words[number - 1].start, Verb(words[number - 1].surface + word.base, word.conjugation)
    return word.start, Verb(word.base, word.conjugation)


def _polite(body: str, words: Sequence[Morpheme], stop: str) -> str | None:
    """`body` with a polite last word; None where it is one already, or no sentence."""
    if len(words) < 2:
        return None
    last, before = words[-1], words[-2]
    text = body[: last.start]
    if last.conjugation in POLITE or last.form.startswith("命令形"):
        return None
    if last.base in ("ある", "有る") and before.base == "だ":
        return f"{body[: before.start]}です"
    if last.surface == "だ":
        return f"{text}です"
    if last.conjugation == "助動詞-タ":
        return _polite_past(body, words)
    if last.surface == "ない":
        return _polite_negative(body, words)
    if last.of("形容詞") or last.conjugation == "助動詞-タイ":
        return f"{body}です" if last.form.startswith(("終止形", "連体形")) else None
    if last.surface in ("こと", "事"):
        return _order(body, words, stop)
    if (
        last.base == "する"
        and before.surface == "と"
        and len(words) > 3
        and words[-3].surface in ("もの", "こと")
    ):
        return _polite(body[: words[-3].start], words[:-3], stop)
    if last.surface == "べき" or (before.surface == "べき" and last.surface in ("です", "だ")):
        return None
    found = verb_at(words, len(words) - 1) if last.form.startswith(("終止形", "連体形")) else None
    return f"{body[: found[0]]}{found[1].stem}ます" if found else None


def _polite_past(body: str, words: Sequence[Morpheme]) -> str | None:
    before = words[-2]
    if before.conjugation in POLITE:
        return None
    if before.base == "だ":
        return f"{body[: before.start]}でした"
    if before.base == "ある" and len(words) > 2 and words[-3].base == "だ":
        return f"{body[: words[-3].start]}でした"
    if before.base == "ない" and before.of("助動詞"):
        found = verb_at(words, len(words) - 3)
        return f"{body[: found[0]]}{found[1].stem}ませんでした" if found else None
    if before.of("形容詞"):
        return f"{body}です"
    found = verb_at(words, len(words) - 2)
    return f"{body[: found[0]]}{found[1].stem}ました" if found else None


def _polite_negative(body: str, words: Sequence[Morpheme]) -> str | None:
    if words[-1].of("形容詞"):
        return f"{body[: words[-1].start]}ありません"
    found = verb_at(words, len(words) - 2)
    return f"{body[: found[0]]}{found[1].stem}ません" if found else None


def _order(body: str, words: Sequence[Morpheme], stop: str) -> str | None:
    """持参すること。 and 持参のこと。 are orders, below a heading or in a list."""
    before = words[-2]
    if before.surface == "の" and len(words) > 2 and words[-3].of("名詞"):
        return f"{body[: before.start]}してください"
    if before.surface == "ない" and before.of("助動詞"):
        return f"{body[: words[-1].start]}でください"
    found = verb_at(words, len(words) - 2)
    if found is None or not (stop or "を" in body) or before.base in ("ある", "できる", "いる"):
        return None
    return f"{body[: found[0]]}{found[1].te}ください"
