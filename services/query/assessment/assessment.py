"""The whole judgement on one incident, from its statements alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

from schemas.vocabulary import CasualtyCategory, Dispute, Support
from services.query.assessment.account import Account
from services.query.assessment.casualties import Range, counted, ranges, toll
from services.query.assessment.claims import Claim
from services.query.assessment.consensus import Consensus, consensus_of
from services.query.assessment.dispute import dispute_of
from services.query.assessment.docket import Docket
from services.query.assessment.independence import voices
from services.query.assessment.sentence import headline, sentence
from services.query.assessment.support import support_of

__all__ = ["Assessment", "Counts", "assess", "assess_docket"]


class Counts(NamedTuple):
    """How much there is, each kind counted for itself; what was taken back is counted too.

    `voices` are the independent ones, `origins` families of near-identical texts.
    """

    claims: int
    statements: int
    voices: int
    origins: int
    reports: int


_CATEGORIES: Final = tuple(CasualtyCategory)


@dataclass(frozen=True)
class Assessment:
    """Claims side by side and what they amount to."""

    claims: tuple[Claim, ...]
    support: Support
    support_reason: str
    dispute: Dispute
    dispute_reasons: tuple[str, ...]
    ranges: dict[tuple[str | None, CasualtyCategory], Range]
    tolls: dict[CasualtyCategory, Range]
    consensus: Consensus
    counts: Counts
    headline: str
    sentence: str


def assess(accounts: Iterable[Account]) -> Assessment:
    """Judge the statements of one incident.

    Raises:
        ValueError: there is none.
    """
    return assess_docket(Docket(accounts))


def assess_docket(docket: Docket) -> Assessment:
    """Judge one incident by what is said of it now.

    Raises:
        ValueError: nothing is.
    """
    if not docket:
        raise ValueError("an incident without statements cannot be assessed")
    claims = docket.claims()
    heard = voices(claims)
    support, support_reason = support_of(claims, heard)
    dispute, dispute_reasons = dispute_of(claims)
    found = counted(claims)
    spread = ranges(found)
    tolls = {category: given for category in _CATEGORIES if found and (given := toll(claims, found, spread, category))}
    consensus = consensus_of(claims)
    head = headline(consensus)
    return Assessment(
        claims=claims,
        support=support,
        support_reason=support_reason,
        dispute=dispute,
        dispute_reasons=dispute_reasons,
        ranges=spread,
        tolls=tolls,
        consensus=consensus,
        counts=Counts(
            claims=len(claims),
            statements=len(docket),
            voices=len(heard),
            origins=len(docket.origins),
            reports=len(docket.reports),
        ),
        headline=head,
        sentence=sentence(head, consensus, tolls, support, dispute, len(claims)),
    )
