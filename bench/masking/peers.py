"""Other ways to find personal information in Japanese text, each behind `find(text)`.

Plain Presidio is presidio-analyzer with the spaCy pipeline ja_ginza, GiNZA's labels named in its mapping, and its
predefined recognizers, as its manual says. The packages are installed from the package index, at these versions and
without their dependencies, into a folder of their own on first use; their GiNZA is ours. privacy-masker's names need
weights from a model hub, which a bench without internet has not: its patterns are measured alone.
"""

import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench.masking.scores import Found
from services.masking.kinds import Kind

Find = Callable[[str], list[Found]]

PLAIN = "Presidio + GiNZA"
PACKAGES = (
    "fuseji==0.1.0",
    "kakushi==0.1.1",
    "namemask==0.1.0",
    "privacy-masker==0.12.0",
    "pyahocorasick==2.3.1",
)
PLACES = (
    "City",
    "Province",
    "County",
    "GPE_Other",
    "Location_Other",
    "Domestic_Region",
    "Address_Other",
    "Postal_Address",
)
KINDS: dict[str, str] = {
    "PERSON": Kind.PERSON,
    "LOCATION": Kind.ADDRESS,
    "ADDRESS": Kind.ADDRESS,
    "DATE_TIME": Kind.BIRTH_DATE,
    "DATE": Kind.BIRTH_DATE,
    "AGE": Kind.AGE,
    "PHONE_NUMBER": Kind.PHONE,
    "JP_PHONE_NUMBER": Kind.PHONE,
    "PHONE": Kind.PHONE,
    "EMAIL_ADDRESS": Kind.MAIL,
    "EMAIL": Kind.MAIL,
    "POSTAL_CODE": Kind.POSTAL_CODE,
    "JP_POSTAL_CODE": Kind.POSTAL_CODE,
    "POSTAL": Kind.POSTAL_CODE,
    "MY_NUMBER": Kind.MY_NUMBER,
    "MYNUMBER": Kind.MY_NUMBER,
    "CORPORATE_NUMBER": Kind.CORPORATE_NUMBER,
    "CREDIT_CARD": Kind.CREDIT_CARD,
    "CARD": Kind.CREDIT_CARD,
    "DRIVERS_LICENSE": Kind.DRIVING_LICENCE,
    "LICENSE": Kind.DRIVING_LICENCE,
    "PASSPORT": Kind.PASSPORT,
    "RESIDENCE_CARD": Kind.RESIDENCE_CARD,
    "PENSION_NUMBER": Kind.PENSION_NUMBER,
    "BANK_ACCOUNT": Kind.BANK_ACCOUNT,
    "IP_ADDRESS": Kind.IP_ADDRESS,
    "IP": Kind.IP_ADDRESS,
    "MAC_ADDRESS": Kind.MAC_ADDRESS,
    "URL": Kind.URL,
}
"""What the others call it, and we. Labels that are not here are left out."""
HYPHENS = "ー－−–—‐‑‒-"


def install(folder: Path) -> None:
    """Bring the packages into `folder` and make them importable."""
    if not (folder / "fuseji").is_dir():
        command = [
            sys.executable,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--no-deps",
            "--target",
            str(folder),
            *PACKAGES,
        ]
        subprocess.run(command, check=True)
    sys.path.append(str(folder))


def peers(folder: Path) -> Iterator[tuple[str, Find]]:
    """Each peer that could be made ready; says why for one that could not."""
    yield PLAIN, presidio()
    try:
        install(folder)
    except subprocess.CalledProcessError as error:
        print(f"the Japanese packages are left out: {error}")
        return
    for name, make in (
        ("fuseji", fuseji),
        ("kakushi", kakushi),
        ("namemask", namemask),
        ("privacy-masker", privacy_masker),
    ):
        try:
            yield name, make()
        except ImportError as error:
            print(f"{name} is left out: {error}")


def presidio() -> Find:
    import spacy
    import tldextract
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
    from presidio_analyzer.nlp_engine import NerModelConfiguration, SpacyNlpEngine

    mapping = {"Person": "PERSON", "Date": "DATE_TIME", "Age": "AGE", **dict.fromkeys(PLACES, "LOCATION")}
    configuration = NerModelConfiguration(model_to_presidio_entity_mapping=mapping)
    nlp = SpacyNlpEngine(
        models=[{"lang_code": "ja", "model_name": "ja_ginza"}], ner_model_configuration=configuration
    )
    # This component of ja_ginza does not load with spaCy's present configuration parser, and finds no names.
    nlp.nlp = {"ja": spacy.load("ja_ginza", exclude=["compound_splitter"])}
    # Its mail recognizer would fetch the list of public suffixes; the package brings one.
    tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
    registry = RecognizerRegistry(supported_languages=["ja"])
    registry.load_predefined_recognizers(languages=["ja"], nlp_engine=nlp)
    engine = AnalyzerEngine(registry=registry, nlp_engine=nlp, supported_languages=["ja"])
    return lambda text: _known((r.start, r.end, r.entity_type) for r in engine.analyze(text, "ja"))


def fuseji() -> Find:
    from fuseji import Masker
    from fuseji.ner.ginza import GinzaBackend

    masker = Masker(ner=GinzaBackend())
    return lambda text: _known((e.start, e.end, e.type) for e in masker.detect(text))


def kakushi() -> Find:
    from kakushi.ner import find_ner_matches
    from kakushi.normalizer import normalize
    from kakushi.patterns import find_regex_matches
    from kakushi.resolver import resolve_overlaps

    def find(text: str) -> list[Found]:
        normal = normalize(text)
        matches = find_regex_matches(normal, normalize_first=False) + find_ner_matches(
            normal, normalize_first=False
        )
        back = origins(text, normal)
        return _known(
            (back[m.start], back[m.end - 1] + 1, m.entity_type.value) for m in resolve_overlaps(matches)
        )

    return find


def origins(text: str, normal: str) -> list[int]:
    """For every character of kakushi's normal form (NFKC, hyphens, no space beside them) its place in `text`."""
    unfolded = [(c, i) for i, character in enumerate(text) for c in unicodedata.normalize("NFKC", character)]
    places, at = [], 0
    for character in normal:
        while at < len(unfolded) - 1 and not _same(unfolded[at][0], character):
            at += 1
        places.append(unfolded[at][1])
        at = min(at + 1, len(unfolded) - 1)
    return places


def _same(original: str, normal: str) -> bool:
    return original == normal or (normal == "-" and original in HYPHENS)


def namemask() -> Find:
    from namemask.pipeline.build import build_default_pipeline, run_pipeline

    detectors = build_default_pipeline(use_ner=True, use_address=True)
    return lambda text: _known((s.start, s.end, s.type) for s in run_pipeline(text, detectors))


def privacy_masker() -> Find:
    from privacy_masker import ContextEnhancer, PrivacyEngine
    from privacy_masker.detectors import NormalizingDetector, RegexDetector

    engine = PrivacyEngine(
        [NormalizingDetector(RegexDetector.default_ja(dates=True))], enhancer=ContextEnhancer()
    )
    return lambda text: _known((e.start, e.end, e.entity_type) for e in engine.detect(text))


def _known(spans: Any) -> list[Found]:
    return [Found(start, end, KINDS[label]) for start, end, label in spans if label in KINDS]
