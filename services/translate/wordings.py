"""Other wordings of translations, for clients of LibreTranslate's `alternatives`.

They come from the beam of a seq2seq model. Greedy language models, remote servers, two steps by way of
English and the rules of plain Japanese have none, and neither have what the memory or a glossary gave.
"""

from collections.abc import Mapping, Sequence

from services.translate import layout
from services.translate.asked import asking, finished
from services.translate.engines.base import Rewording
from services.translate.guidance import Guidance
from services.translate.texts import Guide
from services.translate.translated import Translated
from services.translate.translator import Translator, checked, joined

MOST = 3
"""Of one text."""


def alternatives(
    translator: Translator,
    texts: Sequence[str],
    sources: Sequence[str],
    target: str,
    number: int,
    guide: Guide,
) -> list[list[str]]:
    """Up to `number` (at most MOST) a text, the likeliest first; raises what `translate_texts` does."""
    found: dict[str, dict[str, list[str]]] = {}
    for code in dict.fromkeys(sources):
        those = [text for text, source in zip(texts, sources, strict=True) if source == code]
        found[code] = _one_source(translator, those, code, target, min(number, MOST), guide(code, target))
    return [found[source][text] for text, source in zip(texts, sources, strict=True)]


def _one_source(
    translator: Translator, texts: Sequence[str], source: str, target: str, number: int, guidance: Guidance
) -> dict[str, list[str]]:
    none: dict[str, list[str]] = {text: [] for text in texts}
    remembered = translator.remembered(texts, source, target, guidance)
    split = {text: layout.split(text, source) for text in texts if text not in remembered}
    sentences = layout.to_translate(split.values())
    if source == target or not sentences or number < 1:
        return none
    first = translator.sentences(sentences, source, target, guidance)
    others = _others(translator, first, source, target, number, guidance)
    return none | {text: _whole(parts, first, others, source, target) for text, parts in split.items()}


def _others(
    translator: Translator,
    first: Mapping[str, Translated],
    source: str,
    target: str,
    number: int,
    guidance: Guidance,
) -> dict[str, list[Translated]]:
    """Those of each sentence that differ from the `first` translation and are no more doubtful than it."""
    engine = translator.engines.choose(source, target)
    if not isinstance(engine, Rewording):
        return {}
    remembered = translator.remembered(list(first), source, target, guidance)
    asked = {text: asking(text, source, target, guidance) for text in first if text not in remembered}
    asked = {text: each for text, each in asked.items() if not each.is_term}
    if not asked:
        return {}
    sent = [each.sent(source, target) for each in asked.values()]
    # One more, as the likeliest is the first translation as a rule.
    answers = engine.alternatives(sent, source, target, number + 1)
    found: dict[str, list[Translated]] = {}
    for (text, each), outputs in zip(asked.items(), answers, strict=True):
        wordings = [
            finished(text, each, checked(each, output, source, target), source, target) for output in outputs
        ]
        found[text] = [
            wording
            for wording in dict.fromkeys(wordings)
            if wording.text != first[text].text and set(wording.flags) <= set(first[text].flags)
        ][:number]
    return found


def _whole(
    parts: Sequence[layout.Part],
    first: Mapping[str, Translated],
    others: Mapping[str, Sequence[Translated]],
    source: str,
    target: str,
) -> list[str]:
    """Whole texts of second sentences, of third ones, and so on; a sentence without one stays as it was."""
    own = [part.text for part in parts if part.translated]
    depth = max((len(others.get(text, ())) for text in own), default=0)
    whole = [
        joined(
            parts,
            {**first, **{text: others[text][i] for text in own if i < len(others.get(text, ()))}},
            source,
            target,
        )
        for i in range(depth)
    ]
    return list(dict.fromkeys(each.text for each in whole))
