"""Casualty figures: ranges side by side, never averaged."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from schemas.slots import Casualty
from schemas.vocabulary import CasualtyCategory, Victims
from services.query.assessment.claims import Claim, Figure, once

__all__ = ["Range", "contradicting", "counted", "is_state", "matrix", "meet", "phrase", "range_of", "ranges", "toll"]

_CODE_LETTERS: Final = 2
_KINDS: Final = frozenset({Victims.CIVILIAN, Victims.MILITARY})


class Range(NamedTuple):
    """From `min` to `max` people, both included; `max` None is open-ended."""

    min: int
    max: int | None

    def words(self) -> str:
        """As in "3", "3-5", "3+"."""
        if self.max is None:
            return f"{self.min}+"
        return str(self.min) if self.min == self.max else f"{self.min}-{self.max}"


Spread = dict[tuple[str | None, CasualtyCategory], Range]
"""By side and category."""

Counted = dict[tuple[str | None, CasualtyCategory, Victims], Range]
"""By side and category and who was counted."""


def range_of(casualty: Casualty) -> Range:
    """What a figure allows."""
    return Range(casualty.min, casualty.max)


def meet(a: Casualty, b: Casualty) -> bool:
    """Whether two figures can both be right: they count different people, or their ranges have a number in common."""
    if (a.side, a.category) != (b.side, b.category):
        return True
    if a.victims != b.victims and Victims.UNKNOWN not in (a.victims, b.victims):
        return True
    return (a.max is None or b.min <= a.max) and (b.max is None or a.min <= b.max)


def phrase(casualty: Casualty) -> str:
    """The figure in words."""
    of = f" of {casualty.side}" if casualty.side else ""
    return f"{range_of(casualty).words()} {casualty.category.value}{of}"


def matrix(claims: Iterable[Claim]) -> tuple[tuple[Claim, Figure], ...]:
    """Claimant x side x category: every figure with its claim, in the order of claims."""
    return tuple((claim, figure) for claim in claims for figure in claim.figures)


def contradicting(claims: Iterable[Claim]) -> dict[tuple[str, int], tuple[Figure, ...]]:
    """By claim and place among its figures, the figures of other claimants that cannot be right if that one is.

    A claim goes by `Account.claim`. Only what counts contradicts.
    """
    told = [(claim, at, figure) for claim in claims if claim.live for at, figure in enumerate(claim.figures)]
    return {
        (claim.accounts[0].claim, at): against
        for claim, at, figure in told
        if (
            against := tuple(
                other
                for rival, _, other in told
                if rival.claimant.key != claim.claimant.key and not meet(figure.casualty, other.casualty)
            )
        )
    }


def counted(claims: Iterable[Claim]) -> Counted:
    """Of the same people, the lowest and highest that the claims which count allow."""
    found: Counted = {}
    for claim in claims:
        for key, given in _given(claim):
            known = found.get(key)
            if known is None:
                found[key] = given
            elif known != given:
                found[key] = _widened(known, given)
    return found


@once
def _given(claim: Claim) -> tuple[tuple[tuple[str | None, CasualtyCategory, Victims], Range], ...]:
    """What a claim that counts allows, of whom."""
    figures = claim.figures if claim.live else ()
    return tuple(
        ((figure.side, figure.category, figure.casualty.victims), range_of(figure.casualty)) for figure in figures
    )


def ranges(found: Counted) -> Spread:
    """Per side and category, the lowest and highest that is allowed, civilians and the military together."""
    kinds: dict[tuple[str | None, CasualtyCategory], dict[Victims, Range]] = {}
    for (side, category, victims), given in found.items():
        kinds.setdefault((side, category), {})[victims] = given
    return {key: _overlaid(given) for key, given in kinds.items()}


def _overlaid(kinds: Mapping[Victims, Range]) -> Range:
    """Civilians and the military beside each other, widened by a figure that does not tell which."""
    told = [given for victims, given in kinds.items() if victims is not Victims.UNKNOWN]
    if not told:
        return kinds[Victims.UNKNOWN]
    total = told[0] if len(told) == 1 else _beside(*told)
    alike = kinds.get(Victims.UNKNOWN)
    return _widened(total, alike) if alike else total


def toll(claims: Iterable[Claim], found: Counted, spread: Spread, category: CasualtyCategory) -> Range | None:
    """All sides together, of what these claims `found` and its `spread`. None: no figure.

    At most the sides' figures add up. At least so do those of states, whose people are different ones, and those that
    one claimant tells apart; what others say of the people of a party may be of the same. Figures that tell no side
    widen that, unless they are of civilians or of the military and no side's figures may be: then they stand beside.
    """
    sided = {side: given for (side, kind), given in spread.items() if kind == category and side is not None}
    unsided = spread.get((None, category))
    if not sided:
        return unsided
    apart: list[set[str | None]] = [{side for side in sided if is_state(side)}]
    if len(sided) > len(apart[0]):
        apart += [{side for (side, kind, _), _ in _given(claim) if kind == category} for claim in claims]
    lowest = max(sum(given.min for side, given in sided.items() if side in sides) for sides in apart)
    total = Range(lowest, _sum([given.max for given in sided.values()]))
    return _unsided(total, found, category) if unsided else total


def _unsided(total: Range, found: Counted, category: CasualtyCategory) -> Range:
    """The toll of all sides with what is told of no side: of people as they are counted of sides, or of others."""
    of_sides = {victims for side, kind, victims in found if kind == category and side is not None}
    told = {victims: given for (side, kind, victims), given in found.items() if kind == category and side is None}
    others = [] if Victims.UNKNOWN in of_sides else [told.pop(kind) for kind in _KINDS - of_sides if kind in told]
    if told:
        total = _widened(total, _overlaid(told))
    return _beside(total, *others) if others else total


def is_state(side: str) -> bool:
    """Whether a side is the people of a state: it goes by an ISO code, other parties by their ids."""
    return len(side) == _CODE_LETTERS


def _beside(*kinds: Range) -> Range:
    """Civilians and the military: at most both together, at least the more of them, since one may call fighters whom
    another calls civilians."""
    return Range(max(given.min for given in kinds), _sum([given.max for given in kinds]))


def _widened(a: Range, b: Range) -> Range:
    return Range(min(a.min, b.min), None if a.max is None or b.max is None else max(a.max, b.max))


def _sum(highest: Sequence[int | None]) -> int | None:
    known = [high for high in highest if high is not None]
    return sum(known) if len(known) == len(highest) else None
