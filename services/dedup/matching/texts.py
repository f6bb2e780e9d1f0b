"""Comparisons of two reports' words: each gives the one level that holds, by name. Levels are lower bounds.

The words of one report say much the same in several ways, so these weights were estimated jointly, count once per pair
of reports and are capped in sum (`weights.json`).
"""

from collections.abc import Callable, Mapping

from services.dedup.matching.profile import Profile, Rarity

__all__ = ["TEXTS"]

_UNKNOWN = "unknown"


def text_level(a: Profile, b: Profile, _: Rarity) -> str:
    """Cosine of the heaviest terms, by tf times rarity."""
    if not a.weights or not b.weights:
        return _UNKNOWN
    small, large = (a.weights, b.weights) if len(a.weights) <= len(b.weights) else (b.weights, a.weights)
    cosine = sum(weight * large[term] for term, weight in small.items() if term in large)
    return _at_least(cosine, (0.05, 0.08, 0.12, 0.16, 0.20, 0.25, 0.32), "{:.2f}")


def rare_words_level(a: Profile, b: Profile, rarity: Rarity) -> str:
    """Bits of the three rarest capitalised words that both have."""
    if not a.capitals or not b.capitals:
        return _UNKNOWN
    shared = sorted((rarity("capital", word) for word in a.capitals & b.capitals), reverse=True)
    return _at_least(sum(shared[:3]), (4.0, 8.0, 14.0, 20.0, 24.0), "{:.0f} bits")


def names_level(a: Profile, b: Profile, rarity: Rarity) -> str:
    """Full names of people that both have, by rarity."""
    if not a.names or not b.names:
        return _UNKNOWN
    bits = [rarity("name", name) for name in a.names & b.names]
    common, rare = sum(7.0 <= one < 8.5 for one in bits), sum(one >= 8.5 for one in bits)
    if rare and common + rare >= 2:
        return "two, one rare"
    if rare or common >= 2:
        return "one rare or two"
    return "one" if common else "none"


def ages_level(a: Profile, b: Profile, rarity: Rarity) -> str:
    """Ages of people that both give."""
    if not a.ages or not b.ages:
        return _UNKNOWN
    shared = [rarity("age", age) for age in a.ages & b.ages]
    if not shared:
        return "none"
    best = max(shared)
    return "common" if best < 3.5 else "rare" if best >= 6.0 else "some"


def streets_level(a: Profile, b: Profile, rarity: Rarity) -> str:
    """Streets and blocks of streets that both name."""
    if a.blocks & b.blocks:
        return "same block"
    if not a.streets or not b.streets:
        return _UNKNOWN
    shared = [rarity("street", street) for street in a.streets & b.streets]
    if not shared:
        return "none"
    return "rare" if max(shared) >= 7.5 else "common"


def event_words_level(a: Profile, b: Profile, rarity: Rarity) -> str:
    """Classes of event words: rarity of those shared less .7 of those that only one has, in bits."""
    if not a.event_words or not b.event_words:
        return _UNKNOWN
    shared = sum(rarity("event_word", word) for word in a.event_words & b.event_words)
    apart = sum(rarity("event_word", word) for word in a.event_words ^ b.event_words)
    return _at_least(shared - 0.7 * apart, (-10.0, -4.0, -1.0, 2.0, 5.0), "{:.0f} bits")


def title_level(a: Profile, b: Profile, rarity: Rarity) -> str:
    """Bits of the title words that both have."""
    if not a.title_words or not b.title_words:
        return _UNKNOWN
    bits = sum(rarity("title_word", word) for word in a.title_words & b.title_words)
    return _at_least(bits, (7.0, 10.0, 14.0), "{:.0f} bits")


def boilerplate_level(a: Profile, b: Profile, _: Rarity) -> str:
    """Shared shingles without being a copy: furniture of one site. Copies were told before."""
    if not a.shingles or not b.shingles:
        return _UNKNOWN
    shared = len(a.shingles & b.shingles) / min(len(a.shingles), len(b.shingles))
    return _at_least(shared, (0.015, 0.06, 0.3), "{:g}")


def gap_level(a: Profile, b: Profile, _: Rarity) -> str:
    """Days between the two publications."""
    if a.published is None or b.published is None:
        return _UNKNOWN
    days = abs(a.published - b.published)
    return next((name for bound, name in _GAPS if days <= bound), "more")


_GAPS = ((1, "0-1"), (4, "2-4"), (14, "5-14"), (30, "15-30"))

TEXTS: Mapping[str, Callable[[Profile, Profile, Rarity], str]] = {
    "gap": gap_level,
    "text": text_level,
    "rare words": rare_words_level,
    "names": names_level,
    "ages": ages_level,
    "streets": streets_level,
    "event words": event_words_level,
    "title": title_level,
    "boilerplate": boilerplate_level,
}
"""Every comparison of words."""


def _at_least(value: float, bounds: tuple[float, ...], form: str) -> str:
    held = [bound for bound in bounds if value >= bound]
    return ">= " + form.format(held[-1]) if held else "< " + form.format(bounds[0])
