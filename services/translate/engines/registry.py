"""Which engines there are, and which of them serves a pair of languages."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from common.models import ModelEntry
from common.service import Service
from services.translate.engines import argos, folders, unpacking
from services.translate.engines.base import Engine, EngineDown, Pair
from services.translate.engines.language_model import LanguageModel, LanguageModelEngine
from services.translate.engines.pivot import pivots
from services.translate.engines.quality import offered, pair_of
from services.translate.engines.remote import remote_engine
from services.translate.engines.seq2seq import Layout, Seq2Seq, Seq2SeqEngine
from services.translate.plain.engine import PlainJapaneseEngine
from services.translate.problems import unknown_language, unserved_pair


class Engines:
    """Engines in order of preference; the first that serves a pair is chosen."""

    def __init__(self, engines: Sequence[Engine]) -> None:
        self._engines = list(engines)

    def pairs(self) -> dict[tuple[str, str], tuple[Engine, Pair]]:
        """Every pair that can be asked for, with the engine that serves it; by way of English where none does directly."""
        found: dict[tuple[str, str], tuple[Engine, Pair]] = {}
        for engine in self._engines:
            for pair in engine.pairs():
                found.setdefault(pair.codes, (engine, pair))
        return pivots(found) | found

    def codes(self) -> list[str]:
        return sorted({code for codes in self.pairs() for code in codes})

    def served(self, source: str, target: str) -> tuple[Engine, Pair]:
        """Raises UnknownLanguage, or UnservedPair when no engine serves the two together."""
        pairs = self.pairs()
        known = {code for codes in pairs for code in codes}
        for code in (source, target):
            if code not in known:
                raise unknown_language(code, known)
        if (source, target) not in pairs:
            raise unserved_pair(source, target, pairs)
        return pairs[source, target]

    def serves(self, source: str, target: str) -> bool:
        return (source, target) in self.pairs()

    def choose(self, source: str, target: str) -> Engine:
        """The engine of the pair; raises what `served` does, and what its `check` does.

        While one is down that may be stood in for, it is the next that serves the pair.
        """
        engine, _ = self.served(source, target)
        for each in self._serving(source, target) or [engine]:
            try:
                each.check()
            except EngineDown as problem:
                if not each.fallback:
                    raise
                down = problem
            else:
                return each
        raise down

    def _serving(self, source: str, target: str) -> list[Engine]:
        """Those that serve the pair directly, in order."""
        wanted = (source, target)
        return [engine for engine in self._engines if any(p.codes == wanted for p in engine.pairs())]


def find_engines(service: Service) -> Engines:
    """Rules for plain Japanese, Argos packages, registered translation models, the local language model.

    Remote ones come after those, or before them where the settings say so.
    """
    remotes = service.settings.translate.remotes
    return Engines(
        [
            PlainJapaneseEngine(),
            *(remote_engine(each) for each in remotes if each.first),
            *_packages(service),
            *_registered(service),
            _language_model(service),
            *(remote_engine(each) for each in remotes if not each.first),
        ]
    )


def _packages(service: Service) -> Iterator[Engine]:
    for package in argos.installed(service.folder / "argos", argos.standard_folder()):
        pair = _stated(service, package.source, package.target)
        files = folders.layout(package.folder, {"target_prefix": package.metadata.target_prefix})
        yield _seq2seq(
            service, f"argos:{pair.source}-{pair.target}-{package.metadata.package_version}", [pair], files
        )


def _stated(service: Service, source: str, target: str) -> Pair:
    """What models.toml says of the same package, wherever it was installed from."""
    for entry in service.models.manifest.model:
        options = entry.options
        if options.get("format") == "argos" and (options.get("source"), options.get("target")) == (
            source,
            target,
        ):
            return pair_of(options, source, target)
    return Pair(source, target)


def _seq2seq(service: Service, name: str, pairs: Sequence[Pair], files: Layout) -> Engine:
    load = partial(Seq2Seq, files, service.settings.translate.beam)
    return Seq2SeqEngine(name, pairs, service.resident(name, load), lambda: None)


def _registered(service: Service) -> Iterator[Engine]:
    """Installed entries with the role `translation`; one that is not installed serves nothing."""
    for entry in service.models.manifest.model:
        if entry.role == "translation" and service.models.installed(entry.name):
            load = partial(_load_registered, service, entry)
            model = service.resident(entry.name, load)
            check = partial(service.models.folder, entry.name)
            yield Seq2SeqEngine(entry.name, offered(entry.options), model, check)


def _load_registered(service: Service, entry: ModelEntry) -> Seq2Seq:
    folder = service.models.folder(entry.name)
    if entry.options.get("format") == "argos":
        folder = _unpacked(service, entry, folder)
    return Seq2Seq(folders.layout(folder, entry.options), service.settings.translate.beam)


def _unpacked(service: Service, entry: ModelEntry, folder: Path) -> Path:
    package = folder / entry.files[0].path
    # Size and time name the version: a newer package is unpacked anew.
    seen = package.stat()
    version = f"{entry.name}-{seen.st_size}-{int(seen.st_mtime)}"
    return unpacking.unpack(package, service.folder / "unpacked" / version)


def _language_model(service: Service) -> Engine:
    name = service.settings.translate.model
    entry = service.models.entry(name)
    check = partial(service.models.folder, name)

    def load() -> LanguageModel:
        return LanguageModel(service.models.folder(name), entry.options.get("compute_type", "int8"))

    return LanguageModelEngine(name, offered(entry.options), service.resident(name, load), check)
