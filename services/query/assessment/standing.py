"""Which accounts count, and what ended the others."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from uuid import UUID

from schemas.vocabulary import Aspect, SpeechAct, Stance
from services.query.assessment.account import Account

__all__ = ["Ending", "endings"]


class Ending(StrEnum):
    """Why an account counts for nothing any more."""

    RETRACTED = "retracted"  # its source took the report back
    TAKEN_BACK = "taken_back"  # its claimant took it back in words
    AMENDED = "amended"  # its claimant denied it and later amended that explicitly


_AMENDING = frozenset({SpeechAct.CORRECTS, SpeechAct.ADMITS})


def endings(accounts: Iterable[Account]) -> dict[UUID, Ending]:
    """The accounts that have ended, by statement id; those that are not in it count."""
    accounts = tuple(accounts)
    ended: dict[UUID, Ending] = {}
    if True not in [account.ends for account in accounts]:
        return ended
    earlier: list[Account] = []
    for account in sorted(accounts, key=lambda account: account.order):
        if account.retracted:
            ended[account.id] = Ending.RETRACTED
            continue
        if account.statement.speech_act == SpeechAct.RETRACTS:
            ended |= {other.id: how for other, how in _taken_back(account, earlier) if other.id not in ended}
        elif account.statement.speech_act in _AMENDING:
            ended |= {other.id: Ending.AMENDED for other in _amended(account, earlier) if other.id not in ended}
        earlier.append(account)
    return ended


def _taken_back(account: Account, earlier: Sequence[Account]) -> list[tuple[Account, Ending]]:
    """What a claimant said before, and what it passed on before of others: its own words, and its report of theirs.

    Taking back that it happened takes back all of that, whichever statement the words name; taking back a detail only
    the statement that has it.
    """
    before = [other for other in earlier if _before(other, account)]
    own = [(other, Ending.TAKEN_BACK) for other in before if other.claimant == account.claimant]
    others = [
        (other, Ending.RETRACTED)
        for other in earlier
        if other.claimant != account.claimant
        and account.claimant in _passed_on_by(other)
        and other.report_id != account.report_id
    ]
    taken = [(other, how) for other, how in (*own, *others) if not _retracts(other)]
    answers = account.statement.answers
    if answers and answers.statement and answers.aspect is not Aspect.HAPPENING:
        return [(other, how) for other, how in taken if other.id == answers.statement] or taken
    return taken


def _passed_on_by(account: Account) -> tuple[str, ...]:
    """Whoever may take back an account of another's words: its publisher, and who is said to have relayed it."""
    relayer = account.statement.relayer
    return (account.publisher.key,) if relayer is None else (account.publisher.key, relayer.key)


def _amended(account: Account, earlier: Sequence[Account]) -> list[Account]:
    """The denials of the same claimant, unless the words amend something else that it said."""
    said = [other for other in earlier if other.claimant == account.claimant and _before(other, account)]
    denials = [other for other in said if other.stance == Stance.DENIES and not _retracts(other)]
    answers = account.statement.answers
    named = next((other for other in said if answers and other.id == answers.statement), None)
    return denials if named is None or named in denials else []


def _before(other: Account, account: Account) -> bool:
    """Whether it was said before: in another report, or as what the account's own words name as said before."""
    answers = account.statement.answers
    return other.report_id != account.report_id or (answers is not None and answers.statement == other.id)


def _retracts(account: Account) -> bool:
    return account.statement.speech_act == SpeechAct.RETRACTS
