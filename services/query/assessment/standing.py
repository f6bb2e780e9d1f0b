"""Which accounts count, and what ended the others."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from enum import StrEnum
from uuid import UUID

from schemas.vocabulary import SpeechAct, Stance
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
    by_claimant: dict[str, list[Account]] = defaultdict(list)
    ended: dict[UUID, Ending] = {}
    for account in sorted(accounts, key=lambda account: account.order):
        if account.retracted:
            ended[account.id] = Ending.RETRACTED
        else:
            by_claimant[account.claimant].append(account)
    for said in by_claimant.values():
        for at, account in enumerate(said):
            ended |= dict.fromkeys(_ended_by(account, said[:at]), _ending(account))
    return ended


def _ending(account: Account) -> Ending:
    return Ending.TAKEN_BACK if account.statement.speech_act == SpeechAct.RETRACTS else Ending.AMENDED


def _ended_by(account: Account, earlier: Sequence[Account]) -> list[UUID]:
    """What `account` ends of what the same claimant said earlier."""
    act = account.statement.speech_act
    if act in _AMENDING:
        return [other.id for other in earlier if other.stance == Stance.DENIES and not _retracts(other)]
    if act != SpeechAct.RETRACTS:
        return []
    answers = account.statement.answers
    named = [other.id for other in earlier if answers and other.id == answers.statement]
    return named or [other.id for other in earlier if not _retracts(other)]


def _retracts(account: Account) -> bool:
    return account.statement.speech_act == SpeechAct.RETRACTS
