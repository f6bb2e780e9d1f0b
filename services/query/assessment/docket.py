"""The accounts of one incident, claim by claim, as they come and go."""

from bisect import insort
from collections.abc import Iterable
from operator import attrgetter
from typing import Final
from uuid import UUID

from services.query.assessment.account import Account
from services.query.assessment.claims import Claim
from services.query.assessment.standing import Ending, endings
from services.query.assessment.tally import Tally

__all__ = ["Docket", "claims_of"]

_order: Final = attrgetter("order")
_first: Final = attrgetter("first_order")


class Docket:
    """Keeps the claims of an incident: those that an account came to or left are made anew, the others stand."""

    def __init__(self, accounts: Iterable[Account] = ()) -> None:
        self.origins: Tally[UUID] = Tally()
        """Families of near-identical texts, by how many accounts each."""
        self.reports: Tally[UUID] = Tally()
        self._accounts: dict[UUID, Account] = {}
        self._said: dict[str, list[Account]] = {}
        self._claims: dict[str, Claim] = {}
        self._came: dict[str, list[Account]] = {}
        self._left: set[str] = set()
        self._ending = 0
        self._ended = False
        for account in accounts:
            self.put(account)

    def __len__(self) -> int:
        return len(self._accounts)

    def put(self, account: Account) -> None:
        """Its statement says this from now on."""
        self.drop(account.id)
        self._accounts[account.id] = account
        self._count(account, 1)
        insort(self._said.setdefault(account.claim, []), account, key=_order)
        self._came.setdefault(account.claim, []).append(account)

    def drop(self, statement: UUID) -> None:
        """The statement says nothing any more."""
        if account := self._accounts.pop(statement, None):
            self._count(account, -1)
            self._said[account.claim].remove(account)
            self._left.add(account.claim)

    def claims(self) -> tuple[Claim, ...]:
        """The claims, in the order in which they were first made."""
        ended = endings(self._accounts.values()) if self._ending else {}
        # What ends may end what others said: then every claim is looked at.
        for name in list(self._said) if ended or self._ended else self._left | self._came.keys():
            said = self._said[name]
            own = {account.id: ended[account.id] for account in said if account.id in ended} if ended else {}
            if said:
                self._claims[name] = self._claim(name, tuple(said), own)
            else:
                del self._said[name]
                self._claims.pop(name, None)
        self._came.clear()
        self._left.clear()
        self._ended = bool(ended)
        return tuple(sorted(self._claims.values(), key=_first))

    def _claim(self, name: str, said: tuple[Account, ...], ended: dict[UUID, Ending]) -> Claim:
        before, came = self._claims.get(name), self._came.get(name)
        if before is None or name in self._left:
            return Claim(said, ended)
        if came and not (before.ended or ended):
            return before.grown(said, came)
        return Claim(said, ended) if came or before.ended != ended else before

    def _count(self, account: Account, by: int) -> None:
        self._ending += by * account.ends
        self.origins.count(account.origin_id, by)
        self.reports.count(account.report_id, by)


def claims_of(accounts: Iterable[Account]) -> tuple[Claim, ...]:
    """The claims of one incident, in the order in which they were first made."""
    return Docket(accounts).claims()
