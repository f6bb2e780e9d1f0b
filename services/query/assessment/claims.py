"""Claims: the statements of one incident with the same claimant and the same stance."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from schemas.slots import Casualty
from schemas.vocabulary import CasualtyCategory, SpeechAct, Stance
from services.query.assessment.account import Account
from services.query.assessment.standing import Ending

__all__ = ["Claim", "Figure", "once"]

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

    @wraps(of)
    def kept(claim: "Claim") -> T:
        known = claim.worked_out
        try:
            return known[of]  # type: ignore[no-any-return]
        except KeyError:
            return known.setdefault(of, of(claim))  # type: ignore[no-any-return]

    return kept


class Claim:
    """What one claimant says, in one stance.

    `accounts` are in the order they were said, `live` those of them that count. `figures` are one per side and
    category, in the order they were first given. `key` tells claimants apart; `supports`: whether it speaks for the
    happening and counts; `denials` are those that count: taking one's own words back is none. `first_order` sorts
    claims by when they were first made.
    """

    __slots__ = (
        "accounts", "claimant", "denials", "ended", "figures", "first_order", "key", "live", "stance", "supports",
        "worked_out",
    )  # fmt: skip

    def __init__(self, accounts: tuple[Account, ...], ended: dict[UUID, Ending]) -> None:
        first, last = accounts[0], accounts[-1]
        self.claimant = last.statement.claimant
        self.key = first.claimant
        self.stance = first.stance
        self.accounts = accounts
        self.first_order = first.order
        self.ended = ended
        self.live = tuple([account for account in accounts if account.id not in ended]) if ended else accounts
        self.supports = self.stance is Stance.SUPPORTS and bool(self.live)
        denials = self.live if self.stance is Stance.DENIES else ()
        self.denials = tuple([one for one in denials if one.statement.speech_act is SpeechAct.DENIES])
        self.figures = _figures(self.live or accounts)
        self.worked_out: dict[Callable[[Claim], Any], Any] = {}

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


def _figures(accounts: Iterable[Account]) -> tuple[Figure, ...]:
    given: dict[tuple[str | None, CasualtyCategory], list[tuple[Casualty, Account]]] = defaultdict(list)
    for account in accounts:
        for casualty in account.statement.casualties:
            given[casualty.side, casualty.category].append((casualty, account))
    return tuple(Figure(*said[-1], history=tuple(said[:-1])) for said in given.values())
