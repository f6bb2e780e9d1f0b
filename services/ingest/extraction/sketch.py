"""Hashes and sketches of words, equal in every process: 32 bits of BLAKE2b, MinHash (Broder 1997), bottom-k."""

import hashlib
import re
from collections.abc import Iterable
from functools import lru_cache

__all__ = ["bottom", "hash32", "minhash", "normalize", "shingles"]

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
    return " ".join(_WORD.findall(text.lower()))


def shingles(text: str, size: int) -> set[str]:
    """Runs of `size` words; a shorter text is one shingle."""
    words = _WORD.findall(text.lower())
    if not words:
        return set()
    return {" ".join(words[i : i + size]) for i in range(max(1, len(words) - size + 1))}


def _coefficients() -> tuple[tuple[int, int], ...]:
    digest = [hashlib.blake2b(f"permutation {i}".encode(), digest_size=16).digest() for i in range(PERMUTATIONS)]
    return tuple(
        (int.from_bytes(d[:8], "big") % (_PRIME - 1) + 1, int.from_bytes(d[8:], "big") % _PRIME) for d in digest
    )


_PERMUTATIONS = _coefficients()


def minhash(text: str) -> tuple[int, ...]:
    """The 16 x 32-bit MinHash of a sentence over its two-word shingles; empty for a text without words."""
    hashes = [hash32(shingle) for shingle in shingles(text, 2)]
    if not hashes:
        return ()
    return tuple(min((a * h + b) % _PRIME & _MASK for h in hashes) for a, b in _PERMUTATIONS)


def bottom(hashes: Iterable[int], k: int) -> tuple[int, ...]:
    """The `k` smallest distinct hashes in order."""
    return tuple(sorted(set(hashes))[:k])
