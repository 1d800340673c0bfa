"""The words that every council and city office uses, put in by their sound like those of any vocabulary."""

from functools import cache
from importlib.resources import files

from services.transcribe.vocabulary.entries import Entry
from services.transcribe.vocabulary.sheets import read_sheet


@cache
def municipal_terms() -> tuple[Entry, ...]:
    """Of the rules of procedure, budgets and counters: 議案, 異議なし, 歳入歳出, 滞納, 指定避難所.

    Words that sound like an everyday one (起立 like 規律) stand only in phrases that nothing else sounds like.
    """
    return tuple(read_sheet(files(__package__).joinpath("municipal.csv").read_bytes()).entries)
