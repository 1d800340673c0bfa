"""The pairs and their quality that an entry of models.toml states in its options."""

import itertools
from collections.abc import Iterator, Mapping
from typing import Any

from services.translate.engines.base import Pair, Quality


def offered(options: Mapping[str, Any]) -> list[Pair]:
    """Measured pairs but the unfit ones, then, for a many-language model, the rest as unmeasured."""
    pairs = {pair.codes: pair for pair in (*_unmeasured(options), *_measured(options))}
    return [pair for pair in pairs.values() if pair.quality is not Quality.UNFIT]


def pair_of(options: Mapping[str, Any], source: str, target: str) -> Pair:
    """What is stated of one pair; unmeasured when nothing is."""
    stated = {pair.codes: pair for pair in _measured(options)}
    return stated.get((source, target), Pair(source, target))


def _measured(options: Mapping[str, Any]) -> Iterator[Pair]:
    for codes, stated in options.get("quality", {}).items():
        source, _, target = codes.partition("-")
        quality = Quality(stated.get("label", Quality.UNMEASURED))
        yield Pair(source, target, quality, stated.get("bleu"), stated.get("chrf"))


def _unmeasured(options: Mapping[str, Any]) -> Iterator[Pair]:
    for source, target in itertools.permutations(options.get("codes", {}), 2):
        yield Pair(source, target)
    if "source" in options and "target" in options:
        yield Pair(options["source"], options["target"])
