"""Hashes and sketches of words, equal in every process: 32 bits of BLAKE2b, MinHash (Broder 1997), bottom-k."""

import hashlib
import re
from array import array
from collections.abc import Sequence
from functools import lru_cache

import numpy

__all__ = ["hash32", "minhash", "minhash_of_words", "normalize", "sketch", "words_of"]

_WORD = re.compile(r"\w+")
_PRIME = (1 << 61) - 1
_MASK = (1 << 32) - 1
PERMUTATIONS = 16


@lru_cache(maxsize=1 << 16)
def hash32(text: str) -> int:
    """An unsigned 32-bit hash of a text."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=4).digest(), "big")


def normalize(text: str) -> str:
    """Lower-case words with single spaces: what two spellings of one sentence share."""
    return " ".join(words_of(text))


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, in order."""
    return _WORD.findall(text.lower())


_FACTORS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93)


def sketch(words: Sequence[str], k: int) -> tuple[int, ...]:
    """The `k` smallest 32-bit hashes of a text's runs of four words, in order; a shorter text is one run.

    A run's hash is made of those of its words: multilinear hashing modulo 2^64 (Lemire and Kaser 2014).
    """
    size = len(_FACTORS)
    if len(words) < size:
        return (hash32(" ".join(words)),) if words else ()
    hashed = numpy.fromiter(map(hash32, words), numpy.uint64, len(words))
    runs = len(words) - size + 1
    mixed = numpy.zeros(runs, numpy.uint64)
    for at, factor in enumerate(_FACTORS):
        mixed += hashed[at : at + runs] * numpy.uint64(factor)
    return tuple(numpy.unique(mixed >> numpy.uint64(32))[:k].tolist())


def _coefficients() -> tuple[tuple[int, int], ...]:
    digest = [hashlib.blake2b(f"permutation {i}".encode(), digest_size=16).digest() for i in range(PERMUTATIONS)]
    return tuple(
        (int.from_bytes(d[:8], "big") % (_PRIME - 1) + 1, int.from_bytes(d[8:], "big") % _PRIME) for d in digest
    )


_PERMUTATIONS = _coefficients()


@lru_cache(maxsize=1 << 15)
def _permuted(*shingle: str) -> bytes:
    """(a h + b) mod 2^61 - 1 of a shingle's hash for every permutation, the low 32 bits of each."""
    hashed = hash32(" ".join(shingle))
    return array("I", [(a * hashed + b) % _PRIME & _MASK for a, b in _PERMUTATIONS]).tobytes()


def minhash(text: str) -> tuple[int, ...]:
    """The 16 x 32-bit MinHash of a sentence over its two-word shingles; empty for a text without words."""
    return minhash_of_words(words_of(text))


def minhash_of_words(words: Sequence[str]) -> tuple[int, ...]:
    """The `minhash` of the text with these words."""
    if not words:
        return ()
    # A single word is a shingle; one that stands there twice changes no minimum.
    found = b"".join(map(_permuted, words, words[1:]) if len(words) > 1 else [_permuted(*words)])
    return tuple(numpy.frombuffer(found, numpy.uint32).reshape(-1, PERMUTATIONS).min(axis=0).tolist())
