"""Suggested links: open until nobody need judge them any more. Pure."""

from collections.abc import Iterable
from uuid import UUID

from services.query.projection.picture import Picture

__all__ = ["settle"]


def settle(picture: Picture, touched: Iterable[UUID], apart: Iterable[tuple[UUID, UUID]], n: int) -> None:
    """Close, from decision `n` on, the suggestions that it answers.

    Those are, of the incidents with a `touched` seed: within one incident, since it is linked now by whatever way; of
    an incident without a statement; and between two of which a review keeps statements `apart`.
    """
    if not picture.suggested:
        return
    done: set[UUID] = set()
    for seed in touched:
        if seed in done:
            continue
        component = _seeds(picture, seed)
        done |= component
        gone = not any(picture.members.get(one) for one in component)
        _close(picture, component, None if gone else component, n)
    for one, other in apart:
        here, there = picture.seed_of(one), picture.seed_of(other)
        if here and there:
            _close(picture, _seeds(picture, here), _seeds(picture, there), n)


def _seeds(picture: Picture, seed: UUID) -> set[UUID]:
    return {row.id for row in picture.component(seed)}


def _close(picture: Picture, here: set[UUID], there: set[UUID] | None, n: int) -> None:
    """Close what is suggested between these seeds and those; `there` None: and any."""
    for seed in here:
        for other in list(picture.suggested.get(seed, ())):
            if there is None or other in there:
                picture.settle(seed, other, n)
