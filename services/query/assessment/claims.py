"""Claims: the statements of one incident with the same claimant and the same stance."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from schemas.slots import Casualty
from schemas.vocabulary import CasualtyCategory, SpeechAct, Stance
from services.query.assessment.account import Account, Order
from services.query.assessment.standing import Ending

__all__ = ["Claim", "Figure", "growing", "once"]

T = TypeVar("T")


class Figure(NamedTuple):
    """A claim's figure for one side and category: its newest word on it, and the older ones, oldest first."""

    casualty: Casualty
    account: Account
    history: tuple[tuple[Casualty, Account], ...] = ()

    @property
    def side(self) -> str | None:
        """Whose people."""
        return self.casualty.side

    @property
    def category(self) -> CasualtyCategory:
        """What happened to them."""
        return self.casualty.category


def once(of: "Callable[[Claim], T]") -> "Callable[[Claim], T]":
    """Work something out of a claim alone only once: it never changes, and is kept while its incident grows."""
    return wraps(of)(growing(lambda claim, _: of(claim)))


def growing(of: "Callable[[Claim, T | None], T]") -> "Callable[[Claim], T]":
    """As `once`, going on from what was worked out of the claim as it was, if that is known."""

    @wraps(of)
    def kept(claim: "Claim") -> T:
        known = claim.worked_out
        try:
            return known[of]  # type: ignore[no-any-return]
        except KeyError:
            return known.setdefault(of, of(claim, claim.earlier.get(of)))  # type: ignore[no-any-return]

    return kept


class Claim:
    """What one claimant says, in one stance.

    `accounts` are in the order they were said, `live` those of them that count. `figures` are one per side and
    category, in the order they were first given. `key` tells claimants apart; `supports`: whether it speaks for the
    happening and counts; `denials` are those that count: taking one's own words back is none. `first_order` sorts
    claims by when they were first made. `added` are the accounts that came to it since what is in `earlier` was worked
    out of it.
    """

    __slots__ = (
        "accounts", "added", "claimant", "denials", "earlier", "ended", "figures", "first_order", "key", "live",
        "stance", "supports", "worked_out",
    )  # fmt: skip

    def __init__(self, accounts: tuple[Account, ...], ended: Mapping[UUID, Ending]) -> None:
        self.live = tuple([account for account in accounts if account.id not in ended]) if ended else accounts
        self._set(accounts, ended, self.live)
        self.earlier: Mapping[object, Any] = {}
        self.denials = _denials(self.live, ())
        self.figures = _figures(self.live or accounts, ())

    def grown(self, accounts: tuple[Account, ...], added: Sequence[Account]) -> "Claim":
        """The claim with all these accounts, of which some were `added`; all of them count."""
        if accounts[-1].statement.claimant != self.claimant:
            return Claim(accounts, {})
        claim = object.__new__(Claim)
        claim.live = accounts
        claim._set(accounts, {}, added)
        claim.earlier = self.worked_out
        claim.denials = _denials(added, self.denials)
        claim.figures = _figures(added, self.figures)
        return claim

    def _set(self, accounts: tuple[Account, ...], ended: Mapping[UUID, Ending], added: Sequence[Account]) -> None:
        first = accounts[0]
        self.claimant = accounts[-1].statement.claimant
        self.key = first.claimant
        self.stance = first.stance
        self.accounts = accounts
        self.first_order = first.order
        self.ended = ended
        self.supports = self.stance is Stance.SUPPORTS and bool(self.live)
        self.added = added
        self.worked_out: dict[object, Any] = {}

    def further(self, before: object | None) -> Sequence[Account]:
        """The accounts that count, but for those that `before`, worked out of the claim as it was, is of already."""
        return self.live if before is None else self.added

    @property
    def newest(self) -> Account:
        """What the claimant said last, of what counts if anything does."""
        return (self.live or self.accounts)[-1]

    @property
    def ending(self) -> Ending | None:
        """Why the whole claim counts for nothing; None while some of it counts."""
        return None if self.live else self.ended[self.accounts[-1].id]

    @property
    @once
    def side(self) -> str | None:
        """The party the claimant stands with, if any."""
        return next((account.claimant_side for account in reversed(self.accounts) if account.claimant_side), None)


def _denials(accounts: Iterable[Account], before: tuple[Account, ...]) -> tuple[Account, ...]:
    further = [account for account in accounts if account.statement.speech_act is SpeechAct.DENIES]
    return tuple(sorted((*before, *further), key=attrgetter("order"))) if further else before


def _figures(accounts: Iterable[Account], before: tuple[Figure, ...]) -> tuple[Figure, ...]:
    given = {(one.side, one.category): [*one.history, (one.casualty, one.account)] for one in before}
    for account in accounts:
        for casualty in account.statement.casualties:
            given.setdefault((casualty.side, casualty.category), []).append((casualty, account))
    for said in given.values():
        said.sort(key=_order)
    figures = [Figure(*said[-1], tuple(said[:-1])) for said in given.values()]
    return tuple(sorted(figures, key=_began)) if len(figures) > 1 else tuple(figures)


def _order(said: tuple[Casualty, Account]) -> Order:
    return said[1].order


def _began(figure: Figure) -> tuple[Order, int]:
    casualty, account = figure.history[0] if figure.history else (figure.casualty, figure.account)
    return account.order, account.statement.casualties.index(casualty)
