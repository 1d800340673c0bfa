"""A word found once is found everywhere in the document: names also by their parts and spaced apart."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from services.masking.blocks import Located
from services.masking.detection import Detection, settle
from services.masking.folding import Folded, fold, search_key
from services.masking.institutions import is_institution
from services.masking.kinds import Kind
from services.masking.nlp import Token
from services.masking.offices import recognise_officials
from services.masking.words import words

BORDER = "\0"
SHORTEST = 2
"""A word of one character is everywhere in other words; only the model or a person may find it."""
SAME_WORD, NAME_PART, UNCLEAR = 0.9, 0.75, 0.55
SURNAME_TAG = "名詞-固有名詞-人名-姓"
PEOPLE = (Kind.PERSON, Kind.OFFICIAL)


@dataclass(frozen=True)
class Term:
    """A word to look for; `key` is a `search_key`."""

    key: str
    kind: str
    score: float
    why: str


class Squeezed:
    """A text as `search_key` sees it, with the way back to the folded and to the original text."""

    def __init__(self, text: str) -> None:
        self.folded: Folded = fold(text)
        kept = [
            (lower, i)
            for i, character in enumerate(self.folded.text)
            if not character.isspace()
            for lower in character.lower()
        ]
        self.key = "".join(lower for lower, _ in kept)
        self._positions = [i for _, i in kept]

    def find(self, key: str) -> Iterator[tuple[int, int]]:
        """Spans of the folded text where `key` stands, letters and digits not cut in two."""
        at = self.key.find(key)
        while key and at >= 0:
            end = at + len(key)
            if not (_cuts(self.key, at) or _cuts(self.key, end)):
                yield self._positions[at], self._positions[end - 1] + 1
            at = self.key.find(key, at + 1)


def terms(texts: Sequence[str], located: Iterable[Located]) -> list[Term]:
    """What to look for everywhere: every found word, and the parts of every full name."""
    found: dict[str, Term] = {}
    for item in located:
        text = texts[item.segment][item.detection.start : item.detection.end]
        for term in terms_of(text, item.detection.kind):
            before = found.get(term.key)
            if before is None or before.score < term.score:
                found[term.key] = term
    return list(found.values())


def terms_of(text: str, kind: str) -> Iterator[Term]:
    """The word itself; of a person also the surname and the given name."""
    key, is_person = search_key(text), kind in PEOPLE
    if len(key) >= SHORTEST:
        yield Term(key, Kind.PERSON if is_person else kind, SAME_WORD, "文書内の同じ語")
    for part in name_parts(fold(text).text) if is_person else ():
        if len(search_key(part)) >= SHORTEST:
            yield Term(search_key(part), Kind.PERSON, NAME_PART, "文書内の人名の一部")


def name_parts(name: str) -> list[str]:
    """Surname and given name of a full name, as a space or the dictionary divides it, without a title (Dr.);
    else nothing."""
    spaced = name.split()
    if len(spaced) == 2 and min(map(len, spaced)) > 1:
        return [part for part in spaced if not part.endswith(".")]
    joined = "".join(spaced)
    tokens = words(joined)
    if len(tokens) > 1 and tokens[0].tag.startswith(SURNAME_TAG):
        return [tokens[0].text, joined[tokens[0].end :]]
    return []


def propagate(
    texts: Sequence[str], located: Sequence[Located], *, alone: Container[str] = ()
) -> list[Located]:
    """`located` and every other occurrence of what it found, settled segment by segment.

    Words of the kinds in `alone` are not looked for elsewhere.
    """
    everywhere = terms(texts, (item for item in located if item.detection.kind not in alone))
    squeezed = [Squeezed(text) for text in texts]
    within = terms_within([each.key for each in squeezed], everywhere)
    own: dict[int, list[Detection]] = defaultdict(list)
    for item in located:
        own[item.segment].append(item.detection)
    return [
        Located(number, detection)
        for number, text in enumerate(squeezed)
        for detection in settle([*own[number], *new_occurrences(text, own[number], within[number])])
    ]


def terms_within(keys: Sequence[str], everywhere: Sequence[Term]) -> Mapping[int, list[Term]]:
    """Which terms can stand in which text: one search of all texts a term, not one a term and text."""
    starts = list(accumulate((len(key) + 1 for key in keys), initial=0))
    joined = BORDER.join(keys)
    within: dict[int, list[Term]] = defaultdict(list)
    for term in everywhere:
        at = joined.find(term.key)
        while term.key and at >= 0:
            number = bisect_right(starts, at) - 1
            within[number].append(term)
            at = joined.find(term.key, starts[number + 1])
    return within


def new_occurrences(
    text: "str | Squeezed", own: Sequence[Detection], everywhere: Sequence[Term]
) -> list[Detection]:
    """Occurrences of the terms that are not wholly inside a detection of `own`."""
    return [
        found
        for found in occurrences(text, everywhere)
        if not any(o.start <= found.start and found.end <= o.end for o in own)
    ]


def occurrences(text: "str | Squeezed", everywhere: Sequence[Term]) -> Iterator[Detection]:
    """Where the terms stand in `text`, white space, width and variants aside."""
    squeezed = Squeezed(text) if isinstance(text, str) else text
    tokens: list[Token] | None = None
    for term in everywhere:
        for start, end in squeezed.find(term.key):
            tokens = words(squeezed.folded.text) if tokens is None else tokens
            found = _judged(
                squeezed.folded.text, Detection(term.kind, start, end, term.score, term.why), tokens
            )
            left, right = squeezed.folded.span(start, end)
            yield replace(found, start=left, end=right)


def _judged(text: str, found: Detection, tokens: Sequence[Token]) -> Detection:
    """A name that is only part of a longer word (山田 in 山田町) is left for a person to judge."""
    if found.kind != Kind.PERSON:
        return found
    whole = any(t.start == found.start for t in tokens) and any(t.end == found.end for t in tokens)
    if whole and not is_institution(text, found.start, found.end):
        return recognise_officials(text, [found])[0]
    return replace(found, score=UNCLEAR, why=f"{found.why}（地名などの一部の可能性）", doubtful=True)


def _cuts(key: str, at: int) -> bool:
    """Whether a border at `at` would cut a number or a Latin word in two."""
    if not 0 < at < len(key):
        return False
    before, after = key[at - 1], key[at]
    return (before.isdigit() and after.isdigit()) or (_latin(before) and _latin(after))


def _latin(character: str) -> bool:
    return character.isascii() and character.isalpha()
