"""A signature of what a document says, near that of another one when the texts are nearly the same.

SimHash (Charikar, "Similarity Estimation Techniques from Rounding Algorithms", STOC 2002) over the shingles of
four characters: two signatures differ in about 64 θ / π bits, θ being the angle between the texts as sets of
shingles. Up to six bits count as nearly the same, which is about four shingles in a hundred changed. Width, case
and blanks make no difference, so that a notice in Word and its PDF are one.

The numbers in the text, as a set, turn all bits: the notices of two years, or letters about two amounts, differ in
little else and are not the same.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from itertools import islice

import numpy as np
import numpy.typing as npt

BITS = 64
NEAR = 6
"""Bits by which the signatures of nearly the same texts differ at most."""
SHINGLE = 4
SHORT = 200
"""In so few characters every change matters: shorter texts are the same or they are not."""
MOST_CHARACTERS = 1_000_000
HASHES_AT_ONCE = 10_000
NUMBER = re.compile(r"\d+")
Hashes = npt.NDArray[np.uint64]


def likeness(texts: Iterable[str]) -> int:
    """The signature, as a signed number of 64 bits; 0 where there is no text.

    Of a text over a million characters it is that of the beginning.
    """
    joined = "".join(islice("".join(texts), MOST_CHARACTERS))
    text = "".join(unicodedata.normalize("NFKC", joined).casefold().split())
    if not text:
        return 0
    if len(text) < SHORT:
        return _signed(_hash(text))
    numbers = " ".join(sorted(set(NUMBER.findall(text))))
    return _signed(_simhash(text) ^ _hash(numbers))


def is_near(one: int, other: int) -> bool:
    differing: int = (one ^ other) & (2**BITS - 1)
    return differing.bit_count() <= NEAR


def _simhash(text: str) -> int:
    hashes = np.unique(_shingles(np.frombuffer(text.encode("utf-32-le", "replace"), np.uint32)))
    ones = np.zeros(BITS, np.int64)
    for at in range(0, hashes.size, HASHES_AT_ONCE):
        octets = hashes[at : at + HASHES_AT_ONCE].astype("<u8").view(np.uint8).reshape(-1, BITS // 8)
        ones += np.unpackbits(octets, axis=1, bitorder="little").sum(axis=0, dtype=np.int64)
    return int.from_bytes(np.packbits(2 * ones > hashes.size, bitorder="little").tobytes(), "little")


def _shingles(points: npt.NDArray[np.uint32]) -> Hashes:
    """A hash of every four characters in a row."""
    wide = points.astype(np.uint64)
    count = wide.size - SHINGLE + 1
    hashes = np.zeros(count, np.uint64)
    for at in range(SHINGLE):
        hashes = _mixed(hashes ^ wide[at : at + count])
    return hashes


def _mixed(values: Hashes) -> Hashes:
    """The finalizer of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), one round of its generator."""
    values = values + np.uint64(0x9E3779B97F4A7C15)
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def _hash(text: str) -> int:
    digest = hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=BITS // 8).digest()
    return int.from_bytes(digest, "big")


def _signed(bits: int) -> int:
    """As a database keeps it."""
    return bits - 2**BITS if bits >= 2 ** (BITS - 1) else bits
